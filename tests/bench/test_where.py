from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import where
from bench.measure import NotMeasured, Way
from bench.programs import ROOT

SCRIPT = """
import json
from plainsail.table import table

print(table([(json.dumps(number),) for number in range(100)]))
"""


@pytest.fixture
def way(tmp_path: Path) -> Way:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    env = {"PYTHONPATH": str(ROOT)}
    return Way(key="one", title="one way", command=(tmp_path / "script.py",), folder=tmp_path, env=env)


def test_imports_are_counted_by_package(way: Way) -> None:
    python = Way(key="one", title="one way", command=(sys.executable, *way.command), folder=way.folder, env=way.env)

    rows = {package: int(modules) for package, modules, *_ in where.imports(python)[1:]}

    assert rows["plainsail.table"] == 1
    assert rows["standard library"] > 10


def test_own_time_is_laid_to_rooms(way: Way) -> None:
    rows = where.code(way)

    assert rows[0] == ("code of", "calls", "ms", "share")
    assert "built in.marshal.loads" in {room for room, *_ in rows}  # what imports compiled code


def test_a_program_that_is_not_python_has_no_profile(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"^one way: exit code 1 when it is profiled$"):
        where.code(Way(key="one", title="one way", command=("git",), folder=tmp_path))
