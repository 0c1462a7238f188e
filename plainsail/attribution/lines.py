"""Which field of an object stands on a line of its YAML."""

from collections.abc import Iterator
from typing import Any

import yaml

from constructs_lib.kubernetes.paths import Path, children
from plainsail.yaml_reader import load_all


def field_at(text: str, line: int) -> Path | None:
    r"""The field on a line of a file that holds one object, the innermost where several begin there; None for none.

    >>> field_at("spec:\n  ports:\n  - name: http\n", 3)
    ('spec', 'ports', Item(name='http'), 'name')
    """
    nodes: list[yaml.Node] = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    found = [field for node, value in zip(nodes, load_all(text), strict=False) for field in _fields(node, value)]
    begun = [field for field, first, _ in found if first == line]
    within = [field for field, first, last in found if first <= line <= last]
    return max(begun or within, key=len, default=None)


def _fields(node: yaml.Node, value: Any, path: Path = ()) -> Iterator[tuple[Path, int, int]]:
    """Every field with its first line and its last."""
    inside: list[tuple[yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        inside = list(node.value)
    elif isinstance(node, yaml.SequenceNode):
        inside = [(item, item) for item in node.value]
    for (start, inner), (here, item) in zip(inside, children(path, value), strict=True):
        # The mark of an end stands behind it: at the beginning of the next line, unless all is on one.
        end = inner.end_mark.line + (inner.end_mark.column > 0)
        yield here, start.start_mark.line + 1, max(end, start.start_mark.line + 1)
        yield from _fields(inner, item, here)
