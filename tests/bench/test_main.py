from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench import __main__ as bench
from bench.measure import Way
from bench.programs import programs
from bench.suites import Suite


def ran(monkeypatch: pytest.MonkeyPatch, results: Path, code: str, *words: str) -> Result:
    """The command with one suite, of one way: what Python says to some code."""
    way = Way(key="one", title="one way", command=(sys.executable, "-c", code), folder=results)
    suite = Suite(title="A suite", lay=lambda *_: [way], beside="one")
    monkeypatch.setattr(bench, "SUITES", {"sample": suite})
    monkeypatch.setattr(bench, "programs", lambda: programs(build=False))
    monkeypatch.setattr(bench, "RESULTS", results / "kept")
    return CliRunner().invoke(bench.main, ["--rounds", "2", *words])


def test_the_table_is_printed_and_the_data_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = ran(monkeypatch, tmp_path, "pass")

    assert done.exit_code == 0, done.output
    assert "\nA suite\n\n         min ms  median ms" in done.stdout
    data = json.loads((tmp_path / "kept/sample.json").read_text(encoding="utf-8"))
    assert data["rows"][0]["rounds"] == 2
    assert {"processors", "memory", "load before"} <= data["machine"].keys()
    assert {"plainsail", "Python", "Node", "cdk8s", "cdk8s-plus-27", "kubectl"} <= data["versions"].keys()


def test_nothing_is_kept_where_a_command_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = ran(monkeypatch, tmp_path, "raise SystemExit('it is lost')")

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == "one way: exit code 1: it is lost"
    assert not (tmp_path / "kept").exists()
