"""`plainsail watch`, as a user has it beside the editor."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainsail.watch.rounds import is_code
from plainsail.watch.saves import folders_of
from tests.plainsail.clones import ROOT, clone, edit, environ
from tests.plainsail.repositories import commit, git

Until = Callable[[str], str]
STAGING = "envs/backend/staging.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone with nothing left to commit."""
    project = clone(tmp_path / "project")
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, {})
    return project


@pytest.fixture
def until(project: Path) -> Iterator[Until]:
    """What a process that watches the project prints, up to the line that holds a text."""
    # A shell may have the signal ignored for what runs in the background, and for all that that starts.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = (sys.executable, "-c", f"{heard}; from plainsail.__main__ import main; main()", "watch")
    with subprocess.Popen(
        command, cwd=project, env=environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        out = process.stdout
        assert out is not None

        def read(text: str) -> str:
            lines = []
            for line in out:
                lines.append(line)
                if text in line:
                    return "".join(lines)
            raise AssertionError(f"it ended without {text!r}:\n{''.join(lines)}")

        yield read
        process.send_signal(signal.SIGINT)
        assert (process.wait(timeout=30), out.read().strip()) == (0, "")


@pytest.mark.slow
def test_each_save_is_rendered_planned_and_checked(project: Path, until: Until) -> None:
    assert "no difference" in until("watching ")

    edit(project / STAGING, "max_replicas=1", "max_replicas=2")
    said = until(" checked after ")

    assert "~ HorizontalPodAutoscaler/backend  staging  backend\n  ~ spec.maxReplicas: 1 → 2  (envs/" in said
    assert "maxReplicas: 2\n" in (project / "dist/staging/backend/HorizontalPodAutoscaler.backend.yaml").read_text()

    edit(project / STAGING, "max_replicas=2", "max_replica=2")
    assert "max_replica is not a field of Hpa; did you mean 'max_replicas'?\n" in until("not rendered")

    edit(project / STAGING, "max_replica=2", "max_replicas=1")
    assert "no difference" in until(" checked after ")

    with (project / "charts/web_service.py").open("a") as chart:
        chart.write("\nno_such_name\n")
    assert "charts/web_service.py" in until("watching ")


def test_what_watches_ends_with_whoever_asked(tmp_path: Path) -> None:
    """Were it killed, the other would stay, and keep its pipes open."""
    (tmp_path / "envs").mkdir()
    saves = f"[sys.executable, '-m', 'plainsail.watch.saves', {str(tmp_path)!r}]"
    command = (sys.executable, "-c", f"import subprocess, sys, time; subprocess.Popen({saves}); time.sleep(2)")

    done = subprocess.run(command, cwd=ROOT, env=environ(), stdout=subprocess.PIPE, text=True, check=True, timeout=30)

    assert done.stdout == "[]\n"


def test_what_is_rendered_or_installed_is_not_watched(tmp_path: Path) -> None:
    for name in ("envs", "vendor", "dist", "node_modules", ".git", ".plainsail", "environment"):
        (tmp_path / name).mkdir()
    (tmp_path / "environment/pyvenv.cfg").touch()
    (tmp_path / "main.py").touch()

    assert [Path(folder).name for folder in folders_of(tmp_path)] == ["envs", "vendor"]


def test_only_code_has_all_imported_anew() -> None:
    paths = ["envs/shared.py", "charts/a.py", "checks/b.py", "imports/crds/a.yaml", "constructs_lib/settings/c.py"]

    assert [path for path in paths if is_code(path)] == ["charts/a.py", "checks/b.py", "constructs_lib/settings/c.py"]
