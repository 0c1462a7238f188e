"""axe finds nothing against a page: light and dark, wide and narrow, with all that can be opened open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import NARROW, WIDE, Open
from tests.plainsail.report.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe has against the page, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found["violations"]]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["plain.html", "fleet/backend.html"])
def test_axe_finds_no_violation(open_page: Open, name: str, dark: bool, size: tuple[int, int]) -> None:
    page = open_page(name, size=size, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert violations(page) == []


def test_axe_would_find_one(open_page: Open) -> None:
    page = open_page()

    page.evaluate("document.querySelector('#overview').insertAdjacentHTML('afterend', '<button></button>')")

    assert [found.partition(":")[0] for found in violations(page)] == ["button-name"]
