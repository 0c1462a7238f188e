"""The command line: what is wrong with it is one line, and a command pays only for what it uses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.commands import COMMANDS
from tests.plainsail.clones import PLAINSAIL, ROOT, break_settings, clone, run

HELP = "`plainsail synth -h` lists what there is"
MAKE_ONE = "`plainsail init` makes one, -C DIR names another"

WRONG = {
    "no such command": (["sinth"], "plainsail: no such command 'sinth'; did you mean 'synth'?"),
    "a command that is near none": (
        ["xyz"],
        "plainsail: no such command 'xyz'; `plainsail -h` lists what there is",
    ),
    "no such option": (["synth", "--evn"], "plainsail synth: no such option '--evn'; did you mean '--env'?"),
    "an option without its value": (["synth", "--app"], "option '--app' requires an argument"),
    "no processes": (
        ["synth", "--jobs", "0"],
        f"plainsail synth: invalid value for '--jobs': 0 is not in the range x>=1; {HELP}",
    ),
    "an argument too many": (
        ["list", "all"],
        "plainsail list: got unexpected extra argument (all); `plainsail list -h` lists what there is",
    ),
    "no folder after -C": (["-C"], "option '-C' requires an argument"),
    "a folder that is not there": (["-C", "/nowhere", "list"], "-C /nowhere: is no folder; name one of a project's"),
    "a folder outside projects": (
        ["-C", "/", "list"],
        f"there is no project here: neither / nor one above it holds cdk8s.yaml; {MAKE_ONE}",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_on_the_command_line(arguments: list[str], message: str) -> None:
    done = run((PLAINSAIL, *arguments), ROOT)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")


def test_no_command_at_all_shows_the_commands() -> None:
    done = run((PLAINSAIL,), ROOT)

    assert done.returncode == 2
    assert all(f"\n  {name} " in done.stderr for name in COMMANDS)


@pytest.mark.parametrize("folder", [ROOT, Path("/")], ids=["project", "elsewhere"])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_its_help_everywhere(name: str, folder: Path) -> None:
    done = run((PLAINSAIL, *name.split(), "--help"), folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: plainsail {name}".rstrip())


def test_the_version() -> None:
    done = run((PLAINSAIL, "--version"), ROOT)

    assert (done.returncode, done.stdout) == (0, "plainsail 0.1.0\n")


def test_a_traceback_for_those_who_ask(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    said = break_settings(project)

    done = run((PLAINSAIL, "list"), project, PLAINSAIL_TRACEBACK="1")

    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith(said)


STARTS_NODE = ("jsii", "cdk8s", "cdk8s_plus_27", "constructs", "imports", "charts")

IMPORTED = """
import sys
from plainsail.cli.main import run
code = run(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported_by(*arguments: str) -> set[str]:
    """The packages that a command imports."""
    done = run((sys.executable, "-c", IMPORTED, *arguments), ROOT)
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(names)


@pytest.mark.parametrize("arguments", [["list"], ["explain", "staging/backend"], ["explain", "staging/backend", "hpa"]])
def test_a_command_that_only_reads_settings_starts_no_node(arguments: list[str]) -> None:
    assert imported_by(*arguments).isdisjoint(STARTS_NODE)


def test_a_check_of_what_is_known_imports_nothing_that_judges_or_renders() -> None:
    imported_by("check")  # keeps what it finds

    assert imported_by("check").isdisjoint((*STARTS_NODE, "jsonschema_rs", "pydantic"))


@pytest.mark.parametrize(
    "arguments",
    [["image", "show"], ["image", "run-args", "staging/backend"], ["image", "run-args", "staging/backend", "--probes"]],
)
def test_a_command_that_reads_what_is_rendered_starts_no_node(arguments: list[str]) -> None:
    assert imported_by(*arguments).isdisjoint(STARTS_NODE)


@pytest.mark.parametrize("arguments", [["--version"], ["synth", "--help"], ["list", "--help"]])
def test_what_needs_no_settings_reads_none(arguments: list[str]) -> None:
    assert imported_by(*arguments).isdisjoint((*STARTS_NODE, "envs"))


def test_the_version_is_told_without_the_vocabulary() -> None:
    assert imported_by("--version").isdisjoint(("constructs_lib", "pydantic", "yaml"))
