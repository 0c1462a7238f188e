"""Nodes and edges as data: what the picture shows, for whoever cannot see it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from constructs_lib.kubernetes.objects import Key

State: TypeAlias = Literal["here", "made", "outside", "missing"]
"""here: among the objects. made: by another object, in the cluster. outside: somebody else brings it."""

_COUNTED: Mapping[State, str] = {
    "here": "here",
    "made": "made by these",
    "outside": "from outside",
    "missing": "missing",
}


@dataclass(frozen=True, kw_only=True)
class Node:
    """One object, there or not."""

    key: Key
    state: State = "here"
    remark: str = ""
    """Its state in words: `made by ExternalSecret/backend`; empty for what is simply here."""
    lines: tuple[str, ...] = ()
    """What is said of it beside its name: containers, hosts, schedule."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One object refers to another."""

    source: Key
    target: Key
    label: str
    """The reference: `envFrom`, `scaleTargetRef`, `backend :http`."""


@dataclass(frozen=True)
class Graph:
    """What refers to what, each node and each edge once, in an order that the objects' own does not change."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]

    def sentences(self) -> Iterator[str]:
        """The picture in words, a relation each, then what stands by itself.

        >>> secret, pod = (Key("", kind, None, "a") for kind in ("Secret", "Pod"))
        >>> nodes = [Node(key=pod), Node(key=secret, state="missing", remark="missing")]
        >>> list(Graph(nodes, [Edge(source=pod, target=secret, label="envFrom")]).sentences())
        ['Pod/a: envFrom Secret/a (missing)']
        """
        said = {node.key: node.remark for node in self.nodes}
        for edge in self.edges:
            remark = f" ({said[edge.target]})" if said[edge.target] else ""
            yield f"{edge.source}: {edge.label} {edge.target}{remark}"
        joined = {key for edge in self.edges for key in (edge.source, edge.target)}
        for node in self.nodes:
            if node.key not in joined:
                yield f"{node.key}" + (f" ({node.remark})" if node.remark else "")

    def summary(self) -> str:
        """How many objects of each state there are, and which are missing."""
        counts = Counter(node.state for node in self.nodes)
        told = [f"{counts[state]} {phrase}" for state, phrase in _COUNTED.items() if counts[state]]
        missing = [str(node.key) for node in self.nodes if node.state == "missing"]
        return "; ".join((", ".join(told) or "no objects", *([f"missing: {', '.join(missing)}"] if missing else [])))


def rank(key: Key) -> tuple[str, str, str, str]:
    """The order of objects: by kind, then by name."""
    return key.kind, key.name, key.namespace or "", key.group
