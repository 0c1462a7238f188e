"""Apps, charts, constructs and typed API objects in Python: the tree that they form, and what each chart writes.

What cdk8s does, in short: `Chart.toJson` writes its API objects in the order of the tree; an object gets the namespace
and the labels of its chart where it has none of its own; empty lists and maps go from its metadata, and stay elsewhere.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from plainsail.render.kernel import seam
from plainsail.render.kernel.local import Local, Running, Unknown
from plainsail.render.kernel.table import package, package_of
from plainsail.render.kernel.values import Held, converter, key, restored

Document = dict[str, Any]

_SEPARATOR = re.compile(r"[/\n]")
"""What constructs replaces in ids."""
_INDEX = re.compile(r"0|[1-9]\d{0,8}")
"""Ids that JavaScript takes for places in an array, and so puts first."""


class Branch(Local):
    """An app, a chart, a construct or an API object."""

    __slots__ = ("args", "chart", "children", "document", "held", "log", "made", "props")

    def __init__(self, obj: Any, args: Sequence[Any], parent: Branch | None, held: Held) -> None:
        super().__init__(obj)
        self.args = args
        self.held = held
        self.children: dict[str, Branch] = {}
        self.chart: Branch | None = parent.chart if parent else None
        self.props: dict[str, Any] = {}
        """Of a chart: the labels and the namespace of its objects."""
        self.document: Document | None = None
        """Of an API object: what it writes, until somebody takes it."""
        self.made: Running = ()
        """Of an API object: what was running when it was made."""
        self.log: list[Branch] = parent.log if parent else []
        """All of the app that is not in Node, in the order of its making; one list for the whole app."""
        self.log.append(self)
        if parent:
            parent.children[args[1]] = self

    def moved(self) -> Any:
        """The reference in Node, to which the whole app moves, in the order in which it was made here."""
        while self.log:
            first = self.log[0]
            seam.create(type(first.obj), first.obj, first.as_made())
            del self.log[0]
        return seam.reference_of(self.obj)

    def as_made(self) -> list[Any]:
        """The arguments as they were when it was made."""
        return [restored(arg, self.held) for arg in self.args]

    def documents(self) -> list[Document]:
        """What a chart writes."""
        return [branch.take() for branch in self.objects()]

    def objects(self) -> Iterator[Branch]:
        """The API objects of a chart, in the order in which they are written."""
        return (branch for branch in self.below() if len(branch.args) > 2)

    def below(self) -> Iterator[Branch]:
        """All that it holds, in the order of the tree."""
        children = self.children
        if any(map(_INDEX.fullmatch, children)):
            numbers = sorted(filter(_INDEX.fullmatch, children), key=int)
            children = {id: children[id] for id in [*numbers, *children]}
        for child in children.values():
            yield child
            yield from child.below()

    def take(self) -> Document:
        """The API object, as a document that whoever takes it may change."""
        document, self.document = self.document, None
        return _written(type(self.obj), self.chart, self.as_made()[2], []) if document is None else document


def grow(kind: type, obj: Any, args: Sequence[Any]) -> Branch:
    """What has been made, as cdk8s would make it. Raises `Unknown`, and then nothing has happened."""
    name, held = _known(kind), Held()
    if name == "cdk8s.App":
        converter("cdk8s.AppProps")(args[0], held)
        return Branch(obj, args, None, held)
    scope, id = args[:2]
    parent = getattr(scope, "__jsii_ref__", None)
    if (
        not isinstance(parent, Branch)
        or not id
        or type(id) is not str
        or key(id) in parent.children
        or _SEPARATOR.search(id)
    ):
        raise Unknown
    if name == "constructs.Construct":
        return Branch(obj, args, parent, held)
    if name != "cdk8s.Chart":
        document = _written(kind, parent.chart, args[2], held)
        branch = Branch(obj, args, parent, held)
        branch.document, branch.made = document, _running()
        return branch
    props = converter("cdk8s.ChartProps")(args[2], held)
    if parent.chart:  # the inner one is written before the outer one
        raise Unknown
    branch = Branch(obj, args, parent, held)
    branch.chart, branch.props = branch, props
    return branch


def _running() -> Running:
    places, frame = [], inspect.currentframe()
    while frame := frame and frame.f_back:
        places.append((frame.f_code, frame.f_lasti))
    return tuple(places)


@cache
def _known(kind: type) -> str:
    """The jsii name of a class of which nothing is overridden."""
    name = seam.type_of(kind)
    if not package("constructs") or not package("cdk8s") or not name or seam.is_extended(kind):
        raise Unknown
    return name


def _written(kind: type, chart: Branch | None, props: Any, held: Held) -> Document:
    """The API object as `ApiObject.toJson` writes it."""
    api_version, kind_name, fields = _kind(_known(kind))
    written = converter(fields)(props, held)
    metadata = written.get("metadata") or {}
    if chart is None or "name" not in metadata:  # cdk8s makes a name of the path
        raise Unknown
    metadata.setdefault("namespace", chart.props.get("namespace"))
    metadata["labels"] = dict(sorted({**chart.props.get("labels", {}), **metadata.get("labels", {})}.items()))
    written["metadata"] = {name: value for name in sorted(metadata) if (value := _filled(metadata[name])) is not None}
    return {"apiVersion": api_version, "kind": kind_name, **written}


@cache
def _kind(name: str) -> Sequence[str]:
    """`apiVersion`, `kind` and the struct of the fields of a class of API objects."""
    known = package_of(name)
    if known is None or name not in known.kinds:
        raise Unknown
    return known.kinds[name].split()


def _filled(value: Any) -> Any:
    """The value without empty lists and maps; None where nothing is left of it."""
    if isinstance(value, dict):
        return {name: inside for name, item in value.items() if (inside := _filled(item)) is not None} or None
    if isinstance(value, list):
        return [_filled(item) for item in value] or None
    return value
