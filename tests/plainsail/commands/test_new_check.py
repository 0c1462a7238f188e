"""`plainsail new check`: a check that runs at once, its test, and the line that lists it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plainsail.clones import tree
from tests.plainsail.projects import Plainsail, copy_of_envs, write

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {type: NodePort, ports: [{port: 80}]}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of_envs(tmp_path / "project")


def test_the_first_check_of_a_project(project: Path, plainsail: Plainsail) -> None:
    code, said, _ = plainsail("new", "check", "team-label-missing", "--severity", "error")

    assert code == 0
    assert said.splitlines() == [
        "new      checks/team_label_missing.py",
        "new      tests/checks/test_team_label_missing.py",
        "new      checks/__init__.py",
        "next     checks/team_label_missing.py: say what is wrong, why, and how to mend it, in place of the example",
        "next     `python -m pytest tests/checks/test_team_label_missing.py` runs its test",
    ]
    [line] = [line for line in plainsail("check", "--list")[1].splitlines() if "team-label-missing" in line]
    assert line.split() == ["team-label-missing", "error", "project", "Team", "label", "missing"]


@pytest.mark.parametrize(("pinned", "told"), [("plainsail==1.0", True), ("plainsail==1.0\npytest==9.0", False)])
def test_where_to_get_what_runs_its_test_is_said(project: Path, plainsail: Plainsail, pinned: str, told: bool) -> None:
    write(project, {"requirements.txt": f"{pinned}\n"})

    _, said, _ = plainsail("new", "check", "team-label-missing")

    assert ("next     requirements.txt: add pytest, which its test needs\n" in said) == told


def test_it_finds_what_its_example_looks_for(project: Path, plainsail: Plainsail) -> None:
    plainsail("new", "check", "team_label_missing")
    write(project, {"service.yaml": SERVICE})

    code, said, _ = plainsail("check", "--path", str(project / "service.yaml"))

    assert code == 0
    assert "is a NodePort: it is reached past the Ingress" in said


def test_a_further_one_is_listed_in_its_order(project: Path, plainsail: Plainsail) -> None:
    listed = '"""Ours."""\n\nCHECKS: tuple[str, ...] = ("security.zones_apart",)  # in order\n'
    write(project, {"checks/__init__.py": listed, "checks/security/zones_apart.py": ""})

    assert plainsail("new", "check", "a-label-missing")[0] == 0

    text = (project / "checks/__init__.py").read_text()
    assert text.endswith(
        'CHECKS: tuple[str, ...] = (\n    "a_label_missing",\n    "security.zones_apart",\n)  # in order\n'
    )


REFUSED = {
    "one of ours": ("no-memory-limit", {}, "plainsail has a check no-memory-limit itself; take another name"),
    "a word of Python's": ("class", {}, "the check 'class' cannot be a module of Python; take another name"),
    "a digit": ("3d", {}, "the check '3d' cannot be a module of Python; take another name"),
    "what a test imports": ("findings", {}, "the check 'findings' has the name of what its test imports"),
    "no name": ("../x", {}, "the check '../x' is not a DNS label"),
    "one that is listed": (
        "a",
        {"checks/__init__.py": 'CHECKS = ["x.a"]\n'},
        "checks/__init__.py:1: 'x.a' is listed already; take another name",
    ),
    "one that is there": ("a", {"checks/a.py": ""}, "checks/a.py: exists already, and is not written over"),
    "a test that is there": ("a", {"tests/checks/test_a.py": ""}, "tests/checks/test_a.py: exists already"),
    "a list that is computed": (
        "a",
        {"checks/__init__.py": "CHECKS = tuple(NAMES)\n"},
        'checks/__init__.py:1: CHECKS is not written out as CHECKS = ("name_of_file",)',
    ),
}


@pytest.mark.parametrize(("name", "files", "line"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    project: Path, plainsail: Plainsail, name: str, files: dict[str, str], line: str
) -> None:
    before = tree(write(project, files))

    code, said, beside = plainsail("new", "check", name)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert line in beside
    assert tree(project) == before
