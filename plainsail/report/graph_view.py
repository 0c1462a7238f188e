"""The objects of an app as a graph that can be searched and zoomed; a node leads to its YAML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plainsail.graph import draw
from plainsail.manifests.resource import Resource
from plainsail.report.html import Html, element, raw
from plainsail.report.parts import scrolled, search

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_ZOOMS = (("\N{MINUS SIGN}", "out", "Smaller"), ("+", "in", "Larger"), ("Fit", "fit", "Fit the page"))


def html(environment: Environment, objects: Sequence[Resource], *, is_alone: bool) -> Html:
    """The drawing with its controls; `is_alone` says that no other app could have what is not among the objects."""
    title = f"{environment.app_name} in {environment.env_name}"
    prefix = f"{environment.app_name}-{environment.env_name}-"
    drawing = draw([each.document for each in objects], title=title, prefix=prefix, style=False, complete=is_alone)
    controls = element(
        "form",
        search("graph", "Find in the graph"),
        (element("button", sign, type="button", data_zoom=how, aria_label=label) for sign, how, label in _ZOOMS),
        class_="filters",
        hidden=True,
    )
    return element(
        "div",
        controls,
        scrolled(f"Graph of {title}", raw(drawing)),
        class_="graph",
        data_objects=f"object-{prefix}",
    )
