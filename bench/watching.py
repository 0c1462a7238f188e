"""How long `plainsail watch` takes from a save to its answer on the screen.

It answers with what was rendered, the plan, and a line with the time; then with what was found, and another such line.
So it does at first, says that it watches, and does after each save. The first save, which is not timed, warms it up.
"""

from __future__ import annotations

import re
import signal
import subprocess
import threading
from collections.abc import Callable
from time import perf_counter

from bench.measure import NotMeasured, Sample, Way, started

READY = re.compile(rb"watching\b")
PLANNED = re.compile(rb"\d\d:\d\d:\d\d rendered and planned\b")
ANSWERED = re.compile(rb"\d\d:\d\d:\d\d checked\b")
PATIENCE = 60.0
"""Seconds, after which a process that says nothing is ended."""


def from_save_to(line: re.Pattern[bytes], edit: Callable[[], None]) -> Callable[[Way], Sample]:
    """Measures a way that watches: what it takes from the second of two edits to a line of its answer."""

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
            _await(way, process, line)
            return Sample(perf_counter() - start, 0.0)
        finally:
            limit.cancel()
            _end(process)

    return run


def _await(way: Way, process: subprocess.Popen[bytes], line: re.Pattern[bytes]) -> None:
    last = b""
    for each in process.stdout or ():
        last = each.strip() or last
        if line.match(each):
            return
    told = last.decode(errors="replace") or "nothing was said"
    raise NotMeasured(f"{way.title}: it ended before it answered: {told}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, so that what it started ends, too."""
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
