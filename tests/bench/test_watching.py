from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.measure import NotMeasured, Way
from bench.watching import save_to_plan

ANSWERS = """
import pathlib, sys, time
print("watching 2 apps", flush=True)
for _ in range(2):
    while not pathlib.Path("saved").exists():
        time.sleep(0.005)
    pathlib.Path("saved").unlink()
    print("~ Deployment/backend", flush=True)
    print("12:30:05 rendered 13 objects in 84 ms", flush=True)
time.sleep(60)
"""


def watch(folder: Path, code: str) -> Way:
    return Way(key="watch", title="watch", command=(sys.executable, "-c", code), folder=folder)


def test_the_second_save_is_timed_until_the_line_with_the_time(tmp_path: Path) -> None:
    saves = []

    def edit() -> None:
        saves.append(1)
        (tmp_path / "saved").touch()

    sample = save_to_plan(edit)(watch(tmp_path, ANSWERS))

    assert len(saves) == 2
    assert sample.seconds > 0


def test_a_watch_that_ends_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"^watch: it ended before it answered: there is no project$"):
        save_to_plan(lambda: None)(watch(tmp_path, "print('there is no project')"))
