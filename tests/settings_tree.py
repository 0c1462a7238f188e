"""Every path of the vocabulary, and a value with another one within it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plainsail.attribution.alternatives import Step
from plainsail.attribution.hints import classes_of, elements_of, hints_of, path_inside


def paths(hint: Any, path: str) -> Iterator[str]:
    """Every path of the vocabulary from this type on."""
    yield path
    classes = classes_of(hint)
    for member in classes:
        inside = path_inside(path, member, classes)
        if inside != path:
            yield inside
        for name, declared in hints_of(member).items():
            yield from paths(declared, f"{inside}.{name}")
    for mark, element in elements_of(hint):
        yield from paths(element, path + mark)


def replaced(value: Any, steps: Sequence[Step], new: Any) -> Any:
    """The value with another one at the end of the steps. Raises `SettingsError` where that is not legal."""
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        return {**value, str(step): replaced(value[step], rest, new)}
    if isinstance(value, Sequence):
        return [replaced(item, rest, new) if index == step else item for index, item in enumerate(value)]
    return dataclasses.replace(value, **{str(step): replaced(getattr(value, str(step)), rest, new)})
