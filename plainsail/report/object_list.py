"""The objects of an app in an environment as YAML, with the line of the settings beside each field that one decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.paths import Path
from plainsail.manifests.resource import Resource
from plainsail.report.field_origins import FieldOrigins, Said
from plainsail.report.html import Html, element, fragment
from plainsail.report.yaml_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs_lib.settings import Environment


def object_id(environment: Environment, kind: str, name: str) -> str:
    """The id of an object on the page."""
    return f"object-{environment.app_name}-{environment.env_name}-{kind}-{name}"


def html(environment: Environment, objects: Sequence[Resource], known: FieldOrigins) -> Html:
    """A fold an object."""
    return fragment(_fold(environment, each, known.of(environment, each.document)) for each in objects)


def _fold(environment: Environment, resource: Resource, said: Mapping[Path, Said]) -> Html:
    name = f"{resource.kind}/{resource.name}"
    return element(
        "details",
        element("summary", element("code", name), " ", element("span", resource.path, class_="at")),
        element(
            "div",
            _lines(resource, said),
            class_="yaml scroll",
            tabindex=0,
            role="group",
            aria_label=f"{name} in {environment.env_name}",
        ),
        id=object_id(environment, resource.kind, resource.name),
        class_="object",
        data_object=name,
    )


def _lines(resource: Resource, said: Mapping[Path, Said]) -> Iterator[Html]:
    for line, field in lines_of(resource.document):
        origin = said.get(field) if field is not None else None
        beside = element("span", element("b", origin.setting), f" {origin.path}:{origin.line}") if origin else None
        yield element("div", element("code", line), beside)
