"""What is answered before anything is imported is what the command says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.cli import early, main
from plainsail.commands import COMMANDS
from plainsail.group import Group
from tests.plainsail.clones import ROOT, clone, edit, run

_MAIN = "from plainsail.__main__ import main\nmain()"
_IMPORTED = f"""
import os, sys

def tell(code, end=os._exit):
    print(*(name.partition(".")[0] for name in sys.modules), file=sys.stderr, flush=True)
    end(code)

os._exit, os.dup2 = tell, lambda *_: None
{_MAIN}
"""
_ANSWERS = """
import sys
from pathlib import Path
from plainsail.__main__ import _prefer_code_around

_prefer_code_around(Path.cwd())
from plainsail.cli import %s

print("code", %s(sys.argv[1:]))
"""
_EARLY, _LATE = _ANSWERS % ("early", "early.answer"), _ANSWERS % ("main", "main.run")


def _says(code: str, project: Path, arguments: list[str]) -> tuple[str, str]:
    done = run((sys.executable, "-c", code, *arguments), project)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


_NEVER = {"ast", "click", "constructs_lib", "dataclasses", "envs", "hashlib", "inspect", "jsii", "subprocess", "yaml"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = clone(tmp_path_factory.mktemp("early") / "project")
    _says(_MAIN, project, ["synth"])
    return project


@pytest.mark.parametrize("arguments", [["synth"], ["synth", "--check"], ["--version"]])
def test_it_is_what_the_command_says(arguments: list[str], project: Path) -> None:
    early, late = (_says(code, project, arguments) for code in (_EARLY, _LATE))

    assert early == late
    assert early[0].endswith("code 0\n")


@pytest.mark.parametrize("arguments", [["synth"], ["synth", "--check"], ["--version"]])
def test_nothing_is_imported_for_it(arguments: list[str], project: Path) -> None:
    _, names = _says(_IMPORTED, project, arguments)

    assert "plainsail" in names.split()
    assert _NEVER.isdisjoint(names.split())


@pytest.mark.parametrize(
    "arguments", [[], ["synth", "--help"], ["synth", "--anew"], ["synth", "--check", "--app", "a"], ["list"]]
)
def test_all_else_is_left_to_the_command(arguments: list[str], project: Path) -> None:
    assert _says(_EARLY, project, arguments) == ("code None\n", "")


@pytest.mark.parametrize("arguments", [["-C", "/nowhere", "synth"], ["-C", "/", "synth"]])
def test_so_is_a_folder_without_a_project(arguments: list[str]) -> None:
    assert early.answer(arguments) is None


def test_so_is_what_a_shell_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PLAINSAIL_COMPLETE", "bash")

    assert early.answer(["--version"]) is None


def test_so_is_whatever_differs(project: Path) -> None:
    edit(project / "dist/staging/backend/Service.backend.yaml", "kind: Service", "kind: Servicf")

    assert _says(_EARLY, project, ["synth"]) == ("code None\n", "")
    assert _says(_EARLY, project, ["synth", "--check"]) == ("code None\n", "")


def test_the_sentences_of_help_are_those_of_the_commands() -> None:
    context = main.plainsail.make_context("plainsail", ["list"])

    assert Group.sentences(main.plainsail, context) == list(COMMANDS.items())


def test_help_imports_no_command() -> None:
    asked = "[name for name in sys.modules if name.startswith('plainsail.commands.')]"
    code = f"import sys\nfrom plainsail.cli.main import run\nrun(['--help'])\nprint({asked})"

    assert run((sys.executable, "-c", code), ROOT).stdout.splitlines()[-1] == "[]"
