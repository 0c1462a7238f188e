"""Pods within workloads, and the containers within pods: what is of the wrong shape counts as not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from constructs_lib.kubernetes.lists import item_labels
from constructs_lib.kubernetes.paths import Item, Part, Path, format_path
from plainsail.location import Location
from plainsail.manifests.fields import at, listed, mapping, mappings, text, texts

if TYPE_CHECKING:
    from plainsail.manifests.resource import Field, Resource

T = TypeVar("T")

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "Pod": (),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}
"""Where the pod of each workload stands."""

_LISTS = ("initContainers", "containers", "ephemeralContainers")
_JOBS = ("Job", "CronJob")
WEB = "web"
_COMPONENT = "app.kubernetes.io/component"


@dataclass(frozen=True, eq=False)
class Pod:
    """The pod that a workload makes."""

    resource: Resource
    path: tuple[str, ...]
    """Where its template, `metadata` and `spec`, stands in its object: `("spec", "template")`."""

    @cached_property
    def template(self) -> dict[str, Any]:
        """`metadata` and `spec` of the pod."""
        return mapping(self.resource.document, *self.path)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The PodSpec."""
        return mapping(self.template, "spec")

    @property
    def field(self) -> str:
        """Where the PodSpec stands in its object: `spec.template.spec`."""
        return format_path((*self.path, "spec"))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels of the pod."""
        return texts(self.template, "metadata", "labels")

    @cached_property
    def annotations(self) -> dict[str, str]:
        """Annotations of the pod."""
        return texts(self.template, "metadata", "annotations")

    @cached_property
    def ends(self) -> bool:
        """Whether it runs to an end: the pod of a Job or a CronJob."""
        return self.resource.is_a(*_JOBS)

    @cached_property
    def security(self) -> dict[str, Any]:
        """The pod's `securityContext`."""
        return mapping(self.spec, "securityContext")

    @cached_property
    def _made(self) -> dict[Callable[[Pod], Any], Any]:
        return {}

    def once(self, make: Callable[[Pod], T]) -> T:
        """What a function makes of the pod; made once, however many checks ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def where(self, field: Field = "", *within: Part | int) -> Location:
        """A field of the PodSpec, as a finding names it; see `Resource.where`."""
        return self.resource.where(field, *within, below=(*self.path, "spec"))

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """All containers: init containers first, as they start."""
        return tuple(
            Container(self, spec, kind, label)
            for kind, specs in ((kind, listed(self.spec, kind)) for kind in _LISTS)
            for spec, label in zip(specs, item_labels(kind, specs), strict=True)
            if _has_name(spec)
        )

    @property
    def main_containers(self) -> Iterator[Container]:
        """The containers that run beside each other, without init containers."""
        return (container for container in self.containers if container.list_name == "containers")


@dataclass(frozen=True, eq=False)
class Container:
    """One container of a pod."""

    pod: Pod
    spec: dict[str, Any]
    list_name: str
    """`containers`, `initContainers` or `ephemeralContainers`."""
    label: str
    """What it is called in paths: its name."""

    @property
    def name(self) -> str:
        """The container's name."""
        return str(self.spec["name"])

    @cached_property
    def path(self) -> Path:
        """Where it stands in its object: `spec.template.spec.containers[app]`."""
        return (*self.pod.path, "spec", self.list_name, Item(self.label))

    @property
    def resource(self) -> Resource:
        """The object that the container stands in."""
        return self.pod.resource

    @property
    def is_init(self) -> bool:
        """Whether it ends before the others start. A sidecar among the init containers (restartPolicy) runs on."""
        return self.list_name == "initContainers" and self.spec.get("restartPolicy") != "Always"

    @cached_property
    def security(self) -> dict[str, Any]:
        """The container's own `securityContext`."""
        return mapping(self.spec, "securityContext")

    @cached_property
    def env(self) -> dict[str, dict[str, Any]]:
        """Variables by name; of two with one name the last, as Kubernetes has it."""
        return {entry["name"]: entry for entry in listed(self.spec, "env") if _has_name(entry)}

    @cached_property
    def ports(self) -> list[dict[str, Any]]:
        """Declared ports."""
        return mappings(self.spec, "ports")

    def amount(self, bound: str, resource: str) -> str | None:
        """`requests` or `limits` of `cpu`, `memory`, ... as written; None where there is none."""
        value = mapping(self.spec, "resources", bound).get(resource)
        return None if value is None else str(value)

    def where(self, field: Field = "", *within: Part | int) -> Location:
        """A field of the container, as a finding names it; see `Resource.where`."""
        return self.resource.where(field, *within, below=self.path)


def pod_of(resource: Resource) -> Pod | None:
    """The pod that an object makes; None for objects that make none."""
    path = TEMPLATES.get(resource.kind)
    if path is None or not resource.is_a(resource.kind):
        return None
    return Pod(resource, path) if isinstance(at(resource.document, *path, "spec"), dict) else None


def template_of(resource: Resource) -> Pod | None:
    """The pod that a PodTemplate holds, and does not make."""
    return Pod(resource, ("template",)) if isinstance(at(resource.document, "template", "spec"), dict) else None


def _has_name(item: Any) -> bool:
    return bool(text(item, "name"))
