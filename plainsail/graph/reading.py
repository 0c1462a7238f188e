"""Plain YAML of any shape as objects of the model: what is of the wrong shape counts as not there."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.kubernetes.objects import Document, has_nulls, without_nulls
from plainsail.graph.model import rank
from plainsail.manifests.fields import mapping, mappings, text, texts
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.typed_lists import unpacked


def read(objects: Sequence[Mapping[str, Any]]) -> Manifests:
    """The objects, those of lists each by itself, in an order of their own; what has no kind is left out."""
    resources = [Resource(document, "", 1, None, None) for document in _documents(objects)]
    twice = {key for key, count in Counter(resource.key for resource in resources).items() if count > 1}
    return Manifests(sorted(resources, key=lambda resource: (rank(resource.key), _content(resource, twice))))


def _documents(objects: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    for given in objects:
        for item in unpacked(given):
            if text(item.document, "kind"):
                yield _sound(item.document)


def _sound(document: Document) -> Document:
    """An object whose group, kind, name and namespace are texts."""
    metadata = mapping(document, "metadata")
    names = {field: str(metadata[field]) for field in ("name", "generateName") if metadata.get(field)}
    if space := text(metadata, "namespace"):
        names["namespace"] = space
    rest = {key: value for key, value in metadata.items() if key not in ("name", "generateName", "namespace")}
    whole = {**document, "apiVersion": text(document, "apiVersion"), "metadata": {**rest, **names}}
    cleaned: Document = without_nulls(whole) if has_nulls(whole) else whole
    return cleaned


def _content(resource: Resource, twice: set[Any]) -> str:
    """What two objects of one name are told apart by, so that their order does not count."""
    return json.dumps(resource.document, sort_keys=True, default=str) if resource.key in twice else ""


def selector(value: Any) -> dict[str, Any]:
    """A LabelSelector without what is of the wrong shape.

    >>> selector({"matchLabels": {"app": "a", "b": 1}, "matchExpressions": [{"key": "x"}, None]})
    {'matchLabels': {'app': 'a'}, 'matchExpressions': []}
    """
    expressions = [
        {**expression, "values": [item for item in expression.get("values") or [] if isinstance(item, str)]}
        for expression in mappings(value, "matchExpressions")
        if text(expression, "key") and text(expression, "operator")
        if isinstance(expression.get("values"), list | None)
    ]
    return {"matchLabels": texts(value, "matchLabels"), "matchExpressions": expressions}
