"""The line of `envs/` behind a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail.findings.finding import Cause, DecidingLine
from plainsail.manifests.resource import Resource
from plainsail.plan.lines import locator
from plainsail.project.project import Project
from tests.plainsail.clones import number_of

Locate = Callable[..., DecidingLine | None]


@pytest.fixture
def line(root: Path) -> Locate:
    locate = locator(Project(root).environments)

    def found(
        *settings: str, kind: str = "Deployment", env: str = "staging", app: str | None = "backend"
    ) -> DecidingLine | None:
        document = {"apiVersion": "v1", "kind": kind, "metadata": {"name": "backend"}}
        return locate(Cause(Resource(document, "", 1, env, app, ""), settings))

    return found


def test_the_line_that_decides(line: Locate, root: Path) -> None:
    found = line("hpa.max_replicas")

    assert found is not None
    assert (found.path, found.setting) == ("envs/backend/staging.py", "hpa.max_replicas")
    assert found.line == number_of(root / found.path, "max_replicas")


def test_each_environment_has_its_own(line: Locate) -> None:
    found = line("hpa.max_replicas", env="production")

    assert found is not None
    assert found.path == "envs/backend/base.py"


def test_of_several_settings_the_first_that_someone_says(line: Locate) -> None:
    """A worker's own setting is none of a web app's; the default of the vocabulary is nobody's word."""
    found = line("workers.web.port", "migration", "revision_history_limit", "port", "pod_user")

    assert found is not None
    assert found.setting == "port"


def test_what_nobody_says_has_no_line(line: Locate) -> None:
    assert line("revision_history_limit", "patches", "objects", "no_such_setting") is None


def test_what_argo_cd_holds_is_said_by_the_apps_of_its_environment(line: Locate) -> None:
    found = line("revision", kind="Application", app=None)

    assert found is not None
    assert found.path == "envs/shared.py"


def test_an_app_that_is_gone_was_taken_out_of_the_registry(line: Locate, root: Path) -> None:
    found = line("port", app="gone")

    assert found is not None
    assert (found.path, found.line) == ("envs/__init__.py", number_of(root / "envs/__init__.py", "ENVIRONMENTS:"))
