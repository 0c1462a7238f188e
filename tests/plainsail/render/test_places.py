"""The line of a chart or a construct that made an object: a project's own, or the library's."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

import pytest

import charts
from plainsail.library import LIBRARY
from plainsail.render.places import Place, apart, places

WORKER = str(Path(str(charts.__file__)).with_name("worker.py"))


def at(file: str, line: int) -> tuple[CodeType, int]:
    """Code of a file, and where in it that line runs."""
    code = compile("\n" * (line - 1) + "x", file, "exec")
    return code, next(start for start, _, number in code.co_lines() if number == line)


TOOL = at(str(LIBRARY / "plainsail/render/charts.py"), 1)


def test_only_charts_and_constructs_count() -> None:
    assert list(places((TOOL, at(WORKER, 20), at("<string>", 1)))) == [Place("charts/worker.py", 20, is_own=False)]


def test_where_two_ways_differ_a_project_s_own_line_is_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "__path__", [str(tmp_path / "charts"), *charts.__path__])
    own, library = (at(str(tmp_path / "charts/grpc.py"), 9), TOOL), (at(WORKER, 20), TOOL)

    both = Place("charts/grpc.py", 9, is_own=True), Place("charts/worker.py", 20, is_own=False)
    assert apart(library, own) == apart(own, library) == both
    assert apart(own, own) is None
