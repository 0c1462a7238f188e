"""Fields of objects that nobody has judged: whatever stands where something else is expected counts as nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.paths import Item, Path, format_path
from plainsail.manifests.resource import Resource

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "Pod": (),
    "ReplicaSet": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}
"""Where the pod of each workload stands."""

WORKLOADS = tuple(_TEMPLATES)
_LISTS = ("initContainers", "containers")


@dataclass(frozen=True)
class ContainerFields:
    """A container, and where it stands."""

    path: Path
    list_name: str
    name: str
    spec: Mapping[str, Any]

    @property
    def is_init(self) -> bool:
        """Whether it ends before the others start; a sidecar among the init containers runs on."""
        return self.list_name == "initContainers" and self.spec.get("restartPolicy") != "Always"


def at(value: Any, *parts: str) -> Any:
    """What stands at a path; None where nothing does."""
    for part in parts:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def mapping(value: Any, *parts: str) -> Mapping[str, Any]:
    """The mapping at a path; empty where there is none."""
    found = at(value, *parts)
    return found if isinstance(found, Mapping) else {}


def listed(value: Any, *parts: str) -> list[Any]:
    """The list at a path; empty where there is none."""
    found = at(value, *parts)
    return found if isinstance(found, list) else []


def mappings(value: Any, *parts: str) -> list[Mapping[str, Any]]:
    """The mappings in the list at a path."""
    return [each for each in listed(value, *parts) if isinstance(each, Mapping)]


def text(value: Any, *parts: str) -> str:
    """The text at a path; empty where there is none."""
    found = at(value, *parts)
    return found if isinstance(found, str) else ""


def number(value: Any, *parts: str, default: int) -> int:
    """The whole number at a path; the default where there is none."""
    found = at(value, *parts)
    return found if isinstance(found, int) and not isinstance(found, bool) else default


def template_of(resource: Resource) -> tuple[str, ...] | None:
    """Where the pod stands in its object: `("spec", "template")`; None for objects that make none."""
    found = _TEMPLATES.get(resource.kind)
    return found if found is not None and resource.is_a(resource.kind) else None


def pod_spec(resource: Resource) -> Mapping[str, Any]:
    """The PodSpec of a workload; empty where there is none."""
    template = template_of(resource)
    return {} if template is None else mapping(resource.document, *template, "spec")


def containers(resource: Resource) -> Iterator[ContainerFields]:
    """The containers of a workload's pod, init containers first."""
    place = (*(template_of(resource) or ()), "spec")
    for name in _LISTS:
        for each in mappings(pod_spec(resource), name):
            if isinstance(each.get("name"), str):
                yield ContainerFields((*place, name, Item(each["name"])), name, each["name"], each)


def short(parts: Path, template: Path | None = None) -> str:
    """A path as people say it: from the pod on, within a workload.

    >>> short(("spec", "template", "spec", "containers", Item("app"), "image"), ("spec", "template"))
    'containers[app].image'
    """
    if template is not None and parts[: len(template)] == template:
        inner = parts[len(template) :]
        return format_path(inner[1:] if inner[:1] == ("spec",) else inner) or "the pod"
    return format_path(parts)
