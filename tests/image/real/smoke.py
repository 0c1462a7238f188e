"""`image/smoke-test` with Podman, in a project of its own, and its parts one by one."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.image.script import smoke_test
from tests.plainsail.clones import Ran, clone, environ

_TARGET = "staging/backend"
_TIMES: Mapping[str, Callable[[int], str]] = {
    # What a pod has to start in, and to stop in: a period of two seconds, and a wait of twenty before SIGTERM.
    r"(startupProbe:\n +failureThreshold: )30": lambda seconds: str(seconds // 2),
    r"(terminationGracePeriodSeconds: )60": lambda seconds: str(20 + seconds),
}


class Desk:
    """A project whose pods have little time, where that is asked for."""

    def __init__(self, folder: Path, *, seconds: int | None = None) -> None:
        self._project = clone(folder / "project")
        deployment = self._project / "dist/staging/backend/Deployment.backend.yaml"
        text = deployment.read_text(encoding="utf-8")
        if seconds is not None:
            for pattern, value in _TIMES.items():
                text, found = re.subn(pattern, rf"\g<1>{value(seconds)}", text)
                assert found == 1, pattern
        deployment.write_text(text, encoding="utf-8")

    def smoke_test(self, image: str, *words: str) -> Ran:
        """The command, as the pipeline runs it, but for the engine."""
        command = [sys.executable, "image/smoke-test", image, _TARGET, "--engine=podman", *words]
        return subprocess.run(command, cwd=self._project, env=environ(), capture_output=True, text=True, check=False)


@contextmanager
def running(image: str) -> Iterator[tuple[Any, dict[str, Any], int]]:
    """The container of the pod once it answers, what it is asked, and the port that leads to it."""
    script = smoke_test()
    probe = script.plainsail("run-args", _TARGET, "--probes")[0]
    trial = script.Trial(image, _TARGET, engine="podman", seconds=0)
    with trial.started(ports={probe["port"]}) as (container, ports, _):
        port = ports[probe["port"]]
        script.wait_for(probe, container, port, time.monotonic())
        yield container, probe, port


def stop_under_traffic(image: str) -> float:
    """Starts the pod, lets clients ask, sends SIGTERM; returns after how many seconds it ended."""
    with running(image) as (container, probe, port), smoke_test().Traffic(probe, port, container):
        seconds: float = container.stop()
    return seconds
