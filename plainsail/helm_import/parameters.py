"""`--set` and `--set-string`: read by Helm's parser, and laid over what the files say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.diff import is_same
from constructs_lib.settings.values import thaw
from plainsail.helm.values import parsed


@dataclass(frozen=True)
class Parameter:
    """`image.tag=1.2`, as one option holds it."""

    text: str
    is_text: bool = False
    """Whether the value is text whatever it looks like: --set-string."""


def with_parameters(values: Mapping[str, Any], parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values with each parameter laid over them, in order. Raises `ValueError` with Helm's words."""
    result: Any = thaw(values)
    for parameter in parameters:
        path = parameter.text.partition("=")[0]
        result = _laid(result, parsed(parameter.text, as_text=parameter.is_text), into_lists="[" in path)
    made: dict[str, Any] = result
    return made


def _laid(value: Any, over: Any, *, into_lists: bool) -> Any:
    """A parameter over values: of a list that it indexes, the other items stay."""
    if isinstance(over, dict):
        below = value if isinstance(value, dict) else {}
        return {**below, **{key: _laid(below.get(key), each, into_lists=into_lists) for key, each in over.items()}}
    if isinstance(over, list) and into_lists and isinstance(value, list):
        last = len(over) - 1
        return [
            *value[:last],
            *over[len(value) : last],
            _laid(_at(value, last), over[last], into_lists=True),
            *value[last + 1 :],
        ]
    return over


def _at(value: list[Any], index: int) -> Any:
    return value[index] if index < len(value) else None


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What a further file must say so that the values before become those after it; no key may be gone."""
    made = {}
    for key, value in after.items():
        if key not in before:
            made[key] = value
        elif isinstance(value, dict) and isinstance(before[key], dict):
            if inner := difference(before[key], value):
                made[key] = inner
        elif not is_same(value, before[key]):
            made[key] = value
    return made
