"""Settings as Python says them: values, calls of the vocabulary, and what one environment changes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plainsail.helm_import.python import columns, literal

_STEP = "    "


class _Nothing:
    def __bool__(self) -> bool:
        return False


NOTHING: Final = _Nothing()
"""What is not said."""


@dataclass(frozen=True)
class Call:
    """`Probe("/health", period_seconds=10)`."""

    name: str
    unnamed: tuple[Any, ...] = ()
    """What stands without a name."""
    fields: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self) -> Iterator[tuple[str, Any]]:
        """What stands in the brackets, each with what stands before it."""
        yield from (("", value) for value in self.unnamed)
        yield from ((f"{name}=", value) for name, value in self.fields.items())

    def __repr__(self) -> str:
        return _line(self)


_FIRST = {"CronJob": "command", "Image": "repository", "Ingress": "host", "Probe": "path"}
"""What the vocabulary calls the argument that stands without a name."""


def names_in(value: Any) -> Iterator[str]:
    """What must be imported for a value."""
    match value:
        case Call():
            yield value.name
            for _, argument in value.arguments():
                yield from names_in(argument)
        case dict():
            for item in value.values():
                yield from names_in(item)
        case list():
            for item in value:
                yield from names_in(item)


def assigned(name: str, value: Any, width: int) -> list[str]:
    """`hpa = Hpa(...)`, as a class says it and as formatters leave it."""
    return list(_lines(value, f"{_STEP}{name} = ", "", _STEP, width))


def common(values: Sequence[Any]) -> Any:
    """What a base can say for all environments: of a mapping the keys that are the same, else what most say."""
    if any(value is NOTHING for value in values):
        return NOTHING
    if all(isinstance(value, dict) for value in values):
        by_key = {key: common([value.get(key, NOTHING) for value in values]) for key in values[0]}
        return {key: value for key, value in by_key.items() if value is not NOTHING} or NOTHING
    if _are_alike(values):
        first = values[0]
        unnamed = tuple(map(common, zip(*(value.unnamed for value in values), strict=True)))
        return Call(first.name, unnamed, {key: common([value.fields[key] for value in values]) for key in first.fields})
    most, _ = Counter(map(repr, values)).most_common(1)[0]
    return next(value for value in values if repr(value) == most)


def difference(base: Any, value: Any) -> Any:
    """What an environment says beside its base: nothing, a change, or the whole value."""
    if value is NOTHING or repr(base) == repr(value):
        return NOTHING
    if isinstance(value, dict):
        known = base if isinstance(base, dict) else {}
        return Call("change", (_differing(known, value),))
    if isinstance(base, Call) and _are_alike([base, value]):
        return Call("change", fields=_differing(_by_name(base), _by_name(value)))
    return value


def _differing(base: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    changed = {key: difference(base.get(key, NOTHING), item) for key, item in value.items()}
    return {key: item for key, item in changed.items() if item is not NOTHING}


def _by_name(call: Call) -> dict[str, Any]:
    named = {_FIRST[call.name]: call.unnamed[0]} if call.unnamed else {}
    return {**named, **call.fields}


def _are_alike(values: Sequence[Any]) -> bool:
    """Whether one can be changed into the other: calls of one name that say the same fields."""
    if not all(isinstance(value, Call) for value in values):
        return False
    forms = {(value.name, len(value.unnamed), *value.fields) for value in values}
    return len(forms) == 1 and (not values[0].unnamed or values[0].name in _FIRST)


def _line(value: Any) -> str:
    match value:
        case Call():
            return f"{value.name}({', '.join(before + _line(item) for before, item in value.arguments())})"
        case dict():
            return "{" + ", ".join(f"{literal(key)}: {_line(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_line, value)) + "]"
    return literal(value)


def _lines(value: Any, before: str, after: str, indent: str, width: int) -> Iterator[str]:
    """`before` holds the indent already."""
    whole = f"{before}{_line(value)}{after}"
    parts: list[tuple[str, Any]]
    match value:
        case Call():
            begin, parts, end = f"{value.name}(", [*value.arguments()], ")"
        case dict():
            begin, parts, end = "{", [(f"{literal(key)}: ", item) for key, item in value.items()], "}"
        case list():
            begin, parts, end = "[", [("", item) for item in value], "]"
        case _:
            begin, parts, end = "", [], ""
    if columns(whole) <= width or not parts:
        yield whole
        return
    yield f"{before}{begin}"
    for name, item in parts:
        yield from _lines(item, f"{indent}{_STEP}{name}", ",", indent + _STEP, width)
    yield f"{indent}{end}{after}"
