"""ExternalSecrets that take the place of others: a Secret of another name, which pods read from the same change on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
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


@lru_cache(maxsize=2)
def successions(comparison: Comparison) -> Sequence[Succession]:
    """Each pair: by the pods that read the one before and the other after, else where an app has one of each."""
    changes = list(comparison.of("ExternalSecret"))
    gone, come = (_by_home(each for each in changes if each.action == action) for action in ("removed", "added"))
    moved: dict[_Place, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for change in comparison.changed(*_READERS) if gone and come else ():
        moved[change.resource.environment, change.resource.namespace].append((_read(change.old), _read(change.new)))
    return [
        Succession(old, new)
        for home, olds in gone.items()
        for old in olds
        if (new := _successor(old, come.get(home, []), moved[home[0], home[2]], alone=len(olds) == 1))
    ]


def _successor(
    old: ObjectChange,
    beside: Sequence[ObjectChange],
    moved: Sequence[tuple[frozenset[str], frozenset[str]]],
    *,
    alone: bool,
) -> ObjectChange | None:
    secret = made_secret(old.resource)
    for new in beside:
        other = made_secret(new.resource)
        if any(secret in before and other in after and secret not in after for before, after in moved):
            return new
    return beside[0] if alone and len(beside) == 1 else None


_Place = tuple[str | None, str | None]
_Home = tuple[str | None, str | None, str | None]


def _by_home(changes: Iterator[ObjectChange]) -> Mapping[_Home, list[ObjectChange]]:
    """The changes of each app: by environment, app and namespace."""
    homes: dict[_Home, list[ObjectChange]] = defaultdict(list)
    for change in changes:
        homes[change.resource.environment, change.resource.app, change.resource.namespace].append(change)
    return homes


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
