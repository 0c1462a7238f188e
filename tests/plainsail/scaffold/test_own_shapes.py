"""What a project declares is read from its files: without cdk8s, and without importing anything of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.scaffold.own_shapes import shape_of, shapes
from plainsail.scaffold.shapes import SHAPES
from tests.plainsail.projects import ROOT, write

VOCABULARY = '''
from typing import Literal

from constructs_lib import settings
from constructs_lib.settings import Environment, WebService as Web, Worker


class Grpc(Web, vocabulary=True):
    """A web service that speaks gRPC.

    And more.
    """

    app_protocol: Literal["grpc"]
    """Required."""
    max_pods: int | None = None


class GRPCGateway(Grpc, vocabulary=True):
    app_protocol: Literal["grpc"] = "grpc"
    upstream: str


class Queue(settings.Workload, vocabulary=True):
    """The queues."""


class Abstract(Environment, vocabulary=True):
    """No chart draws it."""


class _Hidden(Worker, vocabulary=True):
    """Only for others."""


class Staging(Worker):
    """Gives values."""
'''
CHARTS = """
from charts.queue import QueueChart
from constructs_lib.settings import Environment, Worker
from envs.vocabulary import Queue
from platform_team.vocabularies import Tenant

CHARTS = {Queue: QueueChart, Tenant: object, Worker: object}
"""
TENANT = """
from constructs_lib.settings import Environment


class Tenant(Environment, vocabulary=True):
    pass
"""
FILES = {
    "envs/vocabulary.py": VOCABULARY,
    "charts/__init__.py": CHARTS,
    "platform_team/vocabularies.py": TENANT,
}


def own(root: Path, files: Mapping[str, str] = FILES) -> dict[str, str]:
    known = shapes(write(root, files))
    return {name: f"{shape.module}.{shape.vocabulary}" for name, shape in known.items() if shape not in SHAPES}


def test_what_is_drawn_can_be_asked_for_by_its_name_in_words(tmp_path: Path) -> None:
    assert own(tmp_path) == {
        "queue": "envs.vocabulary.Queue",
        "tenant": "platform_team.vocabularies.Tenant",
        "grpc": "envs.vocabulary.Grpc",
        "grpc-gateway": "envs.vocabulary.GRPCGateway",
    }


def test_an_app_says_at_first_what_the_shape_below_its_own_says(tmp_path: Path) -> None:
    known = shapes(write(tmp_path, FILES))
    [web, *_] = SHAPES

    assert (known["grpc"].lines, known["grpc-gateway"].replicas) == (web.lines, web.replicas)
    assert (known["queue"].lines, known["queue"].runs_image) == ("", True)
    assert not known["tenant"].runs_image


def test_its_docstring_says_what_it_is(tmp_path: Path) -> None:
    known = shapes(write(tmp_path, FILES))

    assert known["grpc"].summary == "a web service that speaks gRPC"
    assert known["grpc-gateway"].summary == "GRPCGateway, of envs.vocabulary"


def test_settings_without_a_default_are_left_to_people(tmp_path: Path) -> None:
    known = shapes(write(tmp_path, FILES))

    assert known["grpc"].required == ("app_protocol",)
    assert known["grpc-gateway"].required == ("upstream",)


def test_a_project_without_any_has_those_of_the_library(tmp_path: Path) -> None:
    assert own(tmp_path, {}) == {}
    assert own(tmp_path, {"charts/Chart.yaml": "name: of Helm\n"}) == {}


def test_the_library_itself_declares_no_shape_twice() -> None:
    assert shapes(ROOT) == {shape.name: shape for shape in SHAPES}


def test_a_name_that_no_shape_has(tmp_path: Path) -> None:
    write(tmp_path, FILES)

    with pytest.raises(ProjectError, match=r"^--shape grcp: there is no such shape; did you mean 'grpc'\?$"):
        shape_of(tmp_path, "grcp")
    with pytest.raises(ProjectError, match=r"^--shape x: there is no such shape; it is one of web-service, worker, "):
        shape_of(tmp_path, "x")


def test_a_file_that_python_cannot_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"envs/vocabulary.py": "class Grpc(\n"})

    with pytest.raises(ProjectError, match=r"^envs/vocabulary\.py:1: Python cannot read it; correct it$"):
        shapes(tmp_path)
