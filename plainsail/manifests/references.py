"""What pods refer to by name: Secrets, ConfigMaps, claims, ServiceAccounts, and the keys in them.

What is of the wrong shape counts as not there: pictures are drawn of objects that no schema has judged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from constructs_lib.kubernetes.paths import Part
from plainsail.location import Location
from plainsail.manifests.fields import mapping, mappings, text
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


_Field = tuple[Part | int, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Reference:
    """One reference of a pod to an object in its namespace."""

    pod: Pod
    kind: str
    """`Secret`, `ConfigMap`, `PersistentVolumeClaim` or `ServiceAccount`."""
    name: str
    way: Way
    field: _Field
    """Where it stands in its object."""
    key: str | None = None
    """The key that must be there; None for the whole object."""
    optional: bool = False
    container: Container | None = None
    """The container, where it is a container that refers."""
    variable: str | None = None
    """The variable of `way="variable"`; the prefix of `way="variables"`."""

    @property
    def where(self) -> Location:
        """The field, as a finding names it."""
        return self.pod.resource.where(self.field)

    @property
    def always_there(self) -> bool:
        """Whether every namespace has the object."""
        return is_always_there(self.kind, self.name)


def is_always_there(kind: str, name: str) -> bool:
    """Whether every namespace has the object of that name."""
    return (kind, name) in _ALWAYS_THERE


def references(pod: Pod) -> Sequence[Reference]:
    """All references of a pod to objects in its namespace."""
    return pod.once(_references)


def _references(pod: Pod) -> tuple[Reference, ...]:
    return tuple(_found(pod))


def _found(pod: Pod) -> Iterator[Reference]:
    for container in pod.containers:
        yield from _variables(container)
    spec: _Field = (*pod.path, "spec")
    for index, volume in enumerate(mappings(pod.spec, "volumes")):
        yield from _volume(pod, volume, (*spec, "volumes", index))
    for index, secret in enumerate(mappings(pod.spec, "imagePullSecrets")):
        if name := text(secret, "name"):
            field = (*spec, "imagePullSecrets", index)
            yield Reference(pod=pod, kind="Secret", name=name, way="pull", field=field)
    account = text(pod.spec, "serviceAccountName") or text(pod.spec, "serviceAccount")
    if account:
        field = (*spec, "serviceAccountName")
        yield Reference(pod=pod, kind="ServiceAccount", name=account, way="account", field=field)


_KINDS = {"secretKeyRef": "Secret", "configMapKeyRef": "ConfigMap", "secretRef": "Secret", "configMapRef": "ConfigMap"}


def _variables(container: Container) -> Iterator[Reference]:
    for index, entry in enumerate(mappings(container.spec, "env")):
        if source := mapping(entry, "valueFrom"):
            place = (*container.path, "env", index, "valueFrom")
            yield from _named(container, source, place, way="variable", variable=text(entry, "name"))
    for index, entry in enumerate(mappings(container.spec, "envFrom")):
        place = (*container.path, "envFrom", index)
        yield from _named(container, entry, place, way="variables", variable=text(entry, "prefix"))


def _named(
    container: Container, holder: dict[str, Any], place: _Field, *, way: Way, variable: str
) -> Iterator[Reference]:
    for field, kind in _KINDS.items():
        reference = mapping(holder, field)
        if name := text(reference, "name"):
            yield Reference(
                pod=container.pod,
                kind=kind,
                name=name,
                way=way,
                field=(*place, field),
                key=reference.get("key"),
                optional=reference.get("optional", False),
                container=container,
                variable=variable,
            )


def _volume(pod: Pod, volume: dict[str, Any], field: _Field) -> Iterator[Reference]:
    if claim := text(volume, "persistentVolumeClaim", "claimName"):
        inner = (*field, "persistentVolumeClaim", "claimName")
        yield Reference(pod=pod, kind="PersistentVolumeClaim", name=claim, way="volume", field=inner)
    yield from _source(pod, volume, field, projected=False)
    for index, source in enumerate(mappings(volume, "projected", "sources")):
        yield from _source(pod, source, (*field, "projected", "sources", index), projected=True)


def _source(pod: Pod, source: dict[str, Any], field: _Field, *, projected: bool) -> Iterator[Reference]:
    of_secrets = "name" if projected else "secretName"
    for kind, part, name_field in (("Secret", "secret", of_secrets), ("ConfigMap", "configMap", "name")):
        held = mapping(source, part)
        if not (name := text(held, name_field)):
            continue
        whole = Reference(
            pod=pod,
            kind=kind,
            name=name,
            way="volume",
            field=(*field, part),
            optional=held.get("optional", False),
        )
        yield whole
        for index, item in enumerate(mappings(held, "items")):
            yield replace(whole, field=(*whole.field, "items", index), key=text(item, "key"))
