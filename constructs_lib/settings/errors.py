"""The one exception that a mistake in settings raises, and its words: what was written, what is true, what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from constructs_lib.kubernetes.nearest import did_you_mean

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
"""Keys, field names and indexes, from the outside in."""

_CHANGES = ("Change", "Merge")
"""What stands for a value until the layers above are known."""


class SettingsError(Exception):
    """A mistake in settings, in words: what was written, what is true, what to do.

    `path` leads from the value or class that was being made to the mistake (`("hpa", "max_replicas")`).
    `owner` is the environment class that was being made; without one, the mistake was made by the line that
    made a value, and the traceback knows it. The tool turns both into a file and a line.

    Not a `ValueError`: pydantic would wrap it and lose the words.
    """

    def __init__(self, message: str, *, path: Path = (), owner: type | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.owner = owner


def in_words(
    error: ValidationError, subject: str, *, value: Any, fields: Sequence[str] = (), positional: Sequence[str] = ()
) -> SettingsError:
    """Pydantic's first error as a `SettingsError`; `subject` names the class or setting that was being made of `value`.

    For a class, `fields` are those that it has, and `positional` the names of those that are given without a name.

    An unknown argument is reported before a missing one: `Hpa(max_replica=3)` is both, and the first is the mistake.
    """
    details = error.errors(include_url=False)
    detail = min(details, key=lambda d: (d["type"] != "unexpected_keyword_argument", d["type"] == "missing"))
    # A field that takes numbers or text refuses text twice: the message of its check names the mistake.
    beside = (d for d in details if d["type"] == "value_error" and d["loc"][:-1] == detail["loc"][:-1] != ())
    detail = next(beside, detail)
    # What may be one of several kinds is refused as each of them: the one that it comes nearest to names the mistake.
    here = _real(detail["loc"], value)
    deeper = [d for d in details if here and _real(d["loc"], value)[: len(here)] == here]
    detail = max([detail, *deeper], key=lambda d: len(_real(d["loc"], value)))
    loc = detail["loc"]
    if positional and loc and isinstance(loc[0], int) and loc[0] < len(positional):
        loc = (positional[loc[0]], *loc[1:])
    path = _real(loc, value)
    if argument := _ARGUMENTS.get(detail["type"]):
        name = str(detail["loc"][-1])
        return SettingsError(argument(name, subject, list(fields)), path=(name,))
    return SettingsError(_sentence(detail, _name(path, subject)), path=path)


_ARGUMENTS: dict[str, Callable[[str, str, list[str]], str]] = {
    "unexpected_keyword_argument": lambda name, subject, fields: (
        f"{name} is not a field of {subject}{did_you_mean(name, fields)}"
    ),
    "unexpected_positional_argument": lambda _, subject, fields: (
        f"{subject} takes its values by name: {', '.join(f'{field}=' for field in fields)}"
    ),
    "missing": lambda name, subject, _: f"{name} is missing; {subject} needs it",
    "missing_argument": lambda name, subject, _: f"{name} is missing; {subject} needs it",
}


def _real(loc: Path, value: Any) -> Path:
    """The location without pydantic's own marks, such as those for the branches of a union.

    Those are the parts that do not lead anywhere in the value.
    """
    path: list[str | int] = []
    for part in loc:
        if _leads_on(value, part):
            value = value[part]
            path.append(part)
    return tuple(path)


def _leads_on(value: Any, part: str | int) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value)


def _name(path: Path, subject: str) -> str:
    """The last key or field of a path, with the indexes behind it: `tolerations[1]`."""
    named = [index for index, part in enumerate(path) if isinstance(part, str)]
    name = path[named[-1]] if named else subject
    return f"{name}{''.join(f'[{part}]' for part in path[named[-1] + 1 if named else 0 :])}"


def _sentence(detail: ErrorDetails, name: str) -> str:
    subject = f"{name}={shorten(detail['input'])}"
    if detail["loc"] and detail["loc"][-1] == "[key]":
        subject = f"the name {detail['input']!r}"
    if detail["type"] == "value_error":
        return f"{subject} {detail['ctx']['error']}"
    translate = _WORDS.get(detail["type"])
    return f"{subject} {translate(detail)}" if translate else f"{subject}: {detail['msg'].lower()}"


def shorten(value: object) -> str:
    """The value as Python writes it, cut where it would fill the screen."""
    if type(value).__name__ in _CHANGES:
        return repr(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}(...)"
    if isinstance(value, type):
        return value.__name__
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def example_of(hint: Any) -> str:
    """How a value of a type is written, as far as the type tells it.

    >>> example_of(int), example_of(Annotated[str, "a host"]), example_of(Mapping[str, int])
    ('1000', "'...'", '{...}')
    """
    hint = get_args(hint)[0] if get_origin(hint) in (Annotated, UnionType) else hint
    kind = get_origin(hint) or hint
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return f"{kind.__name__}(...)"
    return _EXAMPLES.get(kind, "...")


_EXAMPLES: Mapping[Any, str] = {bool: "True", int: "1000", str: "'...'", Mapping: "{...}", Sequence: "[...]"}


def _number(detail: ErrorDetails) -> str:
    value = detail["input"]
    if isinstance(value, str):
        return (
            "is text; write the number without quotes"
            if value.lstrip("-").isdigit()
            else "is text; write a whole number"
        )
    return "is not a whole number"


def _text(detail: ErrorDetails) -> str:
    return "is not text; put it in quotes" if isinstance(detail["input"], (int, float)) else "is not text"


def _instance(detail: ErrorDetails) -> str:
    name = detail.get("ctx", {}).get("class_name", "a value of its class")
    if type(detail["input"]).__name__ in _CHANGES:
        return f"finds no {name} to change here; write change({{...}}) of the whole mapping, or {name}(...)"
    return f"is not {name}; write {name}(...)"


def _mapping(detail: ErrorDetails) -> str:
    if type(detail["input"]).__name__ in _CHANGES:
        return "changes nothing: no mapping stands here to change; write {...}"
    return "is not a mapping; write {...}"


def _sequence(detail: ErrorDetails) -> str:
    if isinstance(detail["input"], str):
        return "is one text; write a list of them: [...]"
    return "is not a list; write [...]"


def _bound(sign: str, key: str) -> Callable[[ErrorDetails], str]:
    return lambda detail: f"is {sign} {detail['ctx'][key]}"


_WORDS: Mapping[str, Callable[[ErrorDetails], str]] = {
    "int_type": _number,
    "int_from_float": _number,
    "string_type": _text,
    "bool_type": lambda _: "is neither True nor False",
    "dataclass_type": _instance,
    "dataclass_exact_type": _instance,
    "is_instance_of": lambda d: f"is not {d['ctx']['class']}",
    "mapping_type": _mapping,
    "dict_type": _mapping,
    "sequence_str": _sequence,
    "is_sequence": _sequence,
    "tuple_type": _sequence,
    "list_type": _sequence,
    "none_required": lambda _: "is not None",
    "literal_error": lambda d: f"is none of {d['ctx']['expected'].replace(' or ', ', ')}",
    "greater_than_equal": _bound("below", "ge"),
    "less_than_equal": _bound("above", "le"),
    "greater_than": _bound("not above", "gt"),
    "less_than": _bound("not below", "lt"),
    "too_short": lambda _: "is empty",
}


def fields_of(kind: type[Any]) -> list[str]:
    """Names of the fields of a settings value."""
    return [field.name for field in dataclasses.fields(kind)]
