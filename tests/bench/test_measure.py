from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.measure import Measured, NotMeasured, Sample, Way, gathered, rounds, timed
from bench.memory import Peak


def way(key: str, *command: str, before: Callable[[], None] = lambda: None) -> Way:
    return Way(key=key, title=f"the way {key}", command=command, folder=Path(), before=before)


def test_every_way_runs_once_a_round_and_none_always_after_the_same() -> None:
    ran: list[str] = []

    def run(one: Way) -> Sample:
        ran.append(one.key)
        return Sample(1.0, 1.0)

    ways = [way("a"), way("b"), way("c")]
    list(rounds(ways, 3, 1, run, lambda one: ran.append(one.key)))

    assert ["".join(ran[start : start + 3]) for start in range(0, 12, 3)] == ["cab", "abc", "bca", "cab"]


def test_what_warms_up_does_not_count_and_shows_the_memory_once() -> None:
    times = iter([9.0, 1.0, 3.0, 2.0])
    peak = Peak(30.0, 10.0, 20.0)

    ways = [way("a")]
    [measured] = gathered(ways, rounds(ways, 3, 2, lambda _: Sample(next(times), 0.5), lambda _: peak))

    assert measured == Measured(ways[0], [Sample(1.0, 0.5), Sample(3.0, 0.5), Sample(2.0, 0.5)], peak)
    assert (measured.median, measured.cpu) == (2.0, 0.5)


def test_a_folder_is_put_right_before_every_run() -> None:
    happened: list[str] = []

    def run(_: Way) -> Sample:
        happened.append("run")
        return Sample(1.0, 1.0)

    ways = [way("a", before=lambda: happened.append("before"))]
    list(rounds(ways, 2, 0, run))

    assert happened == ["before", "run", "before", "run"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ((sys.executable, "-c", "import sys; print('all'); sys.exit('is lost')"), "exit code 1: is lost"),
        ((sys.executable, "-c", "import sys; sys.exit(3)"), "exit code 3: nothing was said"),
        (("no-such-program",), "no-such-program does not start: No such file or directory"),
    ],
)
def test_a_command_that_fails_is_told_in_one_line(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(NotMeasured) as caught:
        timed(way("a", *command))

    assert str(caught.value) == f"the way a: {told}"
