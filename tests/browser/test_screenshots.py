"""What the page looks like: as it did when somebody last looked at its pictures, but for the edges of letters.

To look anew, and keep what is seen: `make test-browser ARGS=--keep-screenshots`. `make pictures` keeps those that the
documentation shows.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import NARROW, WIDE, Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "screenshots"
SHOWN = {"light": ROOT / "docs/report.png", "dark": ROOT / "docs/report-dark.png"}
"""The pictures that the documentation shows, by theme."""
WORDS = KEPT / "report.txt"
"""What stands in them: a digit is too small to differ plainly."""
_FONT = """
* { font-family: 'DejaVu Sans' !important; }
code, code *, .at, .yaml * { font-family: 'DejaVu Sans Mono' !important; }
"""
_MOST = 0.004
"""The part of a picture that may differ: a panel that is missing, or a colour that is gone, is more."""

# Both pictures are drawn small, so that the edges of letters weigh nothing; counted is what then differs plainly.
_DIFFERING = """async ([one, other]) => {
  const width = 320;
  const pixels = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, Math.round((image.height / image.width) * width)];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.length !== b.length) return 1;
  let differing = 0;
  for (let at = 0; at < a.length; at += 4) {
    const by = Math.max(...[0, 1, 2].map((channel) => Math.abs(a[at + channel] - b[at + channel])));
    differing += by > 32;
  }
  return differing / (a.length / 4);
}"""


def differing(page: Page, one: bytes, other: bytes) -> float:
    """The part of two pictures that differs plainly."""
    share: float = page.evaluate(_DIFFERING, [base64.b64encode(each).decode() for each in (one, other)])
    return share


def taken(page: Page) -> bytes:
    """The page in a font that is the same on every machine."""
    page.add_style_tag(content=_FONT)
    return page.screenshot(animations="disabled")


CASES = [
    pytest.param("plain.html#environments", WIDE, False, id="environments-wide-light"),
    pytest.param("plain.html", WIDE, False, id="plan-wide-light"),
    pytest.param("plain.html", NARROW, True, id="plan-narrow-dark"),
    pytest.param("plain.html#app-backend", WIDE, True, id="settings-wide-dark"),
    pytest.param("plain.html#objects-backend-production", WIDE, False, id="graph-wide-light"),
    pytest.param("plain.html#object-backend-production-Deployment-backend", NARROW, False, id="yaml-narrow-light"),
]


@pytest.mark.parametrize("file", SHOWN.values(), ids=SHOWN)
def test_the_picture_of_the_documentation_is_small(file: Path) -> None:
    assert file.stat().st_size < 120_000


def test_the_pictures_of_the_documentation_show_the_page_as_it_is(
    open_page: Open, request: pytest.FixtureRequest
) -> None:
    """They are kept anew only where they are not true any more: each Chromium draws edges a little differently."""
    pages = {theme: what_differs(open_page, dark=theme == "dark") for theme in SHOWN}
    seen = {theme: taken(page) for theme, page in pages.items()}
    rows = pages["light"].locator("#app-backend .matrix tr:visible").all_inner_texts()
    words = "".join(f"{' '.join(row.split())}\n" for row in rows)
    true = words == WORDS.read_text(encoding="utf-8") and all(
        differing(page, seen[theme], SHOWN[theme].read_bytes()) <= _MOST for theme, page in pages.items()
    )
    if not true and is_kept(request):
        WORDS.write_text(words, encoding="utf-8")
        for theme, file in SHOWN.items():
            file.write_bytes(seen[theme])
        true = True

    assert true, "run `make pictures`"


def what_differs(open_page: Open, *, dark: bool) -> Page:
    """The page where it says what differs between the environments of an app."""
    page = open_page("plain.html#app-backend", size=(1120, 645), dark=dark)
    page.get_by_label("Only what differs").check()
    page.get_by_role("link", name="Apps").click()
    page.mouse.move(0, 0)  # what is below it looks otherwise
    return page


def is_kept(request: pytest.FixtureRequest) -> bool:
    """Whether what is seen is kept."""
    return bool(request.config.getoption("--keep-screenshots", default=False))


@pytest.mark.parametrize(("name", "size", "dark"), CASES)
def test_the_page_looks_as_it_did(
    open_page: Open, request: pytest.FixtureRequest, name: str, size: tuple[int, int], dark: bool
) -> None:
    page = open_page(name, size=size, dark=dark)
    seen = taken(page)
    kept = KEPT / f"{request.node.callspec.id}.png"
    if is_kept(request):
        kept.write_bytes(seen)

    assert differing(page, seen, kept.read_bytes()) <= _MOST


@pytest.mark.parametrize("gone", ["#environments", "#overview", "header nav"])
def test_a_part_that_is_gone_is_noticed(open_page: Open, gone: str) -> None:
    page = open_page("plain.html#environments")
    page.evaluate("selector => document.querySelector(selector).remove()", gone)

    assert differing(page, taken(page), (KEPT / "environments-wide-light.png").read_bytes()) > _MOST
