"""`plainsail report`: where it writes, what it prints, what it asks for."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from plainsail.cli.main import run
from tests.plainsail.clones import ROOT

pytestmark = pytest.mark.sample


def test_it_prints_where_the_page_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.html"

    assert run(["-C", str(ROOT), "report", "--out", str(out)]) == 0

    assert capsys.readouterr().out == f"{out}\n"
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_twice_is_the_same_page(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert run(["-C", str(ROOT), "report", "--out", str(tmp_path / name)]) == 0

    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_browser_is_opened_where_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)

    assert run(["-C", str(ROOT), "report", "--out", str(tmp_path / "a.html"), "--open"]) == 0

    assert opened == [(tmp_path / "a.html").as_uri()]


def test_a_name_of_no_page_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "report", "--out", str(tmp_path / "a.txt")]) == 2

    assert capsys.readouterr().err == f"--out {tmp_path}/a.txt: is no name of a page; write {tmp_path}/a.html\n"
