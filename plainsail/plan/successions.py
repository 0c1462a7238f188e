"""ExternalSecrets that take the place of others: a Secret of another name, which pods read from the same change on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import pod_of
from plainsail.manifests.references import references
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange

_READERS = ("Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod", "ReplicaSet", "ReplicationController")


class Succession(NamedTuple):
    """An ExternalSecret that goes, and the one that comes for it."""

    old: ObjectChange
    new: ObjectChange


def successions(comparison: Comparison) -> list[Succession]:
    """Each pair: by the pods that read the one before and the other after, else where an app has one of each."""
    changes = list(comparison.of("ExternalSecret"))
    gone, come = ([each for each in changes if each.action == action] for action in ("removed", "added"))
    return [Succession(old, new) for old in gone if (new := _successor(comparison, old, gone, come))]


def _successor(
    comparison: Comparison, old: ObjectChange, gone: list[ObjectChange], come: list[ObjectChange]
) -> ObjectChange | None:
    beside = [new for new in come if _home(new) == _home(old)]
    secret = made_secret(old.resource)
    moved = [_read(each.new) for each in comparison.changed(*_READERS) if secret in _read(each.old)]
    for new in beside:
        if any(made_secret(new.resource) in names and secret not in names for names in moved):
            return new
    alone = len(beside) == 1 and sum(_home(other) == _home(old) for other in gone) == 1
    return beside[0] if alone else None


def _home(change: ObjectChange) -> tuple[str | None, str | None, str | None]:
    resource = change.resource
    return resource.environment, resource.app, resource.namespace


def readers(side: Manifests, beside: Resource, secret: str) -> Iterator[Resource]:
    """The workloads beside an object whose pods read a Secret, and the Ingresses that take a certificate from it."""
    return (reader for reader in side.siblings(beside, *_READERS, "Ingress") if secret in _read(reader))


def _read(workload: Resource | None) -> frozenset[str]:
    """The Secrets that a workload reads; none where its shape is broken, which `check` tells."""
    if workload and workload.is_a("Ingress"):
        return frozenset(text(entry, "secretName") for entry in mappings(workload.spec, "tls"))
    try:
        pod = pod_of(workload) if workload else None
        return frozenset(each.name for each in references(pod) if each.kind == "Secret") if pod else frozenset()
    except (AttributeError, KeyError, TypeError):
        return frozenset()
