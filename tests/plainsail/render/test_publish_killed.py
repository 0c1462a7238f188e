"""A kill at any moment leaves the old tree or the new one, or what the next run needs to bring one back."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.plainsail.render.publishing import publish

PUBLISHER = Path(__file__).with_name("dying_publisher.py")
ROOT = Path(__file__).parents[3]

SAME = {"production/backend/Service.backend.yaml": "---\nkind: Service\n", "staging/api/Service.api.yaml": "---\n"}
A = SAME | {f"staging/backend/ConfigMap.c{n}.yaml": f"---\na: {n}\n" for n in range(6)}
B = (
    SAME
    | {f"staging/backend/Secret.s{n}.yaml": f"---\nb: {n}\n" for n in range(4)}
    | {"production/x/X.x.yaml": "---\n"}
)
ONE_OF_FOUR = {"staging/backend/Job.one.yaml": "---\nkind: Job\n"}


def start(mode: str, folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """A publisher of A and B to folder/dist, in a process of its own."""
    trees = folder / "trees.json"
    trees.write_text(json.dumps([A, B]), encoding="utf-8")
    command = [sys.executable, str(PUBLISHER), mode, str(folder / "dist"), str(trees), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": str(ROOT)})


def tree(folder: Path) -> dict[str, str] | None:
    """All that lies in a folder, read without the code under test; None when it is not there."""
    if not folder.is_dir():
        return None
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> list[str]:
    """What publishing left beside the target."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".dist"))


def kill_while_it_publishes(folder: Path, delay: float) -> None:
    with start("loop", folder) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        process.kill()


@pytest.mark.parametrize("count", [15, pytest.param(120, marks=pytest.mark.slow)])
def test_a_kill_from_outside_leaves_a_whole_tree(tmp_path: Path, count: int) -> None:
    """The moments sweep over several publications; each kill meets what the one before left."""
    for kill in range(count):
        kill_while_it_publishes(tmp_path, delay=0.020 * kill / count)

        assert tree(tmp_path / "dist") in (A, B)


def test_the_run_after_a_kill_cleans_up(tmp_path: Path) -> None:
    for kill in range(5):
        kill_while_it_publishes(tmp_path, delay=0.003 * kill)

    publish(A, tmp_path / "dist")

    assert beside(tmp_path) == []


class Kill(NamedTuple):
    """What one kill left, and what a run for one folder made of it."""

    left: dict[str, str] | None
    after: dict[str, str] | None
    beside: list[str]


class Kills(NamedTuple):
    """A kill before each step of a publication, and the way that it went."""

    way: str
    found: list[Kill]


@pytest.fixture(scope="module", params=[pytest.param(way, marks=pytest.mark.slow) for way in ("exchange", "in-turn")])
def kills(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kills:
    """Publications of B over A; the last one was not killed."""
    folder, found = tmp_path_factory.mktemp("kills"), []
    for step in range(1, 200):
        place = folder / str(step)
        place.mkdir()
        publish(A, place / "dist")
        with start("step", place, str(step), request.param) as process:
            status = process.wait()
        left = tree(place / "dist")
        publish(ONE_OF_FOUR, place / "dist", folders=["staging/backend"])
        found.append(Kill(left, tree(place / "dist"), beside(place)))
        if status == 0:
            return Kills(request.param, found)
        assert status == -signal.SIGKILL
    raise AssertionError("the publisher never came to an end")


def test_every_step_was_tried(kills: Kills) -> None:
    """Many before the new tree had its place, and many after."""
    left = [kill.left for kill in kills.found]

    assert min(left.count(A), left.count(B)) > 10


def test_only_renaming_in_turn_leaves_a_gap(kills: Kills) -> None:
    """One step of it: between the old tree's leaving and the new one's coming."""
    gaps = [kill.left for kill in kills.found if kill.left not in (A, B)]

    assert gaps == ([None] if kills.way == "in-turn" else [])


def test_the_next_run_repairs(kills: Kills) -> None:
    """It replaces one folder: the others must be those of one whole tree."""
    others = [{path: text for path, text in whole.items() if "staging/backend/" not in path} for whole in (A, B)]

    assert [kill.after for kill in kills.found if kill.after not in [other | ONE_OF_FOUR for other in others]] == []


def test_the_next_run_sweeps(kills: Kills) -> None:
    """Beside the target there is nothing left, whatever the step."""
    assert [kill.beside for kill in kills.found if kill.beside] == []


def test_two_publishers_at_once(tmp_path: Path) -> None:
    """They take turns; neither fails, and the tree is that of one of them."""
    with start("turns", tmp_path, "40") as one, start("turns", tmp_path, "40") as other:
        assert (one.wait(), other.wait()) == (0, 0)

    assert tree(tmp_path / "dist") in (A, B)
    assert beside(tmp_path) == []
