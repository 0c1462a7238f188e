"""One app: its settings by environment, and for each environment its objects, drawn and as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainsail.report import graph_view, matrix, object_list
from plainsail.report.facts import Facts
from plainsail.report.field_origins import FieldOrigins
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import empty

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def html(facts: Facts, app: str, known: FieldOrigins, *, level: int = 3) -> Html:
    """All of it; `level` is that of its headings."""
    environments = facts.apps[app]
    heading = f"h{level}"
    return fragment(
        element(heading, "Settings by environment"),
        matrix.html(app, environments),
        element(heading, "Objects"),
        element(
            "p",
            "Beside a field: the setting that its value comes from, where that can be told without rendering anew; ",
            element("code", "plainsail explain ENV/APP KIND/NAME"),
            " tells it of every field.",
            class_="note",
        ),
        element(
            "div",
            (_objects(facts, environment, known, heading=f"h{level + 1}") for environment in environments),
            data_tabs=f"Environments of {app}",
        ),
    )


def _objects(facts: Facts, environment: Environment, known: FieldOrigins, *, heading: str) -> Html:
    name, objects = environment.env_name, facts.objects(environment)
    shown = (
        fragment(
            graph_view.html(environment, objects, is_alone=facts.is_alone(environment)),
            element("div", object_list.html(environment, objects, known), class_="objects"),
        )
        if objects
        else empty("Nothing is rendered yet: no build of its image is pinned.")
    )
    return element(
        "section",
        element(heading, name, class_="tab-title"),
        shown,
        id=f"objects-{environment.app_name}-{name}",
        data_tab=name,
        data_environment=name,
    )
