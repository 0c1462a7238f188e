"""Commits as pages tell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.project.commits import commit_at, log
from plainsail.project.git import commit_of
from tests.plainsail.repositories import commit, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def test_what_one_commit_has_behind_it_and_another_has_not(repository: Path) -> None:
    commit(repository, {"a": "0"})
    old = commit_of(repository, "HEAD") or ""
    commit(repository, {"b/one": "1", "two": "2"})
    new = commit_of(repository, "HEAD") or ""

    [found] = log(repository, old, new) or []

    assert (found.name, found.subject, found.paths) == (new, "x", ("b/one", "two"))
    assert log(repository, new, old) == []
    assert log(repository, "0" * 40, new) is None


def test_a_commit_is_told_with_its_instant(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2027-01-31T12:00:00+01:00")
    commit(repository, {"a": "0"})

    told = commit_at(repository)

    assert told is not None
    assert (told.name, told.subject) == (commit_of(repository, "HEAD"), "x")
    assert told.instant.isoformat() == "2027-01-31T12:00:00+01:00"


def test_where_there_is_no_commit_none_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert commit_at(repository) is None
    monkeypatch.setenv("PATH", "")
    assert commit_at(repository) is None
