"""A ConfigMap or a Secret changes, and the pods that read it are not replaced.

Why: variables keep their old values until somebody restarts the pods; mounted files follow within minutes, unless they
are mounted by `subPath`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.kinds import RUNNING
from plainsail.manifests.pods import Pod, pod_of
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.consequences.pods_restart import restarting

SEVERITY: Severity = "warning"

_DATA = ("data", "binaryData", "stringData")
_NAMES = {"ConfigMap": ("configMapRef", "configMapKeyRef"), "Secret": ("secretRef", "secretKeyRef")}


def find(comparison: Comparison) -> Iterator[Finding]:
    """Changed data, and workloads beside it that read variables from it and keep their template."""
    replaced = {change.resource for change in comparison.changed(*RUNNING) if restarting(change)}
    for change in comparison.changed("ConfigMap", "Secret"):
        fields = [field for field in change.fields if field.path[0] in _DATA]
        readers = [
            str(workload.key)
            for workload in comparison.after.siblings(change.resource, *RUNNING)
            if workload not in replaced and _reads(pod_of(workload), change) and fields
        ]
        if readers:
            yield change.finding(
                f"pods of {', '.join(sorted(readers))} keep the old variables until they are restarted",
                fields,
                at="",
                fix="put a checksum of the data into an annotation of the pods: `config_maps` does",
            )


def _reads(pod: Pod | None, change: ObjectChange) -> bool:
    name, kind = change.resource.name, change.resource.kind
    whole, key = _NAMES[kind]
    for container in pod.containers if pod else ():
        if any(text(entry, whole, "name") == name for entry in mappings(container.spec, "envFrom")):
            return True
        if any(text(entry, "valueFrom", key, "name") == name for entry in mappings(container.spec, "env")):
            return True
        mounts = {text(mount, "name") for mount in mappings(container.spec, "volumeMounts") if text(mount, "subPath")}
        if any(
            volume.get("name") in mounts and _is_from(volume, kind, name)
            for volume in mappings(container.pod.spec, "volumes")
        ):
            return True
    return False


def _is_from(volume: Mapping[str, Any], kind: str, name: str) -> bool:
    if kind == "ConfigMap":
        return mapping(volume, "configMap").get("name") == name
    return mapping(volume, "secret").get("secretName") == name
