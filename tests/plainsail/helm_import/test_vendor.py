"""Charts that lie outside the project come in whole, and leave nothing behind where the import fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.helm_import.vendor import copied
from tests.plainsail.clones import tree
from tests.plainsail.projects import write


def test_what_fails_behind_the_copy_leaves_everything_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, {"theirs/a": "new", "project/vendor/old/a": "old", "project/cdk8s.yaml": ""})
    before = tree(tmp_path)

    with pytest.raises(ProjectError, match="later"):
        failing(tmp_path)

    assert tree(tmp_path) == before
    assert not (tmp_path / "project/vendor/new").exists()


def failing(root: Path) -> None:
    with copied(root / "project", {"vendor/old": root / "theirs", "vendor/new": root / "theirs"}):
        raise ProjectError("later")


def test_what_is_there_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, {"theirs/a": "new", "theirs/.git/b": "", "project/vendor/old/c": "old"})

    with copied(tmp_path / "project", {"vendor/old": tmp_path / "theirs"}) as done:
        assert done == ["new      vendor/old/ (the chart)"]

    assert tree(tmp_path / "project") == {"vendor/old/a": b"new"}


def test_a_folder_that_cannot_be_copied(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()

    with (
        pytest.raises(ProjectError, match=r"^vendor/new: no such file or directory; nothing was written$"),
        copied(tmp_path / "project", {"vendor/new": tmp_path / "gone"}),
    ):
        pass

    assert not (tmp_path / "project/vendor").exists()
