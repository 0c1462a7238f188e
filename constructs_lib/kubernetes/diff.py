"""Two versions of an object, field by field: lists are matched as Kubernetes merges them, not by position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal, TypeAlias

from constructs_lib.kubernetes.lists import SETS, counted, item_labels, labels, text_of
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Item, Part, Path, format_path, list_name
from constructs_lib.kubernetes.paths import leaves as leaves_of


class _Absent:
    def __repr__(self) -> str:
        return "(none)"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()
"""What a field holds that is not there."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs. `old` or `new` is `ABSENT` for a field that is only in one."""

    path: Path
    old: Any
    new: Any
    order: bool = False
    """Whether only the order of the items changed; `old` and `new` are what they are called."""

    @property
    def field(self) -> str:
        """`spec.template.spec.containers[app].image`."""
        return format_path(self.path)

    def within(self, *parts: Part) -> bool:
        """Whether the field is, or is below, this path."""
        return self.path[: len(parts)] == parts


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
    if isinstance(change.old or change.new, Mapping):
        old, new = ({} if side is ABSENT else side for side in (change.old, change.new))
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for inner in _differences(change.path, old, new):
                yield from leaves(inner)
            return
    parts = items(change)
    if parts == (change,):
        yield change
    else:
        for part in parts:
            yield from leaves(part)


def items(change: FieldChange) -> tuple[FieldChange, ...]:
    """The change of a whole list, which comes or goes, as that of its items; any other change as it is."""
    if ABSENT in (change.old, change.new) and isinstance(change.old or change.new, list):
        return tuple(_lists(change.path, change.old or [], change.new or []) or (change,))
    return (change,)


How: TypeAlias = Literal["value", "presence", "appears"]
"""Of a field of the old version: it has another value, or is gone; and a field that only the new one has."""


def moves(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, How]]:
    """Every last field that differs, with how it does.

    As many items of a list that went as came are the same ones under other names, and what is empty is a field as any.
    """
    for change in _differences(path, old, new, follow=True):
        before, after = change.old, change.new
        if change.order:
            continue
        if isinstance(before, list) and isinstance(after, list) and before and after:
            yield from _moves_of_items(change)
        elif before is ABSENT:
            yield from ((leaf, "appears") for leaf, _ in leaves_of(after, change.path))
        else:
            # Emptied is gone; anything else is another value.
            how: How = "presence" if after is ABSENT or (after in ({}, []) and before) else "value"
            yield from ((leaf, how) for leaf, _ in leaves_of(before, change.path))


def _moves_of_items(change: FieldChange) -> Iterator[tuple[Path, How]]:
    """Those of two lists that nothing but the index tells: what is the same, or stands in the same place, is one."""
    old, new = (list(map(repr, side)) for side in (change.old, change.new))
    name = list_name(change.path)
    called = item_labels(name, change.old), item_labels(name, change.new)
    for tag, start, end, other, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        common = 0 if tag in ("insert", "delete") else min(end - start, other_end - other)
        for index in range(common if tag == "replace" else 0):
            here = (*change.path, Item(called[0][start + index]))
            yield from moves(change.old[start + index], change.new[other + index], here)
        for index in range(start + common, end):
            here = (*change.path, Item(called[0][index]))
            yield from ((leaf, "presence") for leaf, _ in leaves_of(change.old[index], here))
        for index in range(other + common, other_end):
            here = (*change.path, Item(called[1][index]))
            yield from ((leaf, "appears") for leaf, _ in leaves_of(change.new[index], here))


def _differences(path: Path, old: Any, new: Any, *, follow: bool = False) -> Iterator[FieldChange]:
    """`follow`: see `moves`."""
    if old is new:
        return
    inside = bool(old and new) or not follow
    if isinstance(old, Mapping) and isinstance(new, Mapping) and inside:
        for key in sorted({*old, *new}, key=str):
            yield from _differences((*path, str(key)), old.get(key, ABSENT), new.get(key, ABSENT), follow=follow)
        return
    if isinstance(old, list) and isinstance(new, list) and inside:
        matched = _lists(path, old, new, follow=follow)
        if matched is not None:
            yield from matched
            return
    if not is_same(old, new):
        yield FieldChange(path, old, new)


def _lists(path: Path, old: Sequence[Any], new: Sequence[Any], *, follow: bool = False) -> Iterator[FieldChange] | None:
    """The changes of two lists item by item; None where only the whole lists can be compared."""
    name = list_name(path)
    before: _Items
    after: _Items
    if called := labels(name, old, new):
        before, after = (
            {label: (label, item) for label, item in zip(own, side, strict=True)}
            for own, side in zip(called, (old, new), strict=True)
        )
    elif name in SETS:
        before, after = _by_content(old), _by_content(new)
    else:
        return None
    return _items(path, before, after, follow=follow)


_Items: TypeAlias = Mapping[str, tuple[str, Any]]
"""What tells an item from the others, to what it is called, and the item."""


def _by_content(side: Sequence[Any]) -> _Items:
    """Items of a set without labels are told apart by all that they hold, and called by their index."""
    keys = counted([text_of(item) for item in side])
    return {key: (str(index), item) for index, (key, item) in enumerate(zip(keys, side, strict=True))}


def _items(path: Path, before: _Items, after: _Items, *, follow: bool) -> Iterator[FieldChange]:
    gone, come = ([key for key in one if key not in other] for one, other in ((before, after), (after, before)))
    renamed = dict(zip(gone, come, strict=True)) if follow and len(gone) == len(come) else {}
    for key, (label, item) in before.items():
        _, other = after.get(renamed.get(key, key), ("", ABSENT))
        yield from _differences((*path, Item(label)), item, other, follow=follow)
    for key in come if not renamed else ():
        label, item = after[key]
        yield from _differences((*path, Item(label)), ABSENT, item, follow=follow)
    both = [key for key in after if key in before]
    if list_name(path) not in SETS and both != [key for key in before if key in after]:
        yield FieldChange(path, list(before), list(after), order=True)


def is_same(old: Any, new: Any) -> bool:
    """Whether two values are the same in YAML: 1 is neither true nor 1.0."""
    if type(old) is not type(new):
        return False
    if isinstance(old, list):
        return len(old) == len(new) and all(is_same(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, Mapping):
        return old.keys() == new.keys() and all(is_same(value, new[key]) for key, value in old.items())
    return bool(old == new)
