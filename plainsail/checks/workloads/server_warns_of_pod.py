"""The API server accepts a pod, and warns of something in it that does not do what it seems to.

What has a check of its own is not told again.

Why: `kubectl` shows such a warning once, Argo CD not at all.
Fix: do as the message says.
"""

import posixpath
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from constructs_lib.kubernetes.paths import Part
from constructs_lib.kubernetes.quantities import amount_of, is_fraction
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.addresses import odd_address
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod

SEVERITY: Severity = "warning"

_MEBIBYTE = 2**20
_HARD = "requiredDuringSchedulingIgnoredDuringExecution"
_SOFT = "preferredDuringSchedulingIgnoredDuringExecution"
_Field = tuple[Part | int, ...]


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for field, message, severity in (*_scheduling(pod), *_network(pod), *_spec(pod)):
            yield Finding(pod.where(field), message, severity=severity)
        yield from _ports(pod)
        for container in pod.containers:
            yield from _amounts(container)


_Warnings = Iterator[tuple[_Field, str, Severity | None]]


def _scheduling(pod: Pod) -> _Warnings:
    for index, constraint in enumerate(pod.spec.get("topologySpreadConstraints", [])):
        if "labelSelector" not in constraint:
            message = "without a labelSelector it counts no pod, and so spreads none"
            yield ("topologySpreadConstraints", index, "labelSelector"), message, None
    affinity = pod.spec.get("affinity", {})
    for kind in ("podAffinity", "podAntiAffinity"):
        for index, term in enumerate(affinity.get(kind, {}).get(_HARD, [])):
            if "labelSelector" not in term:
                yield ("affinity", kind, _HARD, index, "labelSelector"), "without a labelSelector it finds no pod", None
        for index, weighted in enumerate(affinity.get(kind, {}).get(_SOFT, [])):
            if "labelSelector" not in weighted["podAffinityTerm"]:
                field = ("affinity", kind, _SOFT, index, "podAffinityTerm", "labelSelector")
                yield field, "without a labelSelector it finds no pod", None


def _network(pod: Pod) -> _Warnings:
    seen: set[str] = set()
    for index, alias in enumerate(pod.spec.get("hostAliases", [])):
        ip = alias.get("ip", "")
        if ip in seen:
            yield ("hostAliases", index, "ip"), f"{ip} has names already; put all of them into one entry", "info"
        seen.add(ip)
        if better := odd_address(ip):
            yield ("hostAliases", index, "ip"), f"a later Kubernetes refuses '{ip}'; write {better}", None
    for index, server in enumerate(pod.spec.get("dnsConfig", {}).get("nameservers", [])):
        if better := odd_address(server):
            yield ("dnsConfig", "nameservers", index), f"a later Kubernetes refuses '{server}'; write {better}", None


def _spec(pod: Pod) -> _Warnings:
    seconds = pod.spec.get("terminationGracePeriodSeconds", 0)
    if seconds < 0:
        yield ("terminationGracePeriodSeconds",), f"{seconds} is below 0, which counts as 1", None
    for index, secret in enumerate(pod.spec.get("imagePullSecrets", [])):
        if not secret.get("name"):
            yield ("imagePullSecrets", index, "name"), "names no Secret", None
    for index, volume in enumerate(pod.spec.get("volumes", [])):
        for path, other in _overlaps(volume):
            message = f"two of its files meet: {path} and {other}; one hides the other, or the pod does not start"
            yield ("volumes", index), message, None
        storage = volume.get("ephemeral", {}).get("volumeClaimTemplate", {}).get("spec", {}).get("resources", {})
        amount = storage.get("requests", {}).get("storage")
        if is_fraction(amount):
            field = ("volumes", index, "ephemeral", "volumeClaimTemplate", "spec", "resources", "requests", "storage")
            yield field, f"{amount} is no whole number of bytes", None


def _overlaps(volume: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The paths within a volume that are one, or of which one lies in the other."""
    seen: list[str] = []
    for path in _paths(volume):
        for other in seen:
            if f"{path}/".startswith(f"{other}/") or f"{other}/".startswith(f"{path}/"):
                yield path, other
                break
        seen.append(path)


def _paths(volume: dict[str, Any]) -> Iterator[str]:
    sources = [volume, *volume.get("projected", {}).get("sources", [])]
    for source in sources:
        for kind in ("configMap", "secret", "downwardAPI"):
            for item in source.get(kind, {}).get("items", []):
                yield posixpath.normpath(item["path"])
        for kind, fields in (
            ("serviceAccountToken", ("path",)),
            ("clusterTrustBundle", ("path",)),
            ("podCertificate", ("certificateChainPath", "keyPath", "credentialBundlePath")),
        ):
            for field in fields:
                if path := source.get(kind, {}).get(field):
                    yield posixpath.normpath(path)


def _ports(pod: Pod) -> Iterator[Finding]:
    numbers: dict[tuple[int, str], Container] = {}
    names: dict[str, Container] = {}
    for container in pod.containers:
        for index, port in enumerate(container.ports):
            if port.get("hostIP") and not port.get("hostPort"):
                yield Finding(
                    container.where("ports", index, "hostIP"), "does nothing without a hostPort", severity="info"
                )
            if container.is_init:
                continue
            key = (port["containerPort"], port.get("protocol", "TCP"))
            other = numbers.setdefault(key, container)
            if other is not container:
                message = f"{other.name} has {key[0]} ({key[1]}) as well; the containers of a pod share their ports"
                yield Finding(container.where("ports", index, "containerPort"), message)
            name = port.get("name")
            owner = names.setdefault(name, container) if name else container
            if owner is not container:
                message = f"{owner.name} has a port {name} as well, which Services and probes take"
                yield Finding(container.where("ports", index, "name"), message)


def _amounts(container: Container) -> Iterator[Finding]:
    for bound in ("requests", "limits"):
        for resource in ("memory", "ephemeral-storage"):
            text = container.amount(bound, resource)
            # Tiny amounts of memory have a check of their own.
            tiny = resource == "memory" and (amount_of(text) or Decimal(0)) < _MEBIBYTE
            if is_fraction(text) and not tiny:
                yield Finding(container.where("resources", bound, resource), f"{text} is no whole number of bytes")
