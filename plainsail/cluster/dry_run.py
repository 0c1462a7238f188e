"""Sends every object to an API server as a dry run of server-side apply, and reads what it says.

Namespaces that are not there yet are stood in for by one that is, and kinds that are not there are left out; both are
said. A batch of objects is one run of kubectl; where it is not all well, each of them is asked about alone, so that an
answer belongs to its object.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from constructs_lib.kubernetes.objects import Document
from plainsail.cluster.kubectl import Output
from plainsail.errors import ProjectError
from plainsail.manifests.fields import text
from plainsail.manifests.resource import Resource
from plainsail.manifests.server import ServerAnswer, ServerAnswers
from plainsail.progress import steps
from plainsail.terminal import many

_APPLY = ("apply", "--dry-run=server", "--server-side", "--force-conflicts", "--validate=strict", "--filename=-")
_BATCH = 25
_AT_ONCE = 4
_STAND_IN = "default"
"""A namespace that every cluster has."""


class Cluster(Protocol):
    """What can be asked."""

    def run(self, arguments: Sequence[str], documents: Iterable[Document] = ()) -> Output:
        """A run with documents as its input."""

    def names(self, *arguments: str) -> frozenset[str]:
        """What a list of names holds."""


Knows = Callable[[str, str], bool]
"""Whether a definition of a group and kind is at hand, to be installed before the objects are."""


def ask(resources: Sequence[Resource], cluster: Cluster, *, knows: Knows = lambda *_: False) -> ServerAnswers:
    """What the API server says of each object. Raises `ProjectError` where it does not answer.

    A kind that the cluster does not have is an error, unless its definition is known.
    """
    namespaces = cluster.names("get", "namespaces", "--output=name")
    named = [resource for resource in resources if "name" in resource.document["metadata"]]
    batches = [named[start : start + _BATCH] for start in range(0, len(named), _BATCH)]
    found: list[ServerAnswer] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool, steps("asking the API server", len(named)) as advance:
        answered = pool.map(lambda batch: _of_batch(batch, namespaces, cluster), batches)
        for batch, answers in zip(batches, answered, strict=True):
            found += answers
            advance(len(batch))
    defined = set(filter(None, map(_defines, resources)))
    later = {
        answer.resource
        for answer in found
        if answer.message == _NO_SUCH_KIND
        and ((key := answer.resource.key)[:2] in defined or knows(key.group, key.kind))
    }
    kept = (answer for answer in found if answer.resource not in later)
    return ServerAnswers(tuple(kept), tuple(_left_out(resources, namespaces, later)))


def _defines(resource: Resource) -> tuple[str, str] | None:
    """The group and kind that a CustomResourceDefinition brings."""
    if not resource.is_a("CustomResourceDefinition"):
        return None
    return text(resource.spec, "group"), text(resource.spec, "names", "kind")


def _left_out(resources: Sequence[Resource], namespaces: frozenset[str], later: Collection[Resource]) -> Iterator[str]:
    missing = Counter(each.namespace for each in resources if each.namespace and each.namespace not in namespaces)
    for name, count in sorted(missing.items()):
        yield f"namespace {name}, which is not there yet ({many(count, 'object')} asked about in {_STAND_IN})"
    for kind, count in sorted(Counter(resource.kind for resource in later).items()):
        yield f"{many(count, kind)} (the cluster does not have this kind yet)"
    if nameless := sum("name" not in resource.document["metadata"] for resource in resources):
        yield f"{many(nameless, 'object')} with generateName (apply takes none)"


def _of_batch(batch: Sequence[Resource], namespaces: frozenset[str], cluster: Cluster) -> list[ServerAnswer]:
    documents = [_placed(resource.document, namespaces) for resource in batch]
    output = cluster.run(_APPLY, documents)
    if output.code == 0 and not output.err.strip():
        return []
    answers = []
    for resource, document in zip(batch, documents, strict=True):
        alone = output if len(batch) == 1 else cluster.run(_APPLY, [document])
        answers += list(_read(resource, alone))
    return answers


def _placed(document: Document, namespaces: frozenset[str]) -> Document:
    """The object in a namespace that is there."""
    metadata = document["metadata"]
    if metadata.get("namespace") in {None, *namespaces}:
        return document
    return document | {"metadata": metadata | {"namespace": _STAND_IN}}


_FIELD = r"[A-Za-z$][\w$-]*(?:\.[\w$-]+|\[[^]]*\])*"
_CAUSE = re.compile(
    rf"^(?:\* )?({_FIELD}): ((?:Invalid value|Required value|Forbidden|Unsupported value|Duplicate value"
    rf"|Too long|Too many|Not found|Internal error|Too few)\b.*)$",
    re.DOTALL,
)
_TYPED = re.compile(rf"^failed to create typed patch object \([^)]*\): \.({_FIELD}): (.*)$", re.DOTALL)
_INVALID = re.compile(r'^The \S+ "[^"]*" is invalid: ')
_FROM_SERVER = re.compile(r"^Error from server(?: \(\w+\))?: ")
_WARNING = "Warning: "
_NO_MATCH = re.compile(r"no matches for kind|the server could not find the requested resource")
"""The second says a kubectl that remembers a kind which is gone."""
_NO_SUCH_KIND = "the cluster has no such kind, so the sync fails until its definition is there"


def _read(resource: Resource, output: Output) -> Iterator[ServerAnswer]:
    """What kubectl wrote about one object."""
    lines = output.err.strip().splitlines()
    warnings = [line for line in lines if line.startswith(_WARNING)]
    for warning in warnings:
        field, message = _cause(warning.removeprefix(_WARNING))
        yield ServerAnswer(resource, field, _masked(resource, message), is_refusal=False)
    if output.code == 0:
        return
    told = [line for line in lines if line not in warnings]
    if any(map(_NO_MATCH.search, told)):
        yield ServerAnswer(resource, "kind", _NO_SUCH_KIND)
        return
    message = _FROM_SERVER.sub("", "\n".join(told))
    if _is_of_the_connection(message):
        raise ProjectError(f"--server: {message.splitlines()[0]}; see `kubectl config get-contexts`")
    message = _INVALID.sub("", message).strip()
    causes = [part for part in re.split(r"\n(?=\* )", message) if part.strip()]
    for cause in causes or ["refused, without a word why"]:
        field, what = _cause(cause)
        yield ServerAnswer(resource, field, _masked(resource, what))


def _is_of_the_connection(message: str) -> bool:
    return bool(
        re.search(r"connection to the server|Unable to connect|dial tcp|i/o timeout|must be logged in", message)
    )


def _cause(text: str) -> tuple[str, str]:
    """The field and what is said of it."""
    text = " ".join(text.split())
    if match := _CAUSE.match(text) or _TYPED.match(text):
        return match[1], match[2]
    return "", text.removeprefix("* ")


def _masked(resource: Resource, message: str) -> str:
    """A refusal quotes what it refuses; of a Secret, nothing is repeated."""
    if not resource.is_a("Secret"):
        return message
    return re.sub(r'"(?:[^"\\]|\\.)*"', '"..."', message)
