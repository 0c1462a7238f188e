"""Everything that one environment becomes, as plain objects and as the files of `dist/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Environment, Pin
from plainsail.project.registry import delivery_folder
from plainsail.project.rules import check_together
from plainsail.render.charts import render, render_delivery
from plainsail.render.layout import app_files, files

E = TypeVar("E", bound=Environment)

PIN = Pin(tag="v1", digest="sha256:" + "a" * 64, source="b" * 40)


def environment(kind: type[E], **settings: Any) -> E:
    """The backend in staging as `kind` says it, with further settings; checked as the registry would check it."""
    made: E = type(kind.__name__, (kind,), settings)(app="backend", env="staging", pin=PIN)
    check_together([made])
    return made


def app_objects(settings: Environment) -> list[Document]:
    """The objects of the app."""
    return render([settings])[0].documents


def by_name(settings: Environment) -> dict[str, Document]:
    """The objects of the app, by kind and name as people call them."""
    return {known_as(key_of(document), settings.app_name): document for document in app_objects(settings)}


def names(settings: Environment) -> set[str]:
    """What people call the objects of the app."""
    return {*by_name(settings)}


def delivery_objects(settings: Environment, documents: list[Document]) -> list[Document]:
    """The objects of Argo CD, for an environment whose only app rendered the given ones."""
    return render_delivery([settings], [key_of(document) for document in documents])


def dist(settings: Environment) -> Mapping[str, str]:
    """The files of `dist/`, the ones for Argo CD too."""
    documents = app_objects(settings)
    delivery = delivery_objects(settings, documents)
    return app_files(settings, documents) | files(delivery_folder(settings), delivery)
