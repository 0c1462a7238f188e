"""How long `plainsail watch` takes from a save to its answer on the screen.

It says that it watches in a line of its own, and ends each answer with a line that begins with the time. A first save,
which is not timed, warms it up.
"""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Callable
from time import perf_counter

from bench.measure import NotMeasured, Sample, Way, started

READY = re.compile(rb"watching\b")
ANSWERED = re.compile(rb"\d\d:\d\d:\d\d\b")
PATIENCE = 60.0
"""Seconds, after which a process that says nothing is ended."""


def save_to_plan(edit: Callable[[], None]) -> Callable[[Way], Sample]:
    """Measures a way that watches: what it takes to answer the second of two edits."""

    def run(way: Way) -> Sample:
        process = started(way, subprocess.PIPE)
        limit = threading.Timer(PATIENCE, process.kill)
        limit.start()
        try:
            _await(way, process, READY)
            edit()
            _await(way, process, ANSWERED)
            edit()
            start = perf_counter()
            _await(way, process, ANSWERED)
            return Sample(perf_counter() - start, 0.0)
        finally:
            limit.cancel()
            process.kill()
            process.communicate()

    return run


def _await(way: Way, process: subprocess.Popen[bytes], line: re.Pattern[bytes]) -> None:
    last = b""
    for each in process.stdout or ():
        last = each.strip() or last
        if line.match(each):
            return
    raise NotMeasured(
        f"{way.title}: it ended before it answered: {last.decode(errors='replace') or 'nothing was said'}"
    )
