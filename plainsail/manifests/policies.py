"""What NetworkPolicies let through to pods and from them, as far as the manifests tell.

A pod that no policy selects for a direction is open in it; what one policy lets through, no other shuts.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from constructs_lib.kubernetes.label_selectors import Selector, matches
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours, surely_beside
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import by_selector, label_keys

Way = Literal["ingress", "egress"]
WAYS: tuple[Way, ...] = ("ingress", "egress")
PEERS: Mapping[Way, str] = {"ingress": "from", "egress": "to"}
NAMESPACE_NAME = "kubernetes.io/metadata.name"
"""The label that Kubernetes gives to every namespace."""


@dataclass(frozen=True)
class Rule:
    """One rule of a policy: some ports, and some peers."""

    ports: Sequence[dict[str, Any]]
    """Empty for every port."""
    peers: Sequence[dict[str, Any]]
    """Empty for everybody."""

    def opens(self, port: int, protocol: str = "TCP", *, names: frozenset[str] = frozenset()) -> bool:
        """Whether the rule is about a port; `names` are those that pods have for it."""
        return not self.ports or any(
            (text(own, "protocol") or "TCP") == protocol and _is_within(own, port, names) for own in self.ports
        )


@dataclass(frozen=True, eq=False)
class Group:
    """The policies of one namespace that select the same pods, in one direction."""

    policies: Sequence[Resource]
    selector: Selector

    def rules(self, way: Way) -> Sequence[Rule]:
        """What they let through, each rule once."""
        return self._rules[way]

    @cached_property
    def _rules(self) -> Mapping[Way, Sequence[Rule]]:
        return {
            way: list(
                {
                    json.dumps(rule, sort_keys=True, default=str): Rule(
                        mappings(rule, "ports"), mappings(rule, PEERS[way])
                    )
                    for policy in self.policies
                    for rule in mappings(policy.spec, way)
                }.values()
            )
            for way in WAYS
        }


def shuts(policy: Resource, way: Way) -> bool:
    """Whether a policy shuts what it does not let through in a direction."""
    kinds = [str(kind).lower() for kind in listed(policy.spec, "policyTypes")]
    return way in kinds if kinds else way == "ingress" or bool(listed(policy.spec, "egress"))


def selector_of(policy: Resource) -> Selector:
    """The pods of its namespace that a policy is about; all of them where it names none."""
    return mapping(policy.spec, "podSelector")


def groups_of(manifests: Manifests, pod: Pod, way: Way) -> list[Group]:
    """The policies that shut a pod in a direction: none where it is open, or where nobody knows.

    Of somebody's files, a policy that names no namespace may be for another one than the pods of the next file.
    """
    if pod.spec.get("hostNetwork"):
        return []  # policies do not bind pods on the host's network
    groups = _groups(manifests, way)[1].of(pod.resource, *label_keys(pod.labels))
    found = [group for group, selector in groups if matches(selector, pod.labels)]
    return found if all(_surely(pod, group) for group in found) else []


def _surely(pod: Pod, group: Group) -> bool:
    return any(surely_beside(pod.resource, policy) for policy in group.policies)


def all_groups(manifests: Manifests, way: Way) -> Sequence[Group]:
    """All policies that shut pods in a direction."""
    return _groups(manifests, way)[0]


@lru_cache(maxsize=4)
def _groups(manifests: Manifests, way: Way) -> tuple[Sequence[Group], Neighbours[tuple[Group, Selector]]]:
    alike: dict[tuple[str | None, str | None, str], list[Resource]] = defaultdict(list)
    for policy in manifests.of("NetworkPolicy"):
        if shuts(policy, way):
            shown = json.dumps(selector_of(policy), sort_keys=True, default=str)
            alike[policy.environment, policy.namespace, shown].append(policy)
    groups = [Group(policies, selector_of(policies[0])) for policies in alike.values()]
    return groups, by_selector((group.policies[0], group.selector, group) for group in groups)


def known_peers(policy: Resource, peers: Iterable[Mapping[str, Any]]) -> list[tuple[Resource, Selector]]:
    """Where the pods of peers are looked for, and how; empty where one of them may be somebody unknown."""
    known: list[tuple[Resource, Selector]] = []
    for peer in peers:
        space = peer.get("namespaceSelector")
        name = policy.namespace if space is None else mapping(space, "matchLabels").get(NAMESPACE_NAME)
        if "ipBlock" in peer or (space is not None and space != {"matchLabels": {NAMESPACE_NAME: name}}):
            return []
        known.append((policy if space is None else policy.moved(name), peer.get("podSelector", {})))
    return known


def _is_within(own: Mapping[str, Any], port: int, names: frozenset[str]) -> bool:
    first = own.get("port")
    if first is None:
        return True
    if isinstance(first, str):
        return first in names
    return bool(first <= port <= own.get("endPort", first))


def each_rule(policy: Resource) -> Iterator[tuple[Way, int, dict[str, Any]]]:
    """The rules of a policy as they are written, with their direction and index."""
    for way in WAYS:
        for index, rule in enumerate(mappings(policy.spec, way)):
            yield way, index, rule
