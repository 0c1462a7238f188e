"""Two versions of an object, field by field: lists are matched as Kubernetes merges them, not by position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plainsail.manifests.objects import Document
from plainsail.plan.lists import SETS, labels


class _Absent:
    def __repr__(self) -> str:
        return "(none)"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()
"""What a field holds that is not there."""

Parts = tuple[str, ...]
"""A path in parts, items of lists in brackets: `("spec", ..., "containers", "[app]", "image")`."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs. `old` or `new` is `ABSENT` for a field that is only in one."""

    parts: Parts
    old: Any
    new: Any
    order: bool = False
    """Whether only the order of the items changed; `old` and `new` are what they are called."""

    @property
    def field(self) -> str:
        """`spec.template.spec.containers[app].image`."""
        return shown(self.parts)

    def within(self, *parts: str) -> bool:
        """Whether the field is, or is below, this path."""
        return self.parts[: len(parts)] == parts


def deepest(change: FieldChange) -> Parts:
    """Down to where a change is one of one field alone: of an added variable, to the Secret that it comes from."""
    parts, value = change.parts, change.old or change.new
    if ABSENT not in (change.old, change.new):
        return parts
    while isinstance(value, Mapping):
        inner = [key for key in value if key != "name"]
        if len(inner) != 1:
            break
        parts, value = (*parts, str(inner[0])), value[inner[0]]
    return parts


def compare(old: Document, new: Document) -> list[FieldChange]:
    """Every field that differs, in the order of the path.

    >>> [change.field for change in compare({"a": [1], "b": {"c": 1}}, {"a": [2], "b": {"c": 1, "d": 2}})]
    ['a', 'b.d']
    """
    return list(_differences((), old, new))


def leaves(change: FieldChange) -> Iterator[FieldChange]:
    """The change down to its last fields: an added container is an image, variables and what else it holds."""
    if change.order or (isinstance(change.old, Mapping | list) and isinstance(change.new, Mapping | list)):
        yield change
        return
    inner = change.old or change.new
    if isinstance(inner, Mapping):
        old, new = ({} if side is ABSENT else side for side in (change.old, change.new))
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for each in _differences(change.parts, old, new):
                yield from leaves(each)
            return
    parts = items(change)
    if parts == (change,):
        yield change
    else:
        for each in parts:
            yield from leaves(each)


def items(change: FieldChange) -> tuple[FieldChange, ...]:
    """The change of a whole list, which comes or goes, as that of its items; any other change as it is."""
    if ABSENT in (change.old, change.new) and isinstance(change.old or change.new, list):
        return tuple(_lists(change.parts, change.old or [], change.new or []) or (change,))
    return (change,)


def _differences(path: Parts, old: Any, new: Any) -> Iterator[FieldChange]:
    if old is new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}, key=str):
            yield from _differences((*path, str(key)), old.get(key, ABSENT), new.get(key, ABSENT))
    elif isinstance(old, list) and isinstance(new, list):
        matched = _lists(path, old, new)
        if matched is not None:
            yield from matched
        elif not _same(old, new):
            yield FieldChange(path, old, new)
    elif not _same(old, new):
        yield FieldChange(path, old, new)


def _lists(path: Parts, old: Sequence[Any], new: Sequence[Any]) -> Iterator[FieldChange] | None:
    name = path[-1] if path else ""
    called = labels(name, old, new)
    if called is None:
        return None
    before, after = dict(zip(called[0], old, strict=True)), dict(zip(called[1], new, strict=True))
    return _items(path, before, after)


def _items(path: Parts, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for key in [*before, *(key for key in after if key not in before)]:
        yield from _differences((*path, f"[{key}]"), before.get(key, ABSENT), after.get(key, ABSENT))
    both = [key for key in after if key in before]
    if path[-1] not in SETS and both != [key for key in before if key in after]:
        yield FieldChange(path, list(before), list(after), order=True)


def _same(old: Any, new: Any) -> bool:
    """Whether two values are the same in YAML: 1 is neither true nor 1.0."""
    if type(old) is not type(new):
        return False
    if isinstance(old, list):
        return len(old) == len(new) and all(_same(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, Mapping):
        return old.keys() == new.keys() and all(_same(value, new[key]) for key, value in old.items())
    return bool(old == new)


def shown(path: Sequence[str]) -> str:
    """The parts as one path.

    >>> shown(("spec", "containers", "[app]", "image")), shown(("metadata", "labels", "a.b/c"))
    ('spec.containers[app].image', 'metadata.labels["a.b/c"]')
    """
    text = ""
    for part in path:
        if part.startswith("["):
            text += part
        elif "." in part or "/" in part:
            text += f'["{part}"]'
        else:
            text += f".{part}" if text else part
    return text
