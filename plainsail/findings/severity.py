"""How grave a fault is where it stands: in production or on the way to it, in ours or in other people's YAML.

A pod that breaks the Pod Security Standard that its namespace enforces is refused by the API server: an error.
Elsewhere it is hardening, but for what hands over the whole node, which only agents of the node (DaemonSets) and the
cluster's own pods need.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.kinds import SYSTEM_NAMESPACES
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.near_names import misspelt
from plainsail.manifests.pod_security import LEVELS, Level, policy_of
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource


def graded(resource: Resource, ours: Severity, *, foreign: Severity = "info") -> Severity:
    """The severity in a project's own `dist/`, where whoever renders knows better, and in other people's YAML."""
    return ours if resource.is_ours else foreign


def absence(
    manifests: Manifests,
    of: Resource,
    where: Location,
    message: str,
    *,
    what: str,
    ours: Severity | None = None,
    means: Meaning | None = None,
    is_compared: bool = True,
) -> Iterator[Finding]:
    """The finding that an object refers to what nothing provides: `what` is its kind and name, `Secret/backend`.

    In a project's own `dist/` it is as grave as the rule, or `ours`, with its `message`. Of other people's YAML it is
    an error where that is all there is, and else good to know: `what` may be in the cluster. Nothing is told where
    another check compares the name, and says of which object beside it that is a slip.
    """
    kind, _, name = what.partition("/")
    if of.is_ours:
        yield Finding(where, message, severity=ours)
    elif is_compared and misspelt(manifests, of, kind, name):
        return
    elif manifests.is_complete(of):
        yield Finding(where, f"nothing here provides {what}", severity="error", means=means)
    else:
        yield Finding(where, f"nothing here provides {what}, so the cluster must have it", severity="info")


def violation(
    manifests: Manifests,
    owner: Pod | Container,
    field: str,
    message: str,
    *,
    level: Level,
    dangerous: bool = False,
) -> Finding:
    """A finding on a field of a pod, or of its container, that breaks a rule of a level.

    `dangerous` is what hands over the whole node.
    """
    pod = owner.pod if isinstance(owner, Container) else owner
    enforced = policy_of(manifests, pod).level
    severity: Severity
    if enforced is not None and LEVELS.index(level) <= LEVELS.index(enforced):
        message, severity = f"{message}; the namespace enforces {enforced} and refuses the pod", "error"
    elif dangerous and not pod.resource.is_a("DaemonSet") and pod.resource.namespace not in SYSTEM_NAMESPACES:
        severity = "warning"
    else:
        # Nobody rendered the namespace of our own pods: it may enforce any level, tomorrow if not today.
        severity = "warning" if pod.resource.is_ours and enforced is None else "info"
    return Finding(owner.where(field), message, severity=severity, means=refused_if(pod.resource, "Pod"))


def refused_if(resource: Resource, *kinds: str) -> Meaning | None:
    """What an error means that keeps pods or claims from being made, where the object is one itself.

    Of a workload the API server takes the object, and refuses its pods.
    """
    return "refused" if resource.is_a(*kinds) else None
