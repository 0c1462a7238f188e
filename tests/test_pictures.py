"""Pictures show what is so: drawn anew, they are the committed ones; they fetch nothing, and say what they show."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools import editor_picture
from tools.documents import ROOT
from tools.language_server import SERVER
from tools.svg import picture, text

PICTURES = sorted((ROOT / "docs/pictures").glob("*.svg"))
EACH = pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.sample
@pytest.mark.slow
def test_the_editor_is_drawn_as_its_language_server_answers() -> None:
    if not SERVER.is_file():
        pytest.skip("basedpyright is not installed: make pictures")

    assert editor_picture.draw(ROOT) == (ROOT / editor_picture.PAGE).read_text(encoding="utf-8"), "run `make pictures`"


@EACH
def test_a_picture_is_whole_small_and_fetches_nothing(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    elements = {element.tag.removeprefix(SVG) for element in ET.fromstring(written).iter()}  # noqa: S314 - ours

    assert {"title", "desc", "text"} <= elements <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import|href|<script", written) == []
    assert len(written) < 60_000


@EACH
def test_a_picture_is_for_light_and_dark(file: Path) -> None:
    assert "prefers-color-scheme:dark" in file.read_text(encoding="utf-8")


@EACH
def test_a_picture_is_shown_with_words_for_those_who_do_not_see_it(file: Path) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))

    assert re.search(rf"!\[[^\]]{{20,}}\]\((?:docs/)?pictures/{re.escape(file.name)}\)", pages)


def test_the_report_is_shown_in_both_themes_with_words_for_those_who_do_not_see_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [dark] = re.findall(r'<source media="\(prefers-color-scheme: dark\)" srcset="(\S+)">', readme)
    [light] = re.findall(r'<img src="(\S+)" width="\d+" alt="[^"]{20,}">', readme)

    assert dark != light
    assert (ROOT / dark).is_file()
    assert (ROOT / light).is_file()


def test_what_was_said_cannot_end_an_element() -> None:
    drawn = picture([text(0, 0, '</text><script>"')], columns=2, rows=1, title="<a>", description="&")

    assert [element.text for element in ET.fromstring(drawn).iter(f"{SVG}text")] == ['</text><script>"']  # noqa: S314
    assert "<script>" not in drawn
