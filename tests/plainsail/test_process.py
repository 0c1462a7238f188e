"""How a process ends: whoever reads may leave early, and whoever runs it may stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.plainsail.clones import MAIN, PLAINSAIL, ROOT, SYNTH, clone, edit, environ, fresh, identities, run, tree


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


def with_reader_gone(command: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """The exit code of a command whose output nobody reads, and what it complains about."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command, cwd=folder, env=environ(), stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writing)
    return done.returncode, done.stderr


def test_a_reader_may_leave() -> None:
    assert with_reader_gone((PLAINSAIL, "list"), ROOT) == (0, "")


def test_a_reader_may_leave_the_help() -> None:
    assert with_reader_gone((PLAINSAIL, "--help"), ROOT) == (0, "")


def test_a_reader_who_leaves_changes_no_verdict(project: Path) -> None:
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")

    assert with_reader_gone((*SYNTH, "--check"), project) == (1, "")


INTERRUPTED_WHILE_IT_WRITES = """
import sys
from plainsail import process

def interrupted(frame, event, _):
    if frame.f_code.co_filename == process.__file__ and event == "return":
        sys.settrace(None)
        raise KeyboardInterrupt
    return interrupted

process.ignore_broken_pipe()
sys.settrace(interrupted)
try:
    print("a line")
except KeyboardInterrupt:
    print("the end")
"""


def test_a_line_that_is_interrupted_stands_once() -> None:
    """Ctrl-C may come when the system has taken a line, and nobody has noted yet that it did."""
    command = (sys.executable, "-c", INTERRUPTED_WHILE_IT_WRITES)

    done = subprocess.run(command, cwd=ROOT, env=environ(), capture_output=True, text=True, check=True)

    assert done.stdout == "a line\nthe end\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            (PLAINSAIL, "list"), cwd=ROOT, env=environ(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (done.returncode, done.stderr) == (2, "no space left on device\n")


def test_nobody_listens_at_all(project: Path) -> None:
    """Both streams are closed, as a badly written service may start it."""
    script = f"exec >&- 2>&-; {PLAINSAIL} synth --check; exit $?"

    assert subprocess.run(("sh", "-c", script), cwd=project, env=environ(), check=False).returncode == 0


SLOW = """

import os
import time
from pathlib import Path

Path("started").touch()
time.sleep(1)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [(*SYNTH, "--jobs", "1"), (*SYNTH, "--jobs", "2"), MAIN], ids=["one process", "two", "main.py"]
)
def test_ctrl_c_is_one_line_and_leaves_dist_as_it_was(command: tuple[str, ...], project: Path) -> None:
    before = identities(project / "dist")
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")
    with (project / "charts/web_service.py").open("a", encoding="utf-8") as file:
        file.write(SLOW)
    running = subprocess.Popen(
        command, cwd=project, env=environ(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not (project / "started").exists():
        assert running.poll() is None
        time.sleep(0.01)

    # As a terminal does: to every process of the command.
    os.killpg(running.pid, signal.SIGINT)
    _, complaint = running.communicate(timeout=30)

    assert (running.returncode, complaint) == (2, "interrupted; nothing is left half written\n")
    assert identities(project / "dist") == before


def test_two_at_once_leave_a_whole_tree(project: Path) -> None:
    running = [
        subprocess.Popen(SYNTH, cwd=project, env=environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    (project / "dist/staging/backend/Service.backend.yaml").unlink()

    ended = [(*process.communicate(timeout=60), process.returncode) for process in running]

    assert [(complaint, code) for _, complaint, code in ended] == [("", 0), ("", 0)]
    assert tree(project / "dist") == tree(fresh())
    assert not list(project.glob(".dist*"))


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_project_that_may_not_be_written(project: Path) -> None:
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")
    before = identities(project / "dist")
    project.chmod(0o555)
    try:
        done = run(SYNTH, project)
    finally:
        project.chmod(0o755)

    told = f"{project}/dist: permission denied; nothing was changed; make it a folder that you may read and replace\n"
    assert (done.returncode, done.stderr) == (2, told)
    assert identities(project / "dist") == before


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_a_dist_that_cannot_be_replaced(command: tuple[str, ...], project: Path) -> None:
    (project / "dist").rename(project / "real")
    (project / "dist").symlink_to("real")
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")
    before = identities(project / "real")

    done = run(command, project)

    told = f"{project}/dist: is a symbolic link, which a folder cannot replace; name the folder itself\n"
    assert (done.returncode, done.stderr) == (2, told)
    assert identities(project / "real") == before


def test_exit_codes_survive_the_quick_end() -> None:
    script = "from plainsail.process import FastExit; import sys; process = FastExit(); print('said'); process.exit(1)"

    done = run((sys.executable, "-c", script), ROOT)

    assert (done.returncode, done.stdout) == (1, "said\n")


def test_an_error_that_nobody_caught_is_no_success() -> None:
    done = run((sys.executable, "-c", "from plainsail.process import FastExit; process = FastExit(); 1 / 0"), ROOT)

    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_what_is_to_be_done_at_the_end_is_done() -> None:
    script = "import atexit; from plainsail.process import FastExit; p = FastExit(); atexit.register(print, 'done')"

    assert run((sys.executable, "-c", f"{script}; p.exit(0)"), ROOT).stdout == "done\n"
