"""A chart as files: made of the objects of an app's environments, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.helm_export.matching import matched
from plainsail.helm_export.merge import Merge
from plainsail.helm_export.naming import Naming
from plainsail.helm_export.nodes import Node, Optional
from plainsail.helm_export.template import template
from plainsail.helm_export.value_schema import values_schema
from plainsail.helm_export.values import Values
from plainsail.helm_export.values_files import environment_file, values_file
from plainsail.helm_export.words import notes, readme
from plainsail.render.yaml_writer import dump

_HELPERS = """{{{{/* Repository, tag and digest as a container names its image. */}}}}
{{{{- define "{image}" -}}}}
{{{{ .repository }}}}{{{{ with .tag }}}}:{{{{ . }}}}{{{{ end }}}}{{{{ with .digest }}}}@{{{{ . }}}}{{{{ end }}}}
{{{{- end -}}}}
"""


@dataclass(frozen=True)
class Source:
    """What a chart is made of."""

    app: str
    trees: Mapping[str, Mapping[str, Document]]
    """Environment to its objects, by their files below `dist/`."""
    namespaces: Mapping[str, str]
    """Environment to the namespace that it is installed into."""
    kubernetes_versions: Mapping[str, str]


@dataclass(frozen=True)
class Chart:
    """A chart."""

    name: str
    version: str
    files: Mapping[str, str]
    """Path in the chart to text."""
    environments: Mapping[str, Mapping[str, Any]]
    """Environment to its values."""


def chart(source: Source, naming: Naming, version: str) -> Chart:
    """The chart of an app."""
    environments = list(source.trees)
    values, templates = _merged(source, naming, environments)
    image = f"{source.app}.image"
    own = {environment: values.of(environment) for environment in environments}
    defaults = values.defaults()
    first = environments[0]
    head = f"What environments share, and else what {first} says; environments/ has what differs."
    files = {
        "Chart.yaml": _chart_yaml(source, version),
        "README.md": readme(source.app, version, values, defaults),
        "templates/NOTES.txt": notes(source.app),
        "templates/_helpers.tpl": _HELPERS.format(image=image),
        "values.schema.json": values_schema(values),
        "values.yaml": values_file(head, defaults, values),
        **{f"environments/{name}.yaml": environment_file(name, source.app, tree) for name, tree in own.items()},
        **{path: template(node, image=image) for path, node in templates.items()},
    }
    return Chart(source.app, version, dict(sorted(files.items())), own)


def _merged(
    source: Source, naming: Naming, environments: Sequence[str]
) -> tuple[Values, Mapping[str, Node | Optional]]:
    values = Values(environments)
    merge = Merge(values, naming, source.namespaces)
    objects = matched(source.trees, source.namespaces, source.app)
    templates: Mapping[str, Node | Optional] = {}
    for _ in range(2):  # the second time, what is constant may be a value that was found the first time
        templates = {path: merge.object(sides) for path, sides in objects}
    return values, templates


def _chart_yaml(source: Source, version: str) -> str:
    """`kubeVersion` has no upper end: what a later Kubernetes takes away, nobody knows yet."""
    lowest = min(source.kubernetes_versions.values(), key=lambda text: [int(part) for part in text.split(".")])
    return dump(
        {
            "apiVersion": "v2",
            "description": f"{source.app}, as plainsail renders it for {', '.join(source.trees)}",
            "kubeVersion": f">={lowest}.0-0",
            "name": source.app,
            "type": "application",
            "version": version,
        }
    ).removeprefix("---\n")
