"""Whole processes, timed in turn: every way once a round, so that a machine that slows down slows all of them.

The rounds before the first that counts warm the caches of the system up, and there the memory is looked at: that takes
time of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench.memory import Peak, Watch


class NotMeasured(Exception):
    """Why there is no figure, in one line."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of doing something: a command in a folder."""

    key: str
    """What aims and ratios call it by."""
    title: str
    command: Sequence[str | Path]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    """Puts the folder into the state from which the way begins; not timed."""
    codes: frozenset[int] = frozenset({0})
    """The exit codes of a command that did what it should."""
    run: Callable[[Way], Sample] | None = None
    """How it is measured where it is not the time of the whole process."""
    apps: int = 1
    """How many apps there are, for what a fleet costs for each of them."""


@dataclass(frozen=True)
class Sample:
    """What one process took."""

    seconds: float
    """From its start to its end, as somebody waits for it."""
    cpu: float
    """Seconds of all processors, of its children too."""


@dataclass(frozen=True)
class Measured:
    """What the rounds gave for one way."""

    way: Way
    samples: Sequence[Sample]
    peak: Peak | None

    @property
    def seconds(self) -> Sequence[float]:
        """The time of each round."""
        return [sample.seconds for sample in self.samples]

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.seconds)

    @property
    def cpu(self) -> float:
        """The median of the processors' time."""
        return statistics.median(sample.cpu for sample in self.samples)


Run = Callable[[Way], Sample]
Look = Callable[[Way], Peak | None]


def rounds(
    ways: Sequence[Way], count: int, warm_up: int, run: Run | None = None, look: Look | None = None
) -> Iterator[tuple[Way, Sample | Peak | None]]:
    """Every way once a round, in another order each time; the samples of the first `warm_up` are left out.

    The last of the rounds that warm up looks at the memory. Raises `NotMeasured` where a command fails.
    """
    run, look = run or taken, look or looked_at
    for number in range(-warm_up, count):
        shift = number % len(ways)  # who comes after whom should not matter; where it does, it evens out
        for way in (*ways[shift:], *ways[:shift]):
            way.before()
            if number >= 0:
                yield way, run(way)
            else:
                yield way, look(way) if number == -1 else (run(way), None)[1]


def gathered(ways: Sequence[Way], results: Iterator[tuple[Way, Sample | Peak | None]]) -> list[Measured]:
    """What the rounds gave, way by way in the order of `ways`."""
    samples: dict[str, list[Sample]] = {way.key: [] for way in ways}
    peaks: dict[str, Peak] = {}
    for way, result in results:
        if isinstance(result, Sample):
            samples[way.key].append(result)
        elif result:
            peaks[way.key] = result
    return [Measured(way, samples[way.key], peaks.get(way.key)) for way in ways]


def taken(way: Way) -> Sample:
    """One sample of a way, in the manner of its own if it has one."""
    return (way.run or timed)(way)


def timed(way: Way) -> Sample:
    """Runs it once."""
    with tempfile.TemporaryFile() as said:
        start = perf_counter()
        process = started(way, said.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        _refuse_failure(way, process.returncode, said.read())
    return Sample(seconds, usage.ru_utime + usage.ru_stime)


def looked_at(way: Way) -> Peak | None:
    """Runs it once, and looks at the memory that it has meanwhile; None where nothing shows it."""
    if way.run:
        way.run(way)
        return None
    with tempfile.TemporaryFile() as said:
        process = started(way, said.fileno())
        with Watch(process.pid) as watch:
            process.wait()
        said.seek(0)
        _refuse_failure(way, process.returncode, said.read())
    return watch.peak


def started(way: Way, output: int) -> subprocess.Popen[bytes]:
    """The process of a way, whose output goes to a file descriptor. Raises `NotMeasured` where it does not start."""
    words = [str(word) for word in way.command]
    try:
        return subprocess.Popen(
            words,
            cwd=way.folder,
            env={**os.environ, **way.env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise NotMeasured(f"{way.title}: {words[0]} does not start: {error.strerror}") from None


def _refuse_failure(way: Way, code: int, said: bytes) -> None:
    if code not in way.codes:
        lines = said.decode(errors="replace").replace(f"{way.folder}/", "").strip().splitlines()
        raise NotMeasured(f"{way.title}: exit code {code}: {lines[-1].strip() if lines else 'nothing was said'}")
