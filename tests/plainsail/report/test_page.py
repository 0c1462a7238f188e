"""The page needs nothing but itself, is the same for the same project, and stays small."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from plainsail.report import page
from plainsail.report.facts import Facts
from plainsail.report.page import pages
from tests.plainsail.report.conftest import COMMIT
from tests.plainsail.report.outline import Outline


@pytest.fixture(scope="module")
def text(facts: Facts) -> str:
    [only] = pages(facts, "report").values()
    return only


def test_each_element_is_closed_and_each_id_is_there_once(text: str) -> None:
    outline = Outline(text)

    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))


def test_each_link_leads_somewhere(text: str) -> None:
    outline = Outline(text)

    assert outline.links
    assert [link for link in outline.links if link[1:] not in outline.ids] == []


def test_headings_go_down_step_by_step(text: str) -> None:
    levels = Outline(text).headings

    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_nothing_is_fetched(text: str) -> None:
    assert 'content="default-src &#x27;none&#x27;; ' in text
    assert not re.findall(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(", text)


def test_the_same_project_makes_the_same_page(facts: Facts, text: str) -> None:
    again = replace(facts)
    vars(again)["commit"] = COMMIT

    assert pages(again, "report") == {"report.html": text}


def test_what_people_wrote_cannot_become_markup(text: str) -> None:
    assert "Change &lt;something&gt;" in text
    assert "Change <something>" not in text


def test_apps_that_are_large_are_packed(facts: Facts, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_PLAIN", 0)

    [packed] = pages(facts, "report").values()

    assert Outline(packed).open == []
    assert len(packed) < len(text) * 0.6
    assert "overview" in packed
