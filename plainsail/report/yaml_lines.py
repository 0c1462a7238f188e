"""The lines of an object as YAML, each with the field that it is about. Credentials are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Path, children
from plainsail.plan.values import redacted
from plainsail.render.yaml_writer import UnwritableValue, dump

Line = tuple[str, Path | None]
"""A line, and the last field on it; None for one of a text of several lines."""


def lines_of(document: Document) -> list[Line]:
    """The object as `dist/` has it, without the mark of its beginning.

    >>> lines_of({"kind": "A", "spec": {"ports": [{"port": 80}]}})[2:]
    [('  ports:', ('spec', 'ports')), ('  - port: 80', ('spec', 'ports', Item(name='80'), 'port'))]
    """
    shown = redacted(str(document.get("kind", "")), (), document)
    try:
        text = dump(shown).splitlines()[1:]
    except UnwritableValue as error:  # somebody else's object may hold what we would not write
        return [(f"# not shown: {error}", None)]
    fields = list(_fields(shown, ()))
    if len(fields) != len(text):
        return [(line, None) for line in text]
    return list(zip(text, fields, strict=True))


def _fields(value: Any, path: Path) -> Iterator[Path | None]:
    """The fields of a mapping or a list, in the order of their lines."""
    inside = children(path, value)
    for here, item in sorted(inside, key=lambda row: str(row[0][-1])) if isinstance(value, dict) else inside:
        starts_a_line = isinstance(value, dict)
        if isinstance(item, dict | list) and item:
            if starts_a_line:
                yield here
            yield from _fields(item, here)
        else:
            yield here
            yield from [None] * _more_lines(item)


def _more_lines(value: Any) -> int:
    """How many lines a text has below that of its field: it is a block, or on one line with its breaks written out."""
    if not isinstance(value, str) or "\n" not in value:
        return 0
    return len(dump({"a": value}).splitlines()) - 2 - value.endswith("\n\n")
