"""Where a project is found, and what `-C` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import NoProject
from plainsail.project.root import find_root, nearest, start_of

ARGUMENTS = {
    "none": ([], None, []),
    "a command": (["list"], None, ["list"]),
    "a folder": (["-C", "a", "list"], Path("a"), ["list"]),
    "a folder in one word": (["-Ca", "list"], Path("a"), ["list"]),
    "the last of two folders": (["-C", "a", "-C", "b", "list"], Path("b"), ["list"]),
    "no folder after all": (["-C"], None, []),
    "another option of the command": (["list", "-C", "a"], None, ["list", "-C", "a"]),
}


@pytest.mark.parametrize(("arguments", "start", "rest"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_the_folder_to_start_from(arguments: list[str], start: Path | None, rest: list[str]) -> None:
    assert start_of(arguments) == (start, rest)


def test_the_nearest_project_upward_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (inner / "a/b").mkdir(parents=True)
    for folder in (tmp_path, inner):
        (folder / "cdk8s.yaml").touch()

    assert find_root(inner / "a/b") == inner


def test_a_folder_outside_projects(tmp_path: Path) -> None:
    with pytest.raises(NoProject) as caught:
        find_root(tmp_path)

    why = f"neither {tmp_path} nor one above it holds cdk8s.yaml"
    assert str(caught.value) == f"there is no project here: {why}; `plainsail init` makes one, -C DIR names another"


def test_a_folder_beside_a_project_is_none_of_its_own(tmp_path: Path) -> None:
    for name in ("project", "beside"):
        (tmp_path / name).mkdir()
    (tmp_path / "project/cdk8s.yaml").touch()

    assert nearest(tmp_path / "project/../beside") is None
