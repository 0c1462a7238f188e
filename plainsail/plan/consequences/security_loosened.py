"""Something that was forbidden, or closed, is allowed, or open.

Why: it looks like any other line of a diff, and is the one that an attacker would have written.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT
from constructs_lib.kubernetes.paths import Path, format_path, match
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.aws_load_balancer import ALB, is_alb, listeners
from plainsail.manifests.fields import at, listed, mappings
from plainsail.manifests.pod_security import ENFORCE, LEVELS, effective
from plainsail.manifests.pods import Container, Pod, pod_of
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Restrictions of pods that are dropped, and what other objects open."""
    for change in comparison.changes:
        yield from _pods(change)
        for words, parts in opened(change):
            yield _finding(change, words, parts)


def _pods(change: ObjectChange) -> Iterator[Finding]:
    old, new = (pod_of(side) if side else None for side in (change.old, change.new))
    if change.old is None or change.new is None or old is None or new is None:
        return
    before, after = guarantees(change.old), guarantees(change.new)
    still = {"", *(container.name for container in new.containers)}
    for (name, words), parts in before.items():
        if name in still and (name, words) not in after:
            yield _finding(change, f"no longer true{_of(name)}: {words}", parts)
    had = added_capabilities(change.old)
    known = {"", *(container.name for container in old.containers)}
    for (name, capability), parts in added_capabilities(change.new).items():
        if name in known and (name, capability) not in had:
            yield _finding(change, f"capability {capability} is added{_of(name)}", parts)


def _of(container: str) -> str:
    return f" of container {container}" if container else ""


def _finding(change: ObjectChange, message: str, parts: Path) -> Finding:
    where = change.resource.where(format_path(parts))
    return Finding(where, message, causes=(Cause(where),))


Guarantees = Mapping[tuple[str, str], Path]
"""Container (empty for the pod) and what holds for it, to where that stands."""

_HOST = {"hostNetwork": "the node's network", "hostPID": "the node's processes", "hostIPC": "the node's memory"}


def guarantees(resource: Resource) -> Guarantees:
    """All that holds for the pods of a workload, and for each of its containers."""
    pod = pod_of(resource)
    return dict(_of_pod(pod)) if pod else {}


def _of_pod(pod: Pod) -> Iterator[tuple[tuple[str, str], Path]]:
    place, token = (*pod.path, "spec"), "automountServiceAccountToken"
    for field, what in _HOST.items():
        if pod.spec.get(field) is not True:
            yield ("", f"it is kept out of {what} ({field})"), (*place, field)
    if pod.spec.get(token) is False:
        yield ("", f"no token of the API server is mounted ({token}: false)"), (*place, token)
    if not any("hostPath" in volume for volume in mappings(pod.spec, "volumes")):
        yield ("", "no folder of the node is mounted (hostPath)"), (*place, "volumes")
    for container in pod.containers:
        yield from (((container.name, words), path) for words, path in _of_container(container))


def _of_container(container: Container) -> Iterator[tuple[str, Path]]:
    own, pods = container.security, container.pod.security
    seccomp, apparmor = (at(effective(container, name), "type") for name in ("seccompProfile", "appArmorProfile"))
    for name, holds, words in (
        ("runAsNonRoot", effective(container, "runAsNonRoot") is True, "it cannot run as root (runAsNonRoot: true)"),
        ("runAsUser", bool(effective(container, "runAsUser")), "it runs as another user than root (runAsUser)"),
        (
            "allowPrivilegeEscalation",
            own.get("allowPrivilegeEscalation") is False,
            "it cannot gain privileges (allowPrivilegeEscalation: false)",
        ),
        (
            "readOnlyRootFilesystem",
            own.get("readOnlyRootFilesystem") is True,
            "it cannot write to its own file system (readOnlyRootFilesystem: true)",
        ),
        ("privileged", own.get("privileged") is not True, "it is not privileged"),
        ("seccompProfile", seccomp in ("RuntimeDefault", "Localhost"), "system calls are filtered (seccompProfile)"),
        ("appArmorProfile", apparmor != "Unconfined", "AppArmor is not switched off"),
        ("procMount", own.get("procMount") != "Unmasked", "/proc is masked"),
    ):
        if holds:
            inherited = name in pods and name not in own
            holder = (*container.pod.path, "spec") if inherited else container.path
            yield words, (*holder, "securityContext", name)
    for capability in sorted(map(str, listed(own, "capabilities", "drop"))):
        yield f"capability {capability} is dropped", (*container.path, "securityContext", "capabilities", "drop")
    if not any("hostPort" in port for port in mappings(container.spec, "ports")):
        yield "no port of the node leads to it (hostPort)", (*container.path, "ports")


def added_capabilities(resource: Resource) -> dict[tuple[str, str], Path]:
    """Container and capability to where it stands."""
    pod = pod_of(resource)
    return {
        (container.name, str(capability)): (*container.path, "securityContext", "capabilities", "add")
        for container in (pod.containers if pod else ())
        for capability in listed(container.security, "capabilities", "add")
    }


Opening = tuple[str, Path]

_ENFORCE = ("metadata", "labels", ENFORCE)
_SCHEME = ("metadata", "annotations", f"{ALB}scheme")
_LISTENERS = ("metadata", "annotations", f"{ALB}listen-ports")
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


def _level(level: Any) -> int:
    return LEVELS.index(level) if level in LEVELS else 0


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
    if change.old and change.new and _tls(change.old) and _tls(change.new) is False:
        both_alb = is_alb(change.old) and is_alb(change.new)
        yield "it no longer speaks TLS", _LISTENERS if both_alb else ("spec", "tls")


def _tls(ingress: Resource) -> bool | None:
    """Whether clients are spoken to by TLS: AWS' load balancer has its listeners in annotations; None for unknown."""
    if is_alb(ingress):
        return "HTTPS" in ports.values() if (ports := listeners(ingress)) is not None else None
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
