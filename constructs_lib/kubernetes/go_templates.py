"""Go templates as the External Secrets Operator runs them: which keys of the Secret they name."""

import re

_ACTION = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|`[^`]*`')
_INDEX = re.compile(r'\bindex\s+[.$]\s+"([^"]+)"')
_FIELD = re.compile(r"(?<![\w.)$\]])\$?\.([A-Za-z_]\w*)")
_OTHER_DOT = re.compile(r"\s*(?:range|with|template|block|define)\b|\b(?:get|pluck|pick|keys|values)\b|[.$]\s*(?:\||$)")


def check_go_template(text: str) -> str:
    """Refuses a template that opens an action and does not close it. Raises `ValueError` with the end of a sentence."""
    if text.count("{{") != text.count("}}"):
        raise ValueError("is no Go template: '{{' and '}}' do not match")
    return text


def keys_named(text: str) -> frozenset[str]:
    """The keys that a template names where its dot is the Secret.

    >>> sorted(keys_named('{{ .user }}:{{ .password | b64enc }} {{ index . "tls.crt" }}'))
    ['password', 'tls.crt', 'user']
    """
    return frozenset(
        key for action in _actions(text) for key in (*_INDEX.findall(action), *_FIELD.findall(_TEXT.sub('""', action)))
    )


def sees_whole(text: str) -> bool:
    """Whether a template moves its dot, or takes the whole Secret, so that nobody can tell which keys it reads.

    >>> sees_whole("{{ .a }}"), sees_whole("{{ range $k, $v := . }}{{ $k }}{{ end }}"), sees_whole("{{ . | toJson }}")
    (False, True, True)
    """
    return any(_OTHER_DOT.search(_TEXT.sub('""', action)) for action in _actions(text))


def _actions(text: str) -> list[str]:
    return [_COMMENT.sub("", action).strip() for action in _ACTION.findall(text)]
