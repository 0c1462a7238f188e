from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.measure import NotMeasured, Way
from bench.watching import ANSWERED, PLANNED, from_save_to

ANSWER = """
def answer():
    print("dist: 26 objects, 1 changed", flush=True)
    print("1 object changed, from dist/ at HEAD to the settings: 1 info", flush=True)
    print("12:30:05 rendered and planned after 84 ms", flush=True)
    time.sleep(0.1)
    print("26 objects, 250 checks: nothing to say", flush=True)
    print("12:30:06 checked after 184 ms", flush=True)
"""
WATCH = f"""
import pathlib, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored for what runs in the background
{ANSWER}
answer()
print("watching; Ctrl-C ends it", flush=True)
try:
    while True:
        if pathlib.Path("saved").exists():
            pathlib.Path("saved").unlink()
            answer()
        time.sleep(0.005)
except KeyboardInterrupt:
    pathlib.Path("left").touch()
"""


def watch(folder: Path, code: str) -> Way:
    return Way(key="watch", title="watch", command=(sys.executable, "-c", code), folder=folder)


def test_the_second_save_is_timed_and_the_process_left_as_people_do(tmp_path: Path) -> None:
    saves: list[int] = []

    def edit() -> None:
        saves.append(1)
        (tmp_path / "saved").touch()

    sample = from_save_to(PLANNED, edit)(watch(tmp_path, WATCH))

    assert len(saves) == 2
    assert sample.seconds > 0
    assert (tmp_path / "left").exists()


def test_a_watch_that_ends_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"^watch: it ended before it answered: there is no project$"):
        from_save_to(ANSWERED, lambda: None)(watch(tmp_path, "print('there is no project')"))


@pytest.mark.parametrize(
    ("line", "plan", "answer"),
    [
        (b"12:30:05 rendered and planned after 84 ms", True, False),
        (b"12:30:06 checked after 184 ms", False, True),
        (b"1 object changed, from dist/ at HEAD to the settings: 1 info", False, False),
    ],
)
def test_an_answer_ends_with_times(line: bytes, plan: bool, answer: bool) -> None:
    assert (bool(PLANNED.match(line)), bool(ANSWERED.match(line))) == (plan, answer)
