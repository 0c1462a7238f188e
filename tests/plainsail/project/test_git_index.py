"""What the index lacks is told without Git; whenever that is not sure, Git is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from plainsail.project import git as module
from plainsail.project.git_index import lacks
from tests.plainsail.repositories import commit, git

NAME = ".kept"
_EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""What Git calls a file that holds nothing."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"a": "", "deploy/b": "", "links": ""})
    return tmp_path


def test_git_is_not_asked_what_its_index_lacks(repository: Path) -> None:
    with mock.patch.object(module, "_git", side_effect=AssertionError):
        assert not module.holds(repository, NAME)
        assert not module.holds(repository / "deploy", NAME)


def test_nor_where_there_is_no_repository(tmp_path: Path) -> None:
    with mock.patch.object(module, "_git", side_effect=AssertionError):
        assert not module.holds(tmp_path, NAME)


@pytest.mark.parametrize("path", [f"{NAME}/a", f"{NAME}/b/c", NAME, NAME.upper(), f"{NAME.upper()}/a"])
@pytest.mark.parametrize("folder", ["", "deploy/"])
@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_what_it_holds_is_found(path: str, folder: str, version: str, repository: Path) -> None:
    """In upper case, too, which some disks do not tell apart."""
    git(repository, "config", "index.version", version)
    (repository / f"{folder}{path}").parent.mkdir(parents=True, exist_ok=True)
    (repository / f"{folder}{path}").touch()
    git(repository, "add", "--force", f"{folder}{path}")
    git(repository, "update-index", "--index-version", version)

    assert module.holds(repository / folder, NAME)


def test_a_length_is_no_dot(repository: Path) -> None:
    """A path of 46 characters follows the byte that is `.` in other places."""
    commit(repository, {f"{NAME[1:]}/{'a' * 41}": ""})

    assert lacks(repository, NAME)


@pytest.mark.parametrize("length", [46, 47, 48, 302, 303, 3887])
@pytest.mark.parametrize("extended", [False, True])
def test_a_dot_is_no_length(length: int, extended: bool, repository: Path) -> None:
    path = f"{NAME}/{'/'.join(['b' * 199] * 20)}"[:length]
    git(repository, "update-index", "--add", "--cacheinfo", f"100644,{_EMPTY},{path}")
    if extended:
        git(repository, "update-index", "--skip-worktree", path)

    assert (repository / ".git/index").read_bytes()[7] == (3 if extended else 2)
    assert not lacks(repository, NAME)


def test_a_folder_of_that_name_elsewhere_is_not_the_projects(repository: Path) -> None:
    commit(repository, {f"other/{NAME}/a": ""})

    assert not module.holds(repository, NAME)
    assert not module.holds(repository / "deploy", NAME)


def _split(repository: Path) -> None:
    commit(repository, {f"{NAME}/a": ""})
    git(repository, "update-index", "--split-index")


def _sparse(repository: Path) -> None:
    commit(repository, {f"deploy/{NAME}/a": ""})
    git(repository, "sparse-checkout", "set", "--cone", "--sparse-index", "other")


def _worktree(repository: Path) -> None:
    commit(repository, {f"{NAME}/a": ""})
    git(repository, "worktree", "add", "--quiet", "deploy/tree")


def _shortened(repository: Path) -> None:
    git(repository, "update-index", "--index-version", "4")


def _without_head(repository: Path) -> None:
    (repository / ".git/HEAD").unlink()


def _without_index(repository: Path) -> None:
    (repository / ".git/index").unlink()


@pytest.mark.parametrize(
    ("unusual", "place"),
    [
        (_split, "."),
        (_sparse, "."),
        (_worktree, "deploy/tree"),
        (_shortened, "."),
        (_without_head, "."),
        (_without_index, "."),
    ],
)
def test_git_is_asked_about_any_other_index(unusual: Callable[[Path], None], place: str, repository: Path) -> None:
    unusual(repository)

    assert not lacks(repository / place, NAME)
