"""The files of a new project agree with this repository's own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from plainsail.scaffold import project_files

ROOT = Path(__file__).resolve().parents[3]
WORKFLOWS = sorted((ROOT / ".github").rglob("*.yml"))
_USES = re.compile(r"uses: ([\w/-]+@\w+ # v[\d.]+)")


def test_its_program_is_that_of_the_sample() -> None:
    assert (ROOT / "main.py").read_text(encoding="utf-8") == project_files.PROGRAM


def test_actions_are_pinned_as_in_the_workflows_here() -> None:
    """Whoever moves a pin there moves it in the text, too."""
    here = {use for file in WORKFLOWS for use in _USES.findall(file.read_text(encoding="utf-8"))}

    assert len(uses := _USES.findall(project_files.WORKFLOW)) == project_files.WORKFLOW.count("uses:")
    assert set(uses) <= here


def test_python_is_the_one_of_the_workflows_here() -> None:
    [wanted] = re.findall(r'python-version: "([\d.]+)"', project_files.WORKFLOW)

    set_up = (ROOT / ".github/actions/set-up/action.yml").read_text(encoding="utf-8")
    assert f'python-version: "{wanted}"' in set_up


def test_what_runs_here_is_what_is_required() -> None:
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]

    assert f"Python {python.removeprefix('>=')} to" in project_files.MAKEFILE


@pytest.mark.parametrize(
    ("envs", "line"),
    [
        (["live"], "live follows the main branch.\n"),
        (["dev", "qa", "live"], "dev follows the main branch, and qa and live the branches of that name.\n"),
    ],
)
def test_the_readme_says_what_follows_what(envs: list[str], line: str) -> None:
    assert project_files.readme("shop", envs).endswith(line)
