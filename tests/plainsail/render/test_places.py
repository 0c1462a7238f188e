"""The line of a chart or a construct that made an object: a project's own, or the library's."""

from __future__ import annotations

from pathlib import Path

import charts
from plainsail.library import LIBRARY
from plainsail.render.places import Place, apart, places

OWN = [Place("charts/grpc.py", 9, is_own=True), Place("charts/shape.py", 40, is_own=False)]
LIBRARY_S = [Place("charts/worker.py", 20, is_own=False), Place("charts/shape.py", 40, is_own=False)]


def test_only_charts_and_constructs_count() -> None:
    file = str(Path(str(charts.__file__)).with_name("worker.py"))
    running = [(str(LIBRARY / "plainsail/render/charts.py"), 1), (file, 20), ("<string>", 1)]

    assert list(places(running)) == [Place("charts/worker.py", 20, is_own=False)]


def test_the_innermost_lines_in_which_two_ways_differ_with_a_project_s_own_first() -> None:
    assert apart(LIBRARY_S, OWN) == apart(OWN, LIBRARY_S) == (OWN[0], LIBRARY_S[0])
    assert apart(OWN, OWN) is None
