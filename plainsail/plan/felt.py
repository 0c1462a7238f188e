"""What of a change the cluster notices: a default that is written out, or an amount spelled otherwise, it does not."""

from __future__ import annotations

from typing import Any

from constructs_lib.kubernetes.diff import FieldChange, compare
from constructs_lib.kubernetes.lists import item_labels
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Item, Path, list_name


class Felt:
    """The difference between two versions of an object as the API server keeps them."""

    def __init__(self, old: Document, new: Document) -> None:
        self._sides = old, new
        self._paths = [change.path for change in compare(old, new)]

    def holds(self, field: FieldChange) -> bool:
        """Whether something differs there, below it or in what it is a part of; in doubt, it does."""
        if any(_meet(path, field.path) for path in self._paths):
            return True
        return not any(_leads(side, field.path) for side in self._sides)


def _meet(one: Path, other: Path) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _leads(value: Any, path: Path) -> bool:
    """Whether each item of a list that a path names is called so here: else nothing was compared under that name."""
    for index, part in enumerate(path):
        if isinstance(part, Item):
            called = item_labels(list_name(path[:index]), value) if isinstance(value, list) else []
            if part.name not in called:
                return False
            value = value[called.index(part.name)]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return True
