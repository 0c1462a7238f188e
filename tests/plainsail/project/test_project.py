"""Which project a command works on, and with whose code."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from plainsail.project.project import Project
from tests.plainsail.clones import PLAINSAIL, ROOT, clone, run


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
