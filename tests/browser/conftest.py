"""A page of the report in Debian's Chromium; without Chromium or its driver the tests are skipped, and say why."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plainsail.report import page as report
from plainsail.report.page import pages
from plainsail.scaffold.preview import imported
from tests.browser.story import facts_of, laid_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = (1280, 900), (390, 844)
# Chromium as root has no sandbox; the others keep it from asking hosts of its own.
_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--force-device-scale-factor=1"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"),
]

Open = Callable[..., "Page"]
"""Opens a page by its name, which may end with an anchor."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """What says that the pictures have been looked at."""
    parser.addoption("--keep-screenshots", action="store_true", help="Keep the pictures of pages as they are now.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them look at the sample, in a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.sample)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is missing; `make test-browser` has it")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is missing: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page of a project in each of its forms: plain, packed, and as a fleet has it."""
    folder = tmp_path_factory.mktemp("site")
    root = laid_in(tmp_path_factory.mktemp("story") / "project")
    with imported(root), pytest.MonkeyPatch.context() as changed:
        facts = facts_of(root)
        made = dict(pages(facts, "plain"))
        changed.setattr(report, "_PLAIN", 0)
        made |= pages(facts, "packed")
        changed.setattr(report, "MOST_APPS", 0)
        made |= pages(facts, "fleet")
    for name, text in made.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Open]:
    """Opens pages, of which none may complain, fail, or ask for anything but itself."""
    complaints: list[str] = []
    with ExitStack() as contexts:

        def opened(
            name: str = "plain.html", *, size: tuple[int, int] = WIDE, dark: bool = False, js: bool = True
        ) -> Page:
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                java_script_enabled=js,
            )
            context.set_default_timeout(10_000)
            contexts.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: complaints.append(f"{name}: {message.type}: {message.text}"))
            page.on("pageerror", lambda error: complaints.append(f"{name}: {error}"))
            page.on(
                "request", lambda asked: complaints.append(asked.url) if asked.resource_type != "document" else None
            )
            page.goto(f"{site.as_uri()}/{name}")
            return page

        yield opened
    assert complaints == []
