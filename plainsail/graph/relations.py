"""What refers to what among objects, and what becomes of a name that none of them has.

A name that is not there is made by an operator from another object, or comes from outside (what the platform provides
for the whole cluster, what another namespace holds, what an object does without), or it is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from constructs_lib.kubernetes.objects import Key
from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED
from plainsail.graph.lines import lines
from plainsail.graph.makers import made_by
from plainsail.graph.mentions import mentions
from plainsail.graph.model import Edge, Graph, Node, rank
from plainsail.graph.named import FIELDS, Named, named
from plainsail.graph.reading import read
from plainsail.graph.selecting import asked_for, may_be_elsewhere, selected_by
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import TEMPLATES
from plainsail.manifests.providers import providers
from plainsail.manifests.references import is_always_there
from plainsail.manifests.resource import Resource

_EVERYWHERE = frozenset(kind for kinds in CLUSTER_SCOPED.values() for kind in kinds) | {
    "ClusterIssuer",
    "ClusterTriggerAuthentication",
    "Gateway",
    "GatewayClass",
}
"""What a platform keeps for all apps: kinds without namespace, and those that are mostly shared."""
_OF_THE_APP = frozenset(TEMPLATES) | {
    "ConfigMap",
    "Issuer",
    "PersistentVolumeClaim",
    "Role",
    "Secret",
    "SecretStore",
    "Service",
    "ServiceAccount",
    "TriggerAuthentication",
}
"""What stands beside the app that names it, or is missing; of other kinds, only operators know where they come from."""
_BY_HAND = ("imagePullSecrets", "secrets", "tls")
"""References to Secrets that people make by hand, or that an operator makes of its own accord."""


def graph_of(objects: Sequence[Mapping[str, Any]], *, complete: bool = True) -> Graph:
    """Nodes and edges of objects, plain data of any shape.

    `complete` says that these are all the objects there are of the app. Where they are not, what none of them provides
    is said to come from outside, and nothing to be missing.
    """
    manifests = read(objects)
    relations = _Relations(manifests, complete=complete)
    for resource in manifests.resources:
        relations.add_made(resource)
    for resource in manifests.resources:
        relations.add_references(resource)
    return relations.graph()


class _Relations:
    """The nodes and edges as far as they are found."""

    def __init__(self, manifests: Manifests, *, complete: bool) -> None:
        self._manifests = manifests
        self._complete = complete
        self._nodes: dict[Key, Node] = {}
        self._edges: dict[tuple[Key, Key, str], Edge] = {}
        self._by_name: dict[tuple[str, str], list[Key]] = {}
        for resource in manifests.resources:
            if resource.key not in self._nodes:
                self._add(Node(key=resource.key, lines=lines(resource)))

    def graph(self) -> Graph:
        """All of it, in an order of its own."""
        nodes = sorted(self._nodes.values(), key=lambda node: rank(node.key))
        edges = sorted(self._edges.values(), key=lambda edge: (rank(edge.source), rank(edge.target), edge.label))
        return Graph(nodes, edges)

    def add_made(self, resource: Resource) -> None:
        """What the object makes in the cluster."""
        for made in made_by(resource):
            target = self._find(made.kind, made.name, resource.namespace)
            if target is None:
                target = Key(GROUPS[made.kind], made.kind, resource.namespace, made.name)
                self._add(Node(key=target, state="made", remark=f"made by {resource.key}", lines=made.lines))
            self._join(resource.key, target, made.label)
            if made.storage_class:
                reference = Named(kind="StorageClass", name=made.storage_class, label="storageClassName")
                self._join(target, self._target(resource, reference), reference.label)

    def add_references(self, resource: Resource) -> None:
        """What the object refers to by name and by selector."""
        for reference in named(resource):
            self._join(resource.key, self._target(resource, reference), reference.label)
        for label, mentioned in mentions(resource):
            if (target := self._find(*mentioned, resource.namespace)) and target != resource.key:
                self._join(resource.key, target, label)
        asked = asked_for(resource)
        if asked is None:
            return
        chosen = list(selected_by(self._manifests, resource, asked))
        for target in chosen:
            self._join(resource.key, target, asked.label)
        if not chosen and self._complete and not may_be_elsewhere(self._manifests, resource, asked):
            node = self._nodes[resource.key]
            self._nodes[resource.key] = replace(node, lines=("selects nothing here", *node.lines))

    def _target(self, resource: Resource, reference: Named) -> Key:
        kind, name = reference.kind, reference.name
        space = reference.namespace or resource.namespace
        found = self._find(kind, name, space)
        maker = self._maker(resource, kind, name) if found is None else None
        if maker:
            found = Key(GROUPS[kind], kind, space, name)
            self._add(Node(key=found, state="made", remark=f"made by {maker}"))
            self._join(maker, found, "makes")
        if found is None:
            is_shared = kind in _EVERYWHERE
            found = Key(GROUPS.get(kind, ""), kind, None if is_shared else space, name)
            self._add(self._absent(found, resource, reference))
        elif self._nodes[found].state == "outside":
            # Of several references the gravest tells what its absence means.
            self._nodes[found] = max(self._nodes[found], self._absent(found, resource, reference), key=_gravity)
        return found

    def _maker(self, resource: Resource, kind: str, name: str) -> Key | None:
        """A custom resource that mentions the name, and is not known to do no more than read it."""
        found = (provider.resource for provider in providers(self._manifests).of(resource, kind, name))
        return next((maker.key for maker in found if maker is not resource and maker.kind not in FIELDS), None)

    def _absent(self, key: Key, resource: Resource, reference: Named) -> Node:
        elsewhere = reference.namespace not in (None, resource.namespace)
        if reference.optional:
            return Node(key=key, state="outside", remark="optional, not here")
        is_sure = self._complete and not elsewhere and reference.kind in _OF_THE_APP and reference.label not in _BY_HAND
        if not is_sure or is_always_there(reference.kind, reference.name):
            return Node(key=key, state="outside", remark="from outside")
        return Node(key=key, state="missing", remark="missing")

    def _find(self, kind: str, name: str, namespace: str | None) -> Key | None:
        """The object of that name beside one of a namespace; what names none may land in any."""
        known = self._by_name.get((kind, name), ())
        own = GROUPS.get(kind)
        beside = [key for key in known if own in (None, key.group)]
        exact = [key for key in beside if key.namespace == namespace]
        loose = [key for key in beside if key.namespace is None or namespace is None or kind in _EVERYWHERE]
        return next(iter((*exact, *loose)), None)

    def _add(self, node: Node) -> None:
        self._nodes[node.key] = node
        self._by_name.setdefault((node.key.kind, node.key.name), []).append(node.key)

    def _join(self, source: Key, target: Key, label: str) -> None:
        self._edges[source, target, label] = Edge(source=source, target=target, label=label)


def _gravity(node: Node) -> int:
    return ("optional, not here", "from outside", "missing").index(node.remark)
