"""Of the classes for all apps, an app derives from the one that says most of what it can say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.scaffold.parents import SHARED, Parents
from tests.plainsail.projects import write

TEXT = """
from constructs_lib.settings import *


class Everywhere(Environment):
    part_of = "shop"


class Shared(Everywhere, Workload):
    pod_user = 1000


class Replicas(Shared, Replicated):
    replicas = 2


class AlsoShared(Shared):
    part_of = "other"


class Staging(Workload):
    env = {"LOG": "debug"}


class Aside(Environment):
    part_of = "aside"
"""
SETTINGS = "constructs_lib.settings"
WEB, JOBS, MANIFESTS = ((SETTINGS, name) for name in ("WebService", "Jobs", "Manifests"))


@pytest.fixture(autouse=True)
def _the_path_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command ends with its process; these settings would be those of every test behind this one."""
    monkeypatch.setattr(sys, "path", [*sys.path])


@pytest.fixture
def parents(tmp_path: Path) -> Parents:
    write(tmp_path, {"envs/__init__.py": "ENVIRONMENTS = {}\n", "envs/shared.py": TEXT})
    return Parents(tmp_path, [WEB, JOBS, MANIFESTS])


@pytest.mark.parametrize(("app", "parent"), [(WEB, "Replicas"), (JOBS, "Shared"), (MANIFESTS, "Everywhere")])
def test_the_class_that_fits(parents: Parents, app: tuple[str, str], parent: str) -> None:
    assert parents.nearest("Shared", app) == parent


@pytest.mark.parametrize(("name", "app"), [("Staging", MANIFESTS), ("Production", WEB)])
def test_none_fits(parents: Parents, name: str, app: tuple[str, str]) -> None:
    """One says variables, which YAML of others has not; the other is not there."""
    assert parents.nearest(name, app) is None


def test_what_a_class_says_or_one_above_it(parents: Parents) -> None:
    assert parents.says("pod_user", (SHARED, "Replicas"))
    assert not parents.says("hpa", (SHARED, "Replicas"), WEB, None)


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = TEXT.replace("replicas = 2", "replica = 2")
    write(tmp_path, {"envs/__init__.py": "ENVIRONMENTS = {}\n", "envs/shared.py": text})

    line = r"^envs/shared\.py:14: Replicas\.replica is not a setting; did you mean 'replicas'\?; nothing was written$"
    with pytest.raises(ProjectError, match=line):
        Parents(tmp_path, [WEB])
