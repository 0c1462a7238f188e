"""The process in which Helm runs, as the tool asks it."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plainsail.errors import ProjectError
from plainsail.helm import worker

_ENVIRONMENT = {"TZ": "UTC", "KUBECONFIG": os.devnull, "GOTRACEBACK": "none"}
"""What Helm may know of this machine."""


@dataclass(frozen=True)
class Limits:
    """How much one request may take."""

    seconds: float = 30
    mebibytes: int = 1024


class Ended(ValueError):
    """The process ended while it was asked: the message says why."""


class HelmProcess:
    """Starts the process when it is first asked, again where it ended, and in each process of the tool anew."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: subprocess.Popen[str] | None = None
        self._owner = 0
        atexit.register(self.close)

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer. Raises `Ended` where there is none, `ProjectError` without Helm."""
        running = self._started()
        answer = ""
        try:
            assert running.stdin is not None  # noqa: S101 - both are pipes
            assert running.stdout is not None  # noqa: S101
            running.stdin.write(json.dumps(request) + "\n")
            running.stdin.flush()
            answer = running.stdout.readline()
        except BrokenPipeError:
            pass
        except BaseException:  # an answer that comes later would be another question's
            self.close()
            raise
        if not answer:
            with suppress(subprocess.TimeoutExpired):
                running.wait(timeout=5)  # it is ending, and its code says why
            self.close()
            raise Ended(self._why(running.returncode))
        result: dict[str, Any] = json.loads(answer)
        return result

    def close(self) -> None:
        """Ends the process, if there is one; the next question starts another."""
        running, self._running = self._running, None
        if running is None:
            return
        if self._owner == os.getpid():
            running.kill()
            running.wait()
        else:  # a fork's is its parent's to end
            running.returncode = 0
        for pipe in (running.stdin, running.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]

    def _started(self) -> subprocess.Popen[str]:
        if self._running is not None and self._owner != os.getpid():
            self.close()
        if self._running is None:
            if find_spec("helm_python") is None:
                raise ProjectError("Helm charts need Helm: pip install 'plainsail[helm]'")
            self._owner = os.getpid()
            self._running = subprocess.Popen(
                [sys.executable, "-P", worker.__file__, str(self._limits.seconds), str(self._limits.mebibytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # warnings hold values
                text=True,
                encoding="utf-8",
                env={**os.environ, **_ENVIRONMENT},
                cwd=Path(sys.executable).anchor,
            )
        return self._running

    def _why(self, code: int) -> str:
        if code == worker.TOO_LONG:
            return f"is not rendered within {self._limits.seconds:g} s: a template that calls itself never ends"
        if code in {worker.TOO_LARGE, 2, -6}:  # Go ends with 2 or SIGABRT where it gets no more
            return f"takes more than {self._limits.mebibytes} MiB of memory to render"
        return f"ended Helm's process ({'exit code' if code >= 0 else 'signal'} {abs(code)})"


HELM = HelmProcess(Limits())
"""The one of this process."""
