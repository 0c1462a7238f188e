"""The objects of an app as a graph that can be searched and zoomed; a node leads to its YAML."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plainsail.manifests.resource import Resource
from plainsail.report.html import Html, element, fragment, raw
from plainsail.report.parts import scrolled, search

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_ID = re.compile(r'(\bid="|\bhref="#|\burl\(#|\baria-labelledby=")')
"""Where an id stands in SVG: two graphs on one page must not share one."""


def html(environment: Environment, objects: Sequence[Resource]) -> Html:
    """The drawing with its controls."""
    if find_spec("plainsail.graph") is None:
        return Html("")
    draw = import_module("plainsail.graph").draw
    title = f"{environment.app_name} in {environment.env_name}"
    drawing = draw([each.document for each in objects], title=title)
    prefix = f"{environment.app_name}-{environment.env_name}-"
    controls = element(
        "form",
        search("graph", "Find in the graph"),
        (
            element("button", sign, type="button", data_zoom=how, aria_label=label)
            for sign, how, label in (("\N{MINUS SIGN}", "out", "Smaller"), ("+", "in", "Larger"), ("1:1", "fit", "Fit"))
        ),
        class_="filters graph-controls",
        hidden=True,
    )
    return element(
        "div",
        controls,
        scrolled(f"Graph of {title}", raw(_ID.sub(rf"\1{prefix}", drawing))),
        class_="graph",
        data_objects=f"object-{prefix}",
    )
