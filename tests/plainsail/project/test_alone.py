"""One app in one environment is the same without all others; where that cannot be told, there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.project.alone import forget, read_one
from plainsail.project.project import Project
from plainsail.project.registry import load
from plainsail.provenance import leaves, origins
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import copy_of_envs

REGISTRY = "envs/__init__.py"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_envs(tmp_path / "project")


def test_it_says_what_the_registry_makes_of_it(root: Path) -> None:
    with imported(root):
        [registered] = [dict(leaves(env)) for env in load(root) if env.env_name == "staging"]
    with imported(root):
        alone = read_one(Project(root), "staging/backend")
        assert alone is not None
        assert dict(leaves(alone)) == registered


def test_no_other_environment_is_imported(root: Path) -> None:
    (root / "envs/backend/production.py").write_text("raise RuntimeError\n", encoding="utf-8")

    with imported(root):
        assert read_one(Project(root), "staging/backend") is not None
        assert "envs.backend.production" not in sys.modules


@pytest.mark.parametrize(
    "registry",
    [
        "ENVIRONMENTS = make()\n",
        'ENVIRONMENTS = {"backend": {"staging": made("Staging")}}\n',
        'from envs.backend import staging\nENVIRONMENTS = {"other": {"staging": staging.Staging}}\n',
    ],
    ids=["computed", "a class that is computed", "not registered"],
)
def test_where_no_line_says_which_class_it_is(registry: str, root: Path) -> None:
    (root / REGISTRY).write_text(registry, encoding="utf-8")

    with imported(root):
        assert read_one(Project(root), "staging/backend") is None


def test_the_registry_is_read_as_a_whole_once_the_app_is_forgotten(root: Path) -> None:
    with imported(root):
        project = Project(root)
        alone = read_one(project, "staging/backend")
        assert alone is not None
        assert origins(alone, ("app_name",))[0].path == REGISTRY

        forget()

        assert [env.env_name for env in project.environments] == ["production", "staging"]
        assert read_one(project, "staging/backend") is None


def test_what_is_not_registered_is_not_read(root: Path) -> None:
    with imported(root):
        assert read_one(Project(root), "staging/other") is None
        assert "envs" not in sys.modules
