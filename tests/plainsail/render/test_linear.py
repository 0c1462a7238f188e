"""What a fleet costs grows with its apps, and what one of them costs hardly with the others: counted, not timed."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.projects import edit_of, fleet
from tests.plainsail.clones import ROOT, run

_SIZES = (2, 4, 6)
_COUNTING = """
import json, os, sys

from plainsail import digests
from plainsail.render.kept import seen

calls, opened, looked, imported, rendered = 0, [], [], [], []
seen._SETTLED = 0  # else nothing that a test has just written would be believed


def hook(event, arguments):
    if event == "open" and str(arguments[0]).startswith(os.getcwd()):
        opened.append(os.path.relpath(arguments[0]))
    elif event == "import":
        imported.append(arguments[0])


def count(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")
    if event == "call" and frame.f_code is digests.times_of.__code__:
        looked.append(frame.f_locals["name"])
    elif event == "call" and frame.f_code.co_name == "_render" and frame.f_code.co_filename.endswith("render/apps.py"):
        rendered.append(frame.f_locals["name"])


def tell(code):
    sys.setprofile(None)
    told = calls, opened, len(looked), sorted({*imported}), rendered
    print(json.dumps(told), file=sys.stderr, flush=True)
    end(code)


end, os._exit, os.dup2 = os._exit, tell, lambda *_: None
from plainsail.__main__ import main

sys.addaudithook(hook)
sys.setprofile(count)
main()
"""


class Count(NamedTuple):
    """What one command did."""

    calls: int
    """Of functions, of Python's own too."""
    opened: list[str]
    """The files of the project that were opened."""
    looked: int
    """How many files the system was asked about."""
    imported: list[str]
    rendered: list[str]
    """Apps in environments."""


class Counts(NamedTuple):
    """Of one fleet."""

    cold: Count
    unchanged: Count
    changed: Count


def synth(project: Path) -> Count:
    done = run((sys.executable, "-c", _COUNTING, "synth"), project, PYTHONPATH=str(ROOT))
    assert done.returncode == 0, done.stderr
    return Count(*json.loads(done.stderr.splitlines()[-1]))


def counted(project: Path, apps: int) -> Counts:
    fleet(project, apps)
    cold = synth(project)
    for _ in range(50):  # a process that is held up takes files for younger than they are
        unchanged = synth(project)
        if not any(path.startswith(("dist/", "envs/")) for path in unchanged.opened):
            break
    edit_of(project, "app_0001")()
    return Counts(cold, unchanged, synth(project))


@pytest.fixture(scope="module")
def fleets(tmp_path_factory: pytest.TempPathFactory) -> list[Counts]:
    return [counted(tmp_path_factory.mktemp("fleets") / f"of-{apps}", apps) for apps in _SIZES]


def steps(numbers: list[int]) -> list[int]:
    """By how much each is more than the one before."""
    return [more - less for less, more in itertools.pairwise(numbers)]


@pytest.mark.slow
def test_a_cold_rendering_costs_the_same_for_each_app(fleets: list[Counts]) -> None:
    first, second = steps([counts.cold.calls for counts in fleets])

    assert [len(counts.cold.rendered) for counts in fleets] == [2 * apps for apps in _SIZES]
    assert 0.98 < second / first < 1.02


@pytest.mark.slow
def test_where_nothing_changed_no_file_of_an_app_is_opened(fleets: list[Counts]) -> None:
    for counts in fleets:
        assert counts.unchanged.opened == [".plainsail/seen.json", ".plainsail/kept/all.json"]
        assert counts.unchanged.rendered == []
        assert counts.unchanged.imported == fleets[0].unchanged.imported
        assert "constructs_lib" not in counts.unchanged.imported


@pytest.mark.slow
def test_where_nothing_changed_each_app_costs_a_look_at_its_files(fleets: list[Counts]) -> None:
    """Once at each: eight objects and an Application in two environments, four files that it says, and its pin."""
    first, second = steps([counts.unchanged.calls for counts in fleets])

    assert steps([counts.unchanged.looked for counts in fleets]) == [2 * (2 * 9 + 5)] * 2
    assert 0.9 < second / first < 1.1


@pytest.mark.slow
def test_where_one_app_changed_no_other_is_rendered_or_imported(fleets: list[Counts]) -> None:
    own = [f"envs.app_0001{module}" for module in ("", ".base", ".staging")]
    for counts in fleets:
        settings = [name for name in counts.changed.imported if name.startswith("envs.")]
        assert counts.changed.rendered == ["staging/app-0001"]
        assert [name for name in settings if name not in own] == ["envs.shared"]
        assert not [path for path in counts.changed.opened if "app_0002" in path or "app-0002" in path]


@pytest.mark.slow
def test_where_one_app_changed_the_others_cost_what_they_do_where_nothing_changed(fleets: list[Counts]) -> None:
    apps = _SIZES[-1] - _SIZES[0]
    unchanged, changed = (
        (of[-1].calls - of[0].calls) / apps
        for of in ([counts.unchanged for counts in fleets], [counts.changed for counts in fleets])
    )

    assert steps([counts.changed.looked for counts in fleets]) == steps([counts.unchanged.looked for counts in fleets])
    assert changed < 2 * unchanged
