"""A list holds an entry twice, and the last one wins silently.

Why: `kubectl apply` merges such lists by that name and loses one of the two at some later change; server-side apply,
which Argo CD can be told to use, refuses the object.
Fix: keep the one that is meant.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for name in _twice(entry["name"] for entry in container.spec.get("env", [])):
            yield Finding(container.where("env"), f"{name} is set twice; the last one counts")
        for number, protocol in _twice(
            (port["containerPort"], port.get("protocol") or "TCP") for port in container.ports
        ):
            yield Finding(container.where("ports"), f"port {number} ({protocol}) is set twice")
    for pod in manifests.pods():
        for name in _twice(secret.get("name") for secret in pod.spec.get("imagePullSecrets", [])):
            yield Finding(pod.where("imagePullSecrets"), f"{name} is set twice")


def _twice(names: Iterable[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if times > 1 and name]
