"""What the schemas say of a pod, in a Pod or in a Deployment: field within the pod and message."""

from __future__ import annotations

from typing import Any

from plainsail.schemas import Schemas
from tests.plainsail.checks.planted_objects import Document, container, made, pod_spec, workload

SCHEMAS = Schemas()


def of_pod(version: str = "1.35", /, **fields: Any) -> list[tuple[str, str]]:
    """What is wrong with a Pod that has these fields, beside the plain container."""
    return _said(made("Pod", spec=pod_spec() | fields), version, "spec.")


def of_template(version: str = "1.35", /, **fields: Any) -> list[tuple[str, str]]:
    """The same of the pod of a Deployment."""
    return _said(workload(pod=pod_spec() | fields), version, "spec.template.spec.")


def of_container(version: str = "1.35", /, **fields: Any) -> list[tuple[str, str]]:
    """What is wrong with the container of a Deployment that has these fields."""
    return [
        (field.removeprefix("containers[app].").replace("containers[app]", ""), message)
        for field, message in of_template(version, containers=[container(**fields)])
    ]


def of_volume(version: str = "1.35", /, **source: Any) -> list[tuple[str, str]]:
    """What is wrong with the volume `tmp` of a Deployment."""
    return [
        (field.removeprefix("volumes[tmp]").removeprefix("."), message)
        for field, message in of_template(version, volumes=[{"name": "tmp", **source}])
    ]


def _said(document: Document, version: str, below: str) -> list[tuple[str, str]]:
    return [(each.field.removeprefix(below), each.message) for each in SCHEMAS.problems(document, version)]
