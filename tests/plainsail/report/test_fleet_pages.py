"""A fleet of many apps has an index, which stays light, and a page for each app."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsail.report import page
from plainsail.report.facts import Facts
from plainsail.report.page import pages
from plainsail.scaffold.preview import imported
from tests.fleet_project import laid_in
from tests.plainsail.report.conftest import facts_of
from tests.plainsail.report.outline import Outline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    root = laid_in(tmp_path_factory.mktemp("fleet") / "project")
    with imported(root):
        yield facts_of(root)


def test_a_fleet_has_an_index_and_a_page_for_each_app(fleet: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_APPS", 1)

    made = pages(fleet, "report")

    assert set(made) == {"report.html", *(f"report/{app}.html" for app in fleet.apps)}
    for name, content in made.items():
        outline = Outline(content)
        assert outline.open == []
        assert len(outline.ids) == len(set(outline.ids))
        for link in outline.links:
            file, _, anchor = link.partition("#")
            target = Path(name).parent / file if file else Path(name)
            there = made[re.sub(r"[^/]+/\.\./", "", target.as_posix())]
            assert not anchor or f'id="{anchor}"' in there


def test_an_app_costs_the_index_little(fleet: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page for 500 apps opens at once: what each adds to it are a few rows."""
    monkeypatch.setattr(page, "MOST_APPS", 1)

    index = pages(fleet, "report")["report.html"]

    places = len(fleet.environments)
    assert index.count("<tr") < places * 8
    assert (len(index) - 40_000) / places < 4000
