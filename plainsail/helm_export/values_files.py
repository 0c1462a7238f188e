"""`values.yaml` and the files of the environments, with what each value is above it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.helm_export.nodes import Steps
from plainsail.helm_export.values import Values
from plainsail.render.yaml_writer import dump

_WIDTH = 100


def values_file(head: str, tree: Mapping[str, Any], values: Values) -> str:
    """A file of values, each with its documentation; `head` is a comment that it begins with."""
    lines = [*_comment(head, ""), *_lines(tree, values, ())]
    return "\n".join(lines) + "\n"


def environment_file(environment: str, app: str, tree: Mapping[str, Any]) -> str:
    """What an environment says, and `values.yaml` does not."""
    head = f"What {app} is in {environment}: helm install {app} CHART -f CHART/environments/{environment}.yaml"
    return "\n".join([*_comment(head, ""), dump(tree).removeprefix("---\n")])


def _lines(tree: Mapping[str, Any], values: Values, above: Steps) -> Iterator[str]:
    pad = "  " * len(above)
    if not tree and not above:
        yield "{}"
    for key in sorted(tree):
        steps = (*above, key)
        if steps in values.all:
            yield from _comment(values.all[steps].about.documentation, pad)
            yield from textwrap.indent(dump({key: tree[key]}).removeprefix("---\n"), pad).splitlines()
        elif tree[key]:
            yield f"{pad}{key}:"
            yield from _lines(tree[key], values, steps)
        else:
            yield f"{pad}{key}: {{}}"


def _comment(text: str, pad: str) -> list[str]:
    return [f"{pad}# {line}" for line in textwrap.wrap(" ".join(text.split()), _WIDTH - len(pad))]
