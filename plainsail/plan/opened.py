"""What objects other than workloads open: namespaces, network policies, roles, Services, Ingresses, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from constructs_lib.kubernetes.diff import ABSENT
from constructs_lib.kubernetes.paths import Path, match
from plainsail.manifests.fields import listed
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import ObjectChange

Opening = tuple[str, Path]

_ENFORCE = ("metadata", "labels", "pod-security.kubernetes.io/enforce")
_LEVELS = ("privileged", "baseline", "restricted")
_SCHEME = ("metadata", "annotations", "alb.ingress.kubernetes.io/scheme")
_PUBLIC = ("LoadBalancer", "NodePort")


def opened(change: ObjectChange) -> Iterator[Opening]:
    """What a change of an object opens: in words, and where."""
    kind = change.resource.kind
    if kind in _OPENINGS and change.resource.is_a(kind):
        yield from _OPENINGS[kind](change)


def _namespace(change: ObjectChange) -> Iterator[Opening]:
    for field in change.leaves:
        if field.path == _ENFORCE and _level(field.new) < _level(field.old):
            now = "nothing" if field.new is ABSENT else field.new
            yield f"Pod Security enforces {now} instead of {field.old}", _ENFORCE


def _level(said: object) -> int:
    return _LEVELS.index(said) if isinstance(said, str) and said in _LEVELS else 0


def _network_policy(change: ObjectChange) -> Iterator[Opening]:
    if change.action == "removed":
        yield "the pods that it guarded take and make every connection, unless another policy selects them", ("spec",)
    for field in change.leaves if change.action == "changed" else ():
        for direction, what in (("ingress", "come in"), ("egress", "go out")):
            if field.within("spec", direction) and field.new is not ABSENT:
                yield f"further connections may {what}", ("spec", direction)
                break
        if match("spec.policyTypes[*]", field.path) is not None and field.new is ABSENT:
            yield f"{field.old} is no longer restricted", ("spec", "policyTypes")
        if field.within("spec", "podSelector"):
            yield "it guards other pods than before", ("spec", "podSelector")


def _role(change: ObjectChange) -> Iterator[Opening]:
    old = listed(change.old.document, "rules") if change.old else []
    new = listed(change.new.document, "rules") if change.new else []
    if any(rule not in old for rule in new):
        yield "it grants more, or something else", ("rules",)


def _binding(change: ObjectChange) -> Iterator[Opening]:
    if any(field.within("subjects") and field.new is not ABSENT for field in change.leaves):
        yield "it grants its role to others", ("subjects",)


def _service(change: ObjectChange) -> Iterator[Opening]:
    for field in change.leaves:
        if field.path == ("spec", "type") and field.new in _PUBLIC and field.old not in _PUBLIC:
            yield f"it can be reached from outside the cluster ({field.new})", field.path


def _ingress(change: ObjectChange) -> Iterator[Opening]:
    for field in change.leaves:
        if field.path == _SCHEME and field.new == "internet-facing":
            yield "its load balancer faces the internet", _SCHEME
    if change.old and change.new and _tls(change.old) and not _tls(change.new):
        yield "it no longer speaks TLS", ("spec", "tls")


def _tls(ingress: Resource) -> bool:
    return bool(listed(ingress.document, "spec", "tls"))


def _account(change: ObjectChange) -> Iterator[Opening]:
    name = "automountServiceAccountToken"
    for field in change.leaves:
        if field.path == (name,) and field.old is False:
            yield f"pods get a token of the API server by default ({name})", (name,)


_OPENINGS: Mapping[str, Callable[[ObjectChange], Iterator[Opening]]] = {
    "ClusterRole": _role,
    "ClusterRoleBinding": _binding,
    "Ingress": _ingress,
    "Namespace": _namespace,
    "NetworkPolicy": _network_policy,
    "Role": _role,
    "RoleBinding": _binding,
    "Service": _service,
    "ServiceAccount": _account,
}
