"""The steps of a job: their conditions, variables and outputs; commands in a real bash, actions by their stand-ins."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.github.actions import Machine, StepFailed, act
from tests.github.expressions import Context, Scope, Unknown, holds, interpolate

_STEP = {"name", "id", "if", "env", "run", "uses", "with", "working-directory", "shell"}
_SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"], "": ["bash", "-e"]}


@dataclass
class Job:
    """How a job went."""

    result: str = "skipped"
    steps: list[str] = field(default_factory=list)
    """The steps that ran, by name."""
    failed: str = ""
    """The one that failed."""
    outputs: Context = field(default_factory=Context)
    log: str = ""
    summary: str = ""

    def add(self, other: Job) -> None:
        """Takes in how it went for one row of the matrix, after others."""
        self.result = "failure" if "failure" in (self.result, other.result) else other.result
        self.steps += other.steps
        self.failed = self.failed or other.failed
        self.log = "\n".join(filter(None, (self.log, other.log)))
        self.summary += other.summary


class Steps:
    """The steps of a job, or of a composite action in it."""

    def __init__(
        self, read: Callable[[str], dict[Any, Any]], machine: Machine, job: Job, defaults: Mapping[str, str]
    ) -> None:
        self._read, self._machine, self._job, self._defaults = read, machine, job, defaults

    def run(self, steps: list[dict[str, Any]], scope: Scope) -> None:
        for step in steps:
            known(step, _STEP, str(step))
            name = step.get("name") or step.get("uses", "").partition("@")[0] or step["run"]
            failed = bool(self._job.failed)
            scope = Scope(scope.contexts, status(failed=failed, all_good=not failed))
            said = Context(outputs={}, outcome="skipped", conclusion="skipped")
            if holds(step.get("if"), scope):
                self._job.steps.append(name)
                self._machine.log.append(f"-- {name}")
                try:
                    said.update(outputs=self._step(step, scope), outcome="success", conclusion="success")
                except StepFailed as error:
                    self._machine.log.append(f"failed: {error}")
                    self._job.failed = self._job.failed or name
                    said.update(outcome="failure", conclusion="failure")
            if "id" in step:
                scope.contexts["steps"][step["id"]] = said

    def _step(self, step: Mapping[str, Any], scope: Scope) -> dict[str, str]:
        own = {key: interpolate(value, scope) for key, value in step.get("env", {}).items()}
        if "run" in step:
            return self._bash(interpolate(step["run"], scope), step, {**scope.contexts["env"], **own})
        given = {key: interpolate(value, scope) for key, value in step.get("with", {}).items()}
        action = step["uses"].partition("@")[0]
        if action.startswith("$/"):  # of the commit that the workflow is of, whatever is checked out
            return self._composite(action.removeprefix("$/"), given, scope)
        return act(self._machine, action, given)

    def _composite(self, path: str, given: Mapping[str, str], scope: Scope) -> dict[str, str]:
        content = self._read(f"{path}/action.yml")
        inputs = {key: interpolate(value.get("default"), scope) for key, value in content["inputs"].items()}
        if odd := set(given) - set(inputs):
            raise Unknown(f"{path} has no input {', '.join(sorted(odd))}")
        # It sees no needs, no secrets, and no steps but its own.
        seen = {key: scope.contexts[key] for key in ("github", "env", "runner", "matrix")}
        inner = Scope({**seen, "inputs": Context({**inputs, **given}), "steps": Context()}, scope.functions)
        Steps(self._read, self._machine, self._job, {}).run(content["runs"]["steps"], inner)
        if self._job.failed:
            raise StepFailed(f"in {path}")
        return {}

    def _bash(self, text: str, step: Mapping[str, Any], env: Mapping[str, str]) -> dict[str, str]:
        machine = self._machine
        files = {name: machine.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        (script := machine.temp / "script.sh").write_text(text, encoding="utf-8")
        folder = machine.workspace / step.get("working-directory", self._defaults.get("working-directory", "."))
        if not folder.is_dir():
            raise StepFailed(f"there is no folder {folder}")
        given = {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_WORKSPACE": str(machine.workspace)}
        given["RUNNER_TEMP"] = str(machine.temp)
        if machine.permissions.get("id-token") == "write":
            given |= {"ACTIONS_ID_TOKEN_REQUEST_TOKEN": "token", "ACTIONS_ID_TOKEN_REQUEST_URL": "https://identity"}
        done = subprocess.run(
            [*_SHELLS[step.get("shell", self._defaults.get("shell", ""))], str(script)],
            cwd=folder,
            env=machine.hosting.environ()
            | given
            | {k: str(v) for k, v in files.items()}
            | machine.exported
            | dict(env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        machine.log.append(done.stdout)
        self._job.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        machine.exported |= _rows(files["GITHUB_ENV"])
        if done.returncode:
            raise StepFailed(f"exit code {done.returncode}")
        return _rows(files["GITHUB_OUTPUT"])


def known(content: Mapping[Any, Any], keys: set[str], where: str) -> Mapping[Any, Any]:
    """What is given, which must hold no other keys."""
    if odd := set(content) - keys:
        raise Unknown(f"{where}: {', '.join(map(str, odd))}")
    return content


def status(*, failed: bool, all_good: bool) -> dict[str, Callable[[], bool]]:
    """The functions that ask how it went; nobody cancels a run here."""
    return {
        "success": lambda: all_good,
        "failure": lambda: failed,
        "always": lambda: True,
        "cancelled": lambda: False,
    }


def _rows(file: Path) -> dict[str, str]:
    """The lines `name=value` that a step wrote."""
    rows = file.read_text(encoding="utf-8").splitlines()
    if odd := [row for row in rows if not re.match(r"[\w-]+=", row)]:
        raise StepFailed(f"invalid format {odd[0]!r}")
    return {name: value for name, _, value in (row.partition("=") for row in rows)}
