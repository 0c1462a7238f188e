"""Whether the sources of an image moved on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.images.sources import Drift, drift
from plainsail.project import git
from tests.plainsail import repositories

OTHER = "b" * 40


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose only commit holds an app, its image, and settings."""
    folder = tmp_path / "origin"
    folder.mkdir()
    repositories.git(folder, "init", "--quiet", "--initial-branch=main")
    repositories.commit(folder, {"app/a.php": "1\n", "image/Dockerfile": "FROM a\n", "envs/b.py": "1\n"})
    return folder


def head(root: Path) -> str:
    commit = git.commit_of(root, "HEAD")
    assert commit
    return commit


def test_nothing_differs_from_itself(root: Path) -> None:
    assert not drift(root, head(root))


def test_other_files_do_not_count(root: Path) -> None:
    built = head(root)
    repositories.commit(root, {"envs/b.py": "2\n", "application/a.php": "1\n"})

    assert not drift(root, built)


@pytest.mark.parametrize("path", ["app/a.php", "app/new.php", "image/Dockerfile", ".dockerignore"])
def test_a_file_that_the_build_sees(root: Path, path: str) -> None:
    built = head(root)
    repositories.commit(root, {path: "2\n"})

    assert drift(root, built) == Drift(built, (path,))


def test_a_file_that_is_gone_or_renamed(root: Path) -> None:
    built = head(root)
    repositories.git(root, "mv", "app/a.php", "app/b.php")
    repositories.commit(root, {})

    assert drift(root, built).paths == ("app/a.php", "app/b.php")


def test_a_change_that_is_taken_back_is_none(root: Path) -> None:
    built = head(root)
    repositories.commit(root, {"app/a.php": "2\n"})
    repositories.commit(root, {"app/a.php": "1\n"})

    assert not drift(root, built)


def test_a_commit_of_another_repository(root: Path) -> None:
    assert drift(root, OTHER) == Drift(OTHER, unknown=True)


def test_a_project_below_the_top_of_its_repository(root: Path) -> None:
    built = head(root)
    repositories.commit(root, {"deploy/app/a.php": "1\n", "app/a.php": "2\n"})

    assert drift(root / "deploy", built).paths == ("app/a.php",)


def test_a_shallow_clone_cannot_tell(root: Path, tmp_path: Path) -> None:
    built = head(root)
    repositories.commit(root, {"app/a.php": "2\n"})
    shallow = ["git", "clone", "--quiet", "--depth=1", f"file://{root}", str(tmp_path / "shallow")]
    subprocess.run(shallow, check=True, capture_output=True)

    with pytest.raises(ProjectError, match=r"^[0-9a-f]{40}: this clone is shallow and may lack it; .*fetch-depth: 0"):
        drift(tmp_path / "shallow", built)


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r": Git cannot tell what a build was made from: not a git repository"):
        drift(tmp_path, OTHER)
