"""A project's own code is imported as it is written now, and no mapping in it loses an entry."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainsail.project.code import WrittenLoader
from tests.plainsail.clones import PLAINSAIL, ROOT, SYNTH, clone, edit, number_of, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


def explained(project: Path) -> str:
    return run((PLAINSAIL, "explain", "staging/backend", "hpa.max_replicas"), project).stdout.partition("\n")[0]


@pytest.mark.slow
def test_an_edit_counts_within_the_second_of_the_last(project: Path) -> None:
    """As of a script, or of `git checkout`: Python's cache would not see it."""
    file = project / "envs/backend/staging.py"
    for before, number, nanoseconds in ((1, 2, 1_000), (2, 3, 2_000), (3, 2, 3_000)):
        edit(file, f"max_replicas={before}", f"max_replicas={number}")
        os.utime(file, ns=(1_700_000_000 * 10**9 + nanoseconds,) * 2)

        assert explained(project) == f"hpa.max_replicas = {number}"


@pytest.mark.slow
def test_what_did_not_change_is_not_compiled_anew(project: Path) -> None:
    explained(project)
    [cached] = (project / "envs/backend/__pycache__").glob("staging.*.pyc")
    before = cached.stat().st_mtime_ns

    explained(project)

    assert cached.stat().st_mtime_ns == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "again", "told"),
    [
        (
            "envs/__init__.py",
            '    "backend": {"staging": staging.Staging, "production": production.Production},',
            '    "backend": {"staging": staging.Staging},',
            "'backend' stands twice in this mapping, first in line {first}; take one out",
        ),
        (
            "envs/backend/base.py",
            '        "APP_ENV": "prod",',
            '        "APP_ENV": "dev",',
            "'APP_ENV' stands twice in this mapping, first in line {first}; take one out",
        ),
        (
            "charts/__init__.py",
            "    WebService: WebServiceChart,",
            "    WebService: WorkerChart,",
            "WebService stands twice in this mapping, first in line {first}; take one out",
        ),
    ],
)
def test_no_entry_of_a_mapping_is_lost(project: Path, file: str, line: str, again: str, told: str) -> None:
    edit(project / file, line, f"{line}\n{again}")
    if file.startswith("charts"):
        (project / "plainsail").unlink()  # a project that is not the library

    done = run(SYNTH, project, PYTHONPATH=str(ROOT))

    first = number_of(project / file, line)
    assert (done.returncode, done.stderr) == (2, f"{file}:{first + 1}: {told.format(first=first)}\n")


def test_keys_that_differ_stand_beside_each_other() -> None:
    text = 'x = {"a": 1, "b": 2, A: 3, A.b: 4, 1: 5, "1": 6, **{"a": 7}}\n'

    assert WrittenLoader("x", "x.py").source_to_code(text, "x.py")
