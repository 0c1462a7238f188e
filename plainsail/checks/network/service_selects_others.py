"""A Service selects the pods of another workload beside those that serve.

Pods that have no port of a name that the Service asks for are left out by Kubernetes; those that lack a number are not.

Why: a share of the requests goes to pods that do not listen there, and is refused.
Fix: add a label to the Service's `selector` that the other pods do not have, or let `targetPort` be a port's name.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.images import parse
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.selectors import selected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        numbers = {number for port in service.spec.get("ports", []) if (number := _number(port)) is not None}
        # A headless Service leads to each pod by itself.
        if not selector or not numbers or service.spec.get("clusterIP") == "None":
            continue
        pods = [pod for pod in selected(manifests, service, {"matchLabels": selector}) if not pod.ends]
        serving = [pod for pod in pods if numbers & _ports(pod)]
        images = {_repository(container) for pod in serving for container in pod.main_containers}
        others = [pod for pod in pods if serving and not numbers & _ports(pod) and _is_other(pod, images)]
        for pod in others[:1]:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            where = service.where("spec.selector")
            yield Finding(
                where,
                f"matches the pods of {pod.resource.key}{more}, which have no port {min(numbers)}, "
                f"beside those of {serving[0].resource.key}",
                causes=(Cause(where), Cause(pod.resource.where())),
                severity=None if surely_beside(pod.resource, service) else "info",
            )


def _number(port: dict[str, Any]) -> int | None:
    target = port.get("targetPort") or port["port"]
    return target if isinstance(target, int) else None


def _ports(pod: Pod) -> set[int]:
    return {port["containerPort"] for container in _lasting(pod) for port in container.ports}


def _lasting(pod: Pod) -> list[Container]:
    return [container for container in pod.containers if not container.is_init]


def _is_other(pod: Pod, images: set[str]) -> bool:
    """Whether a pod that does not declare the port surely is no other build of the one that does."""
    if _ports(pod):
        return not pod.resource.is_ours  # of our own, another check compares the ports
    return not any(_repository(container) in images and not _program(container) for container in _lasting(pod))


def _repository(container: Container) -> str:
    image = parse(container.spec.get("image", ""))
    return image.repository if image else ""


def _program(container: Container) -> list[Any]:
    return [*container.spec.get("command", []), *container.spec.get("args", [])]
