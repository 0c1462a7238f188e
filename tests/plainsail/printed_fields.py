"""Holds that a field is printed in the one spelling that `explain` and patches take, whatever prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Item, NoSuchField, canonical, format_path, locate, parse_path
from plainsail.location import Location
from plainsail.manifests.resource import Resource

Documents = dict[tuple[str, str, str | None], list[Document]]
"""Path, name and environment of an object to what it holds; of a plan, before and after."""


def is_printed_well(document: Document, field: str) -> bool:
    """Whether the field is spelled as it is printed, and is there, or could be: what is missing of it are keys."""
    path = parse_path(field)
    if format_path(canonical(document, path)) != field:
        return False
    for length in range(len(path), 0, -1):
        try:
            place = locate(document, format_path(path[:length]))
        except NoSuchField:
            continue
        return place.path == path[:length] and not any(isinstance(part, Item) for part in path[length:])
    return not any(isinstance(part, Item) for part in path)


@contextmanager
def all_printed_well(monkeypatch: pytest.MonkeyPatch, kind: type) -> Iterator[Documents]:
    """Every finding (of that class) that is made meanwhile names a field of its object as it is printed.

    Yields the objects that places are about, to add others to.
    """
    documents: Documents = defaultdict(list)
    places: list[Location] = []
    where: Any = Resource.where
    make: Any = kind.__init__  # type: ignore[misc] # it is restored when the test ends

    def noted(resource: Resource, *field: Any, **below: Any) -> Location:
        location: Location = where(resource, *field, **below)
        documents[location.path, location.object, location.environment].append(resource.document)
        return location

    def made(finding: Any, *values: Any, **given: Any) -> None:
        make(finding, *values, **given)
        places.append(finding.where)

    monkeypatch.setattr(Resource, "where", noted)
    monkeypatch.setattr(kind, "__init__", made)
    yield documents
    for place in places:
        known = documents[place.path, place.object, place.environment]
        if place.field and known:
            assert any(is_printed_well(document, place.field) for document in known), place
        assert known or not place.field, f"no object is asked for {place}"
