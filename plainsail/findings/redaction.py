"""Text without credentials: what somebody wrote into a setting, or a value, is never printed again."""

import re
from dataclasses import replace
from functools import lru_cache

from plainsail.findings.finding import DecidingLine
from plainsail.manifests.credentials import assigned, shape_of

HIDDEN = "(hidden)"
_MASK = "***"
_NAME = re.compile(
    r"(?:^|[_.-]|(?<=[a-z]))(?:secret|token|pass(?:word|wd|phrase)?|pwd|credentials?|dsn"
    r"|(?:api|app|access|private|signing|encryption|auth|secret|master)[_.-]?key)s?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(://[^\s/:@'\"]*:)[^\s/@'\"]+@")
_VARIABLE = re.compile(r"(?:^|\.)(?:env|data)(?:\.|\[)([^\[\]]+)\]?$")
_TEXT = r"""[bfru]{0,2}(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)"""
"""A text of Python, or its beginning."""
_PAIR = re.compile(
    rf"""(?P<head>(?:["']name["']\s*:\s*["'](?P<variable>[^"']+)["']\s*,\s*["']value["']|["'](?P<key>[^"']+)["'])\s*:\s*\(?\s*)
        (?:{_TEXT})(?:\s*{_TEXT})*""",
    re.VERBOSE | re.IGNORECASE,
)
"""A name and its value in a mapping, or in a list of variables."""
_PUNCTUATION = str.maketrans("\"'()[]{}", " " * 8)
_REFERENCES = "external_secrets"
"""The setting under which a name of this kind is said with the parameter that holds the value."""


def means_credential(name: str) -> bool:
    """Whether a name is that of a credential: of a variable, a key, or a patch of one."""
    return _NAME.search(name.removesuffix(".value").removesuffix("]")) is not None


def masked(line: DecidingLine) -> DecidingLine:
    """The line of a setting, without a credential that somebody wrote into it.

    >>> masked(DecidingLine("env", "envs/a.py", 3, 'env = change({"DB_PASSWORD": "swordfish", "PORT": "80"})')).text
    'env = change({"DB_PASSWORD": "***", "PORT": "80"})'
    >>> masked(DecidingLine("env.DB_PASSWORD", "envs/a.py", 4, '"swordfish",')).text
    '(hidden)'
    """
    if line.setting.startswith(_REFERENCES):
        return replace(line, text=HIDDEN) if shape_of(line.text) else line
    variable = _VARIABLE.search(line.setting)
    if variable and means_credential(variable[1]):
        return replace(line, text=HIDDEN)
    text = _PAIR.sub(_without_value, line.text)
    # What ends a text of Python would end no value: `args=["--password=..."]`.
    is_assigned = assigned(text.translate(_PUNCTUATION)) is not None
    return replace(line, text=HIDDEN if is_assigned else without_credentials(text))


def _without_value(pair: re.Match[str]) -> str:
    return f'{pair["head"]}"{_MASK}"' if means_credential(pair["variable"] or pair["key"]) else pair[0]


@lru_cache(maxsize=4096)
def without_credentials(text: str) -> str:
    r"""A text without what looks like a credential: the password of an address, or all of a line.

    >>> without_credentials("postgres://app:s3cr3t-Pa55@db/app"), without_credentials("a\npassword = Hunter2-x1\nb")
    ('postgres://app:***@db/app', 'a\n(hidden)\nb')
    """
    lines = [_ADDRESS.sub(rf"\1{_MASK}@", line) for line in text.split("\n")]
    if "\n" in text and shape_of(text) == "a private key":
        return HIDDEN
    return "\n".join(HIDDEN if shape_of(line) or assigned(line) else line for line in lines)
