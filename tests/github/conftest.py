"""A place to run the scripts in: git without anybody's configuration, and a stand-in `gh`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.github.origin import Origin
from tests.github.workflows import SCRIPTS

_GH = Path(__file__).with_name("stand_in_gh.py")
_THEIRS = ("ACTIONS_", "AWS_", "GH_", "GIT_", "GITHUB_", "RUNNER_")


class Done(NamedTuple):
    """How a script ended, and what it wrote."""

    status: int
    out: str
    err: str
    outputs: dict[str, str]
    summary: str


class Desk:
    """Where scripts run: what is on the PATH, and what GitHub answers."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        self._outputs, self._summary = folder / "outputs", folder / "summary"
        self._log, self._answers = folder / "log", folder / "answers"
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.put("gh", f'#!/bin/sh\nexec "{sys.executable}" "{_GH}" "$@"\n')
        self.answer({})

    def put(self, name: str, text: str) -> None:
        """Puts a program on the PATH."""
        (self.bin / name).write_text(text, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def tool(self, clone: Path, text: str) -> Path:
        """Puts a stand-in for plainsail into a clone."""
        file = clone / ".venv/bin/plainsail"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)
        return clone

    def answer(self, answers: dict[str, Any]) -> None:
        """Says what GitHub answers."""
        self._answers.write_text(json.dumps(answers), encoding="utf-8")

    @property
    def asked(self) -> list[dict[str, Any]]:
        """What GitHub was asked, in order."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        return [json.loads(line) for line in lines]

    def run(self, script: str, *arguments: str, cwd: Path, stdin: str = "", **env: str) -> Done:
        """Runs a script as a step of a job would."""
        self._outputs.write_text("", encoding="utf-8")
        self._summary.write_text("", encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_THEIRS)}
        said = {
            "PATH": os.pathsep.join([str(self.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "GH_LOG": str(self._log),
            "GH_ANSWERS": str(self._answers),
            "GH_TOKEN": "token-of-the-app",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self._outputs),
            "GITHUB_STEP_SUMMARY": str(self._summary),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        done = subprocess.run(
            [str(SCRIPTS / script), *arguments],
            cwd=cwd,
            env=inherited | said | env,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        rows = [line.partition("=") for line in self._outputs.read_text(encoding="utf-8").splitlines()]
        outputs = {name: value for name, _, value in rows}
        return Done(done.returncode, done.stdout, done.stderr, outputs, self._summary.read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Where scripts run."""
    if not shutil.which("jq"):
        pytest.skip("jq is not installed; GitHub's machines have it")
    return Desk(tmp_path / "desk")


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    """A repository with the branches main, staging and production, all at the first commit."""
    return Origin(tmp_path / "origin")
