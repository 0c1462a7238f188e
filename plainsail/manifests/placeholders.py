"""Words that stand for a value until somebody replaces them: `${IMAGE}`, `<name>`, `{{name}}`, `ko://...`.

They count where a value of some shape belongs: a name, an image, a number. What is free text holds such words for
other readers: `${HOME}` is a shell's, and `$(NAME)` in a variable, a command or its arguments is Kubernetes' own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from constructs_lib.kubernetes.paths import Path, begins, match, parse_path
from plainsail.location import Location

_FORMS = {
    "ko resolve": r"ko://\S+",
    "a template engine": r"\$?\{\{.*?\}\}|\{%.*?%\}|<%.*?%>",
    "envsubst": r"\$\{[^{}]*\}|\$[A-Z_][A-Z0-9_]*",
    "kustomize": r"\$\([A-Za-z_][\w.-]*\)",
    "an editor": (
        r"<[A-Za-z_][\w .:/|-]*>|__[A-Z]\w*__|%[A-Z_]\w*%|@[A-Z_]\w*@|#\{[^{}]+\}#?|\[\[[^\]]*\]\]|\(\([^)]*\)\)"
    ),
}
"""What replaces them, and their form."""
_ANY = re.compile("|".join(f"(?:{form})" for form in _FORMS.values()), re.DOTALL)
_RESULTS = re.compile(r"<(?:nil|none|no value|null|unknown|unset|invalid[^>]*)>", re.IGNORECASE)
"""What a template engine writes where it had no value: nobody will replace it."""

_FREE = (
    "data",
    "stringData",
    "binaryData",
    "metadata.annotations",
    "**.metadata.annotations",
    "**.args[*]",
    "**.command[*]",
    "**.env[*].value",
    "**.subPathExpr",
    "**.expression",
    "**.messageExpression",
    "**.message",
    "**.description",
    "**.pattern",
)
"""Fields that hold free text, expressions, or words of Kubernetes' own."""


@dataclass(frozen=True)
class Placeholder:
    """A field whose value is still to come."""

    where: Location
    words: tuple[str, ...]


def words_in(text: str) -> tuple[str, ...]:
    """The placeholders in a text.

    >>> words_in("ghcr.io/app:${TAG}"), words_in("<name>-$(ENV)"), words_in("a<b"), words_in("<no value>")
    (('${TAG}',), ('<name>', '$(ENV)'), (), ())
    """
    return tuple(_ANY.findall(_RESULTS.sub("", text)))


def is_free_text(field: str) -> bool:
    """Whether a field holds text in which such words mean something to somebody else.

    >>> is_free_text("spec.containers[app].env[A].value"), is_free_text("spec.containers[app].image")
    (True, False)
    """
    try:
        path: Path = parse_path(field)
    except ValueError:
        return False
    return any(begins(pattern, path) is not None or match(pattern, path) is not None for pattern in _FREE)


def replacers(words: Iterable[str]) -> list[str]:
    """What replaces such words, each once: `envsubst`, `ko resolve`.

    >>> replacers(["${A}", "ko://example.com/app", "${B}"])
    ['ko resolve', 'envsubst']
    """
    held = list(words)
    return [tool for tool, form in _FORMS.items() if any(re.fullmatch(form, word, re.DOTALL) for word in held)]
