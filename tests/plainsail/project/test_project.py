"""Which project a command works on, and with whose code."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from plainsail.errors import NoProject
from plainsail.project.project import Project, find_root, nearest, start_of
from tests.plainsail.clones import PLAINSAIL, ROOT, clone, run

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


def test_nothing_is_looked_for_before_it_is_asked() -> None:
    Project(Path("/nowhere"))


def test_settings_are_those_of_the_project(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    shutil.move(project / "envs/backend/image.json", project / "envs/backend/aside.json")

    done = run((PLAINSAIL, "-C", project, "list"), ROOT)

    assert done.returncode == 0, done.stderr
    assert "(not pinned)" in done.stdout


MARKER = 'print("served by the clone")\n'


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["list", "synth"])
@pytest.mark.parametrize("installed", [True, False], ids=["command", "module"])
def test_a_second_clone_is_served_by_its_own_code(installed: bool, verb: str, tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    (project / "plainsail").unlink()
    shutil.copytree(ROOT / "plainsail", project / "plainsail", ignore=shutil.ignore_patterns("__pycache__"))
    with (project / f"plainsail/commands/{verb}.py").open("a", encoding="utf-8") as file:
        file.write(MARKER)

    done = run((PLAINSAIL, verb) if installed else (sys.executable, "-m", "plainsail", verb), project / "envs")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("served by the clone\n")


def test_a_second_clone_may_have_no_code(tmp_path: Path) -> None:
    """Settings alone are served by the installed code."""
    project = clone(tmp_path / "project")
    for name in ("plainsail", "constructs_lib", "imports"):
        (project / name).unlink()

    done = run((PLAINSAIL, "synth", "--check"), project)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
