"""The instant from which the next runs of jobs are counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.findings.report import Report
from plainsail.manifests.manifests import Manifests
from plainsail.project.project import Project
from plainsail.report import plan_panel
from plainsail.report.facts import Facts
from plainsail.report.instant import EPOCH, instant_of
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import copy_of_envs
from tests.plainsail.repositories import commit, git


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Facts]:
    """Those of a project without any commit."""
    monkeypatch.delenv(EPOCH, raising=False)
    root = copy_of_envs(tmp_path / "project")
    git(root, "init", "--quiet", "--initial-branch=main")
    from plainsail.checks import RULES

    with imported(root):
        yield Facts(Project(root), Manifests(()), Report(RULES, (), ""), against="HEAD")


def test_the_instant_is_that_of_the_commit(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-23T12:00:00+01:00")
    commit(facts.project.root, {"README.md": "a"})

    assert instant_of(facts) == datetime(2026, 11, 23, 11, tzinfo=UTC)


def test_a_build_may_be_told_the_instant(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, "1700000000")

    assert instant_of(facts) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "now", "9" * 30])
def test_what_is_no_instant_is_an_error(facts: Facts, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(EPOCH, written)

    with pytest.raises(ProjectError, match="is no number of seconds since 1970"):
        instant_of(facts)


def test_without_a_commit_no_clock_is_asked(facts: Facts) -> None:
    assert instant_of(facts) is None
    assert "No plan: there is no commit whose date" in str(plan_panel.html(facts))


def test_what_stops_a_plan_is_said_on_the_page(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, "1700000000")

    assert "No plan: there is no commit to compare with yet; commit dist/" in str(plan_panel.html(facts))


def test_without_a_comparison_there_is_no_panel(facts: Facts) -> None:
    assert plan_panel.html(Facts(facts.project, facts.manifests, facts.report)) is None
