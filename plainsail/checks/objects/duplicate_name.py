"""Two entries of a list have the one name that tells them apart.

Containers and init containers share their names; so do the ports of a Service, its port numbers, and the keys of `data`
and `binaryData`.

Why: the API server refuses the object.
Fix: rename one, or take it out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods_and_templates():
        yield from _of_pod(pod)
    for service in manifests.of("Service"):
        ports = service.spec.get("ports", [])
        if numbers := _twice((port["port"], port.get("protocol") or "TCP") for port in ports):
            for number, protocol in numbers:
                yield Finding(service.where("spec.ports"), f"port {number} ({protocol}) is set twice")
            continue  # what stands there twice has its name twice
        for name in _twice(port.get("name") for port in ports):
            yield Finding(service.where("spec.ports"), f"two ports are named {name}")
    for config in manifests.of("ConfigMap"):
        for key in config.document.get("data", {}).keys() & config.document.get("binaryData", {}).keys():
            yield Finding(config.where("binaryData"), f"{key} is in data, too")


def _of_pod(pod: Pod) -> Iterator[Finding]:
    for name in _twice(container.name for container in pod.containers):
        yield Finding(pod.where("containers"), f"two containers are named {name}")
    for name in _twice(volume["name"] for volume in pod.spec.get("volumes", [])):
        yield Finding(pod.where("volumes"), f"two volumes are named {name}")
    for container in pod.containers:
        for name in _twice(port.get("name") for port in container.ports):
            yield Finding(container.where("ports"), f"two ports are named {name}")


def _twice(names: Iterable[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if times > 1 and name]
