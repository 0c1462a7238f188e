"""What pods refer to by name: Secrets, ConfigMaps, claims, ServiceAccounts, and the keys in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from plainsail.location import Location
from plainsail.manifests.pods import Container, Pod

Way = Literal["variable", "variables", "volume", "pull", "account"]
"""variable: one `valueFrom`. variables: a whole `envFrom`. pull: `imagePullSecrets`. account: `serviceAccountName`."""

_ALWAYS_THERE = {
    ("ServiceAccount", "default"),
    ("ConfigMap", "kube-root-ca.crt"),
    ("ConfigMap", "openshift-service-ca.crt"),
    ("ConfigMap", "istio-ca-root-cert"),
}
"""What a controller puts into every namespace."""


@dataclass(frozen=True, eq=False)
class Reference:
    """One reference of a pod to an object in its namespace."""

    pod: Pod
    kind: str
    """`Secret`, `ConfigMap`, `PersistentVolumeClaim` or `ServiceAccount`."""
    name: str
    way: Way
    where: Location
    key: str | None = None
    """The key that must be there; None for the whole object."""
    optional: bool = False
    container: Container | None = None
    """The container, where it is a container that refers."""
    variable: str | None = None
    """The variable of `way="variable"`; the prefix of `way="variables"`."""

    @property
    def always_there(self) -> bool:
        """Whether every namespace has the object."""
        return (self.kind, self.name) in _ALWAYS_THERE


def references(pod: Pod) -> Iterator[Reference]:
    """All references of a pod to objects in its namespace."""
    for container in pod.containers:
        yield from _variables(container)
        yield from _whole_env(container)
    for volume in pod.spec.get("volumes", []):
        yield from _volume(pod, volume, f"volumes[{volume['name']}]")
    for index, secret in enumerate(pod.spec.get("imagePullSecrets", [])):
        if secret.get("name"):
            yield Reference(pod, "Secret", secret["name"], "pull", pod.where(f"imagePullSecrets[{index}]"))
    account = pod.spec.get("serviceAccountName") or pod.spec.get("serviceAccount")
    if account:
        yield Reference(pod, "ServiceAccount", account, "account", pod.where("serviceAccountName"))


def keyed(setting: str, key: str) -> str:
    """The entry of a mapping of settings, as people write it.

    >>> keyed("env", "APP_ENV"), keyed("config_maps.web.data", "php.ini")
    ('env.APP_ENV', 'config_maps.web.data["php.ini"]')
    """
    return f"{setting}.{key}" if re.fullmatch(r"[^.\[\]\"\s]+", key) else f"{setting}[{json.dumps(key)}]"


_KEY_REFS = {"secretKeyRef": "Secret", "configMapKeyRef": "ConfigMap"}


def _variables(container: Container) -> Iterator[Reference]:
    for entry in container.spec.get("env", []):
        for field, kind in _KEY_REFS.items():
            reference = entry.get("valueFrom", {}).get(field)
            if reference and reference.get("name"):
                yield Reference(
                    container.pod,
                    kind,
                    reference["name"],
                    "variable",
                    container.where(f"env[{entry['name']}].valueFrom.{field}"),
                    key=reference["key"],
                    optional=reference.get("optional", False),
                    container=container,
                    variable=entry["name"],
                )


def _whole_env(container: Container) -> Iterator[Reference]:
    for index, entry in enumerate(container.spec.get("envFrom", [])):
        for field, kind in (("secretRef", "Secret"), ("configMapRef", "ConfigMap")):
            if entry.get(field, {}).get("name"):
                yield Reference(
                    container.pod,
                    kind,
                    entry[field]["name"],
                    "variables",
                    container.where(f"envFrom[{index}].{field}"),
                    optional=entry[field].get("optional", False),
                    container=container,
                    variable=entry.get("prefix", ""),
                )


def _volume(pod: Pod, volume: dict[str, Any], field: str) -> Iterator[Reference]:
    claim = volume.get("persistentVolumeClaim")
    if claim:
        name = claim["claimName"]
        yield Reference(
            pod, "PersistentVolumeClaim", name, "volume", pod.where(f"{field}.persistentVolumeClaim.claimName")
        )
    yield from _source(pod, volume, field, projected=False)
    for index, source in enumerate(volume.get("projected", {}).get("sources", [])):
        yield from _source(pod, source, f"{field}.projected.sources[{index}]", projected=True)


def _source(pod: Pod, source: dict[str, Any], field: str, *, projected: bool) -> Iterator[Reference]:
    of_secrets = "name" if projected else "secretName"
    for kind, part, name_field in (("Secret", "secret", of_secrets), ("ConfigMap", "configMap", "name")):
        said = source.get(part, {})
        if not said.get(name_field):
            continue
        optional = said.get("optional", False)
        where = pod.where(f"{field}.{part}")
        yield Reference(pod, kind, said[name_field], "volume", where, optional=optional)
        for index, item in enumerate(said.get("items", [])):
            where = pod.where(f"{field}.{part}.items[{index}]")
            yield Reference(pod, kind, said[name_field], "volume", where, key=item["key"], optional=optional)
