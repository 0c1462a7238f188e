"""A NetworkPolicy names peers that are not where it looks for them.

A `podSelector` alone means pods of the policy's own namespace; beside a `namespaceSelector` in one item, pods of those
namespaces; in an item of its own, one or the other. Kubernetes labels each namespace with `kubernetes.io/metadata.name`
alone.

Why: who was meant is shut out, or more are let in than was meant.
Fix: name the namespace by `kubernetes.io/metadata.name`, in the same item as the `podSelector`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.kubernetes.label_selectors import is_empty, shown
from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.policies import NAMESPACE_NAME, PEERS, each_rule
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import elsewhere, selected

SEVERITY: Severity = "warning"

_NAMES = ("name", "namespace")
"""Labels that people take for the namespace's name."""


def check(manifests: Manifests) -> Iterator[Finding]:
    spaces: dict[tuple[str | None, str], Resource] = {}
    labels: dict[tuple[str | None, str, str], bool] = {}
    for space in manifests.of("Namespace"):
        spaces[space.environment, space.name] = space
        labels |= {(space.environment, *pair): True for pair in space.labels.items()}
    for policy in manifests.of("NetworkPolicy"):
        for way, number, rule in each_rule(policy):
            peers = rule.get(PEERS[way], [])
            field = f"spec.{way}[{number}].{PEERS[way]}"
            for index, peer in enumerate(peers):
                yield from _of_namespace(spaces, labels, policy, peer, f"{field}[{index}]")
                yield from _of_pods(manifests, policy, peer, f"{field}[{index}]")
            yield from _of_two(manifests, policy, peers, field)


def _of_namespace(
    spaces: Mapping[tuple[str | None, str], Resource],
    labels: Mapping[tuple[str | None, str, str], bool],
    policy: Resource,
    peer: Mapping[str, Any],
    field: str,
) -> Iterator[Finding]:
    """A namespace by a label that people take for its name."""
    wanted = peer.get("namespaceSelector", {}).get("matchLabels", {})
    for key in _NAMES:
        value = wanted.get(key)
        if value is None or (policy.environment, key, value) in labels:
            continue
        space = spaces.get((policy.environment, value))
        whose = f"{space.key} has no label" if space else "Kubernetes gives no namespace the label"
        yield Finding(
            policy.where(f"{field}.namespaceSelector.matchLabels.{key}"),
            f"{whose} {key}={value}; that of its name is {NAMESPACE_NAME}",
            severity=None if space else graded(policy, SEVERITY),
            fix=f"ask for `{NAMESPACE_NAME}: {value}`, or label the namespace",
        )


def _of_pods(manifests: Manifests, policy: Resource, peer: Mapping[str, Any], field: str) -> Iterator[Finding]:
    """Pods that are in another namespace than the policy's own."""
    selector = peer.get("podSelector", {})
    if "namespaceSelector" in peer or is_empty(selector) or any(selected(manifests, policy, selector)):
        return
    other = elsewhere(manifests, policy, selector)
    if other is not None:
        yield Finding(
            policy.where(f"{field}.podSelector"),
            f"{shown(selector)} matches no pod of namespace {policy.namespace}; {other.resource.key} is in "
            f"{other.resource.namespace}, which takes a namespaceSelector beside it",
        )


def _of_two(
    manifests: Manifests, policy: Resource, peers: Sequence[Mapping[str, Any]], field: str
) -> Iterator[Finding]:
    """A namespace and pods as two items, where the pods are none of the policy's own namespace."""
    if [set(peer) for peer in peers] != [{"namespaceSelector"}, {"podSelector"}]:
        return
    space, pods = peers[0]["namespaceSelector"], peers[1]["podSelector"]
    mine = any(selected(manifests, policy, pods)) or not any(selected(manifests, policy, {}))
    if not is_empty(space) and not is_empty(pods) and not mine and not elsewhere(manifests, policy, pods):
        message = f"every pod of the namespaces, or {shown(pods)} of its own, where no pod is such"
        fix = "put both selectors into one item, where pods of those namespaces are meant"
        yield Finding(policy.where(field), message, severity="info", fix=fix)
