"""Pods within workloads, and the containers within pods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from plainsail.location import Location

if TYPE_CHECKING:
    from plainsail.manifests.resource import Resource

_TEMPLATES = {
    "CronJob": "spec.jobTemplate.spec.template",
    "DaemonSet": "spec.template",
    "Deployment": "spec.template",
    "Job": "spec.template",
    "Pod": "",
    "ReplicaSet": "spec.template",
    "ReplicationController": "spec.template",
    "StatefulSet": "spec.template",
}
"""Where the pod of each workload stands."""

_JOBS = ("Job", "CronJob")
WEB = "web"
_COMPONENT = "app.kubernetes.io/component"


@dataclass(frozen=True, eq=False)
class Pod:
    """The pod that a workload makes."""

    resource: Resource
    template: dict[str, Any]
    """`metadata` and `spec` of the pod."""
    field: str
    """Where the pod's `spec` stands in its object: `spec.template.spec`."""

    @property
    def spec(self) -> dict[str, Any]:
        """The PodSpec."""
        spec: dict[str, Any] = self.template["spec"]
        return spec

    @property
    def labels(self) -> dict[str, str]:
        """Labels of the pod."""
        labels: dict[str, str] = self.template.get("metadata", {}).get("labels", {})
        return labels

    @property
    def annotations(self) -> dict[str, str]:
        """Annotations of the pod."""
        annotations: dict[str, str] = self.template.get("metadata", {}).get("annotations", {})
        return annotations

    @property
    def ends(self) -> bool:
        """Whether it runs to an end: the pod of a Job or a CronJob."""
        return self.resource.is_a(*_JOBS)

    @property
    def security(self) -> dict[str, Any]:
        """The pod's `securityContext`."""
        security: dict[str, Any] = self.spec.get("securityContext", {})
        return security

    def where(self, field: str = "") -> Location:
        """A field of the PodSpec, as a finding names it."""
        return self.resource.where(f"{self.field}.{field}" if field else self.field)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """All containers: init containers first, as they start."""
        return tuple(
            Container(self, spec, kind)
            for kind in ("initContainers", "containers", "ephemeralContainers")
            for spec in self.spec.get(kind, [])
        )

    @property
    def main_containers(self) -> Iterator[Container]:
        """The containers that run beside each other, without init containers."""
        return (container for container in self.containers if container.list_name == "containers")

    def setting(self, name: str) -> tuple[str, ...]:
        """The settings that may decide something of these pods: their own, then the app's.

        `resources` of a worker is `workers.<name>.resources` where it says so, and `resources` otherwise.
        """
        component = self.labels.get(_COMPONENT)
        if self.resource.app is None or component is None or component == WEB:
            return (name,)
        if self.resource.is_a("CronJob"):
            return (f"cron_jobs.{component}.{name}", name)
        if self.resource.is_a("Job"):
            return (f"{component}.{name}", name)
        return (f"workers.{component}.{name}", name)


@dataclass(frozen=True, eq=False)
class Container:
    """One container of a pod."""

    pod: Pod
    spec: dict[str, Any]
    list_name: str
    """`containers`, `initContainers` or `ephemeralContainers`."""

    @property
    def name(self) -> str:
        """The container's name."""
        name: str = self.spec["name"]
        return name

    @property
    def resource(self) -> Resource:
        """The object that the container stands in."""
        return self.pod.resource

    @property
    def is_init(self) -> bool:
        """Whether it ends before the others start. A sidecar among the init containers (restartPolicy) runs on."""
        return self.list_name == "initContainers" and self.spec.get("restartPolicy") != "Always"

    @property
    def security(self) -> dict[str, Any]:
        """The container's own `securityContext`."""
        security: dict[str, Any] = self.spec.get("securityContext", {})
        return security

    @property
    def env(self) -> dict[str, dict[str, Any]]:
        """Variables by name; of two with one name the last, as Kubernetes has it."""
        return {entry["name"]: entry for entry in self.spec.get("env", [])}

    @property
    def ports(self) -> list[dict[str, Any]]:
        """Declared ports."""
        ports: list[dict[str, Any]] = self.spec.get("ports", [])
        return ports

    def amount(self, bound: str, resource: str) -> str | None:
        """`requests` or `limits` of `cpu`, `memory`, ... as written; None where there is none."""
        value = self.spec.get("resources", {}).get(bound, {}).get(resource)
        return None if value is None else str(value)

    def where(self, field: str = "") -> Location:
        """A field of the container, as a finding names it."""
        path = f"{self.list_name}[{self.name}]"
        return self.pod.where(f"{path}.{field}" if field else path)

    def setting(self, name: str) -> tuple[str, ...]:
        """The settings that may decide something of this container: its own, then the workload's, then the app's."""
        inherited = self.pod.setting(name)
        if self.resource.app is None or self.name == "app":
            return inherited
        group = "init_containers" if self.list_name == "initContainers" else "sidecars"
        return (f"{group}.{self.name}.{name}", *inherited)


def pod_of(resource: Resource) -> Pod | None:
    """The pod that an object makes; None for objects that make none."""
    field = _TEMPLATES.get(resource.kind)
    if field is None or not resource.is_a(resource.kind):
        return None
    template: Any = resource.document
    for part in field.split(".") if field else ():
        template = template.get(part, {})
    if "spec" not in template:
        return None
    return Pod(resource, template, f"{field}.spec" if field else "spec")
