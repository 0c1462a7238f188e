"""The API server accepts an object, and warns of a field that it ignores or will refuse.

Why: `kubectl` shows such a warning once, Argo CD not at all.
Fix: do as the message says.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from constructs_lib.kubernetes.paths import Part
from constructs_lib.kubernetes.quantities import is_fraction
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.addresses import odd_address, odd_network
from plainsail.manifests.fields import at, listed, mapping, number, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.schemas.versions import minor_of

SEVERITY: Severity = "warning"

_Field = tuple[Part | int, ...]
_Warnings = Iterator[tuple[_Field, str, Severity | None]]

_DNS_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_MOST_COMPLETIONS, _MOST_PARALLEL = 10**5, 10**4
_SAME_ZONE = 34
"""The first version that has `PreferSameZone`."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        warnings = _WARNINGS.get((resource.key.group, resource.kind))
        if warnings is None:
            continue
        for field, message, severity in warnings(resource):
            where = resource.where(field)
            if not manifests.is_refused(resource, where.field):
                yield Finding(where, message, severity=severity)


def _service(service: Resource) -> _Warnings:
    spec = service.spec
    kind = spec.get("type") or "ClusterIP"
    if kind == "ClusterIP" and spec.get("clusterIP") == "None":
        yield from _headless(spec)
    if kind == "ExternalName" and spec.get("externalIPs"):
        yield ("spec", "externalIPs"), "is ignored: the Service is an ExternalName", None
    if kind != "ExternalName" and spec.get("externalName"):
        yield ("spec", "externalName"), f"is ignored: the Service is of type {kind}", None
    version = service.kubernetes_version
    if spec.get("trafficDistribution") == "PreferClose" and version and minor_of(version) >= _SAME_ZONE:
        yield ("spec", "trafficDistribution"), "PreferClose is deprecated; it is called PreferSameZone now", "info"
    yield from _addresses(spec)


def _addresses(spec: Mapping[str, object]) -> _Warnings:
    for field in ("clusterIPs", "externalIPs"):
        for index, address in enumerate(listed(spec, field)):
            yield from _address(("spec", field, index), address)
    yield from _address(("spec", "loadBalancerIP"), text(spec, "loadBalancerIP"))
    for index, network in enumerate(listed(spec, "loadBalancerSourceRanges")):
        if better := odd_network(network.strip()):
            yield ("spec", "loadBalancerSourceRanges", index), f"'{network}' is not what it seems; write {better}", None


def _headless(spec: Mapping[str, object]) -> _Warnings:
    for field, nothing in (("loadBalancerIP", ""), ("externalIPs", []), ("sessionAffinity", "None")):
        if spec.get(field, nothing) != nothing:
            yield ("spec", field), "is ignored: the Service is headless", None


def _address(field: _Field, address: str) -> _Warnings:
    if better := odd_address(address):
        yield field, f"a later Kubernetes refuses '{address}'; write {better}", None


def _named(resource: Resource) -> _Warnings:
    if resource.name and not _DNS_LABEL.fullmatch(resource.name):
        message = f"'{resource.name}' becomes part of the pods' host names, where dots and more than 63 letters mislead"
        yield ("metadata", "name"), message, "info"


def _job(job: Resource) -> _Warnings:
    yield from _named(job)
    spec = mapping(job.spec, "jobTemplate", "spec") if job.kind == "CronJob" else job.spec
    field: _Field = ("spec", "jobTemplate", "spec") if job.kind == "CronJob" else ("spec",)
    many = number(spec, "completions", default=0) > _MOST_COMPLETIONS
    if spec.get("completionMode") == "Indexed" and many and number(spec, "parallelism", default=0) > _MOST_PARALLEL:
        message = "so many completions and so much parallelism: Kubernetes may lose track of the indexes that failed"
        yield (*field, "completions"), message, None


def _stateful_set(workload: Resource) -> _Warnings:
    if number(workload.spec, "revisionHistoryLimit", default=0) < 0:
        yield ("spec", "revisionHistoryLimit"), "is below 0, so that every old revision is kept", None
    for index, claim in enumerate(listed(workload.spec, "volumeClaimTemplates")):
        yield from _storage(mapping(claim, "spec"), ("spec", "volumeClaimTemplates", index, "spec"))


def _claim(claim: Resource) -> _Warnings:
    yield from _storage(claim.spec, ("spec",))


def _storage(spec: Mapping[str, object], field: _Field) -> _Warnings:
    for bound in ("requests", "limits"):
        amount = at(spec, "resources", bound, "storage")
        if is_fraction(amount):
            yield (*field, "resources", bound, "storage"), f"{amount} is no whole number of bytes", None


def _volume(volume: Resource) -> _Warnings:
    if volume.spec.get("persistentVolumeReclaimPolicy") == "Recycle":
        message = "Recycle is deprecated; let a StorageClass make and delete volumes"
        yield ("spec", "persistentVolumeReclaimPolicy"), message, "info"


_WARNINGS: Mapping[tuple[str, str], Callable[[Resource], _Warnings]] = {
    ("", "PersistentVolume"): _volume,
    ("", "PersistentVolumeClaim"): _claim,
    ("", "ReplicationController"): _named,
    ("", "Service"): _service,
    ("apps", "Deployment"): _named,
    ("apps", "ReplicaSet"): _named,
    ("apps", "StatefulSet"): _stateful_set,
    ("batch", "CronJob"): _job,
    ("batch", "Job"): _job,
}
