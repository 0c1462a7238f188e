"""The site of the documentation: whole, within itself, and searchable."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools.documents import DOCUMENTS, ROOT
from tools.site_pages import outside, rewritten, source

MKDOCS = Path(sys.executable).parent / "mkdocs"
BUILT = pytest.mark.slow
PAGES = [document.removeprefix("docs/") for document in DOCUMENTS if document.startswith("docs/")]


class Page(HTMLParser):
    """Where a page leads, and what a browser fetches for it by itself."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.ids: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids |= {said["id"]} if "id" in said else set()
        if tag == "a" and "href" in said:
            self.links.add(said["href"])
        self.fetched |= {said[name] for name in ("src", "srcset", "poster", "data") if name in said}
        if tag == "link" and said.get("rel") != "canonical" and "href" in said:
            self.fetched.add(said["href"])


@cache
def read(file: Path) -> Page:
    """A page of the site."""
    return Page(file)


def build(project: Path, to: Path) -> subprocess.CompletedProcess[str]:
    """Builds the site of a project, as `make site` does."""
    if not MKDOCS.is_file():
        pytest.skip("mkdocs is not installed: make site")
    command = [str(MKDOCS), "build", "--strict", "--config-file", str(project / "mkdocs.yml"), "--site-dir", str(to)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stderr
    return folder


@BUILT
def test_every_page_is_reached_from_the_first_and_every_link_leads_somewhere(site: Path) -> None:
    seen, lost, todo = set[Path](), set[str](), [site / "index.html"]
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        for link in read(file).links if file.suffix == ".html" else ():
            address = urlsplit(link)
            if address.scheme:
                continue
            target = (file.parent / unquote(address.path)).resolve() if address.path else file
            if target.is_dir():
                target /= "index.html"
            if not target.is_file() or (address.fragment and unquote(address.fragment) not in read(target).ids):
                lost.add(f"{file.relative_to(site)}: {link}")
            elif target.suffix == ".html":
                todo.append(target)

    assert {f"{page.removesuffix('.md')}.html" for page in PAGES} < {str(file.relative_to(site)) for file in seen}
    assert site / "changelog.html" in seen
    assert site / "source/.github/workflows/pull-request.yml.html" in seen
    assert lost == set()


@BUILT
def test_a_browser_fetches_nothing_from_elsewhere(site: Path) -> None:
    pages = [read(file) for file in site.rglob("*.html")]
    styles = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.css"))
    fetched = {address for page in pages for address in page.fetched}

    assert any(address.endswith(".js") for address in fetched)
    assert [address for address in fetched if re.match(r"(https?:)?//", address)] == []
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", styles) == []


@BUILT
def test_settings_checks_and_consequences_are_found_by_search(site: Path) -> None:
    found = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    texts = {
        name: " ".join(f"{part['title']} {part['text']}" for part in found if part["location"].startswith(name))
        for name in ("settings", "checks", "plan")
    }

    assert "target_cpu_utilization_percentage" in texts["settings"]
    assert "liveness-before-readiness" in texts["checks"]
    assert "replicas-handed-over" in texts["plan"]
    assert [part["location"] for part in found if part["location"].startswith("source")] == []


@BUILT
@pytest.mark.parametrize(
    "text", ["[a](gone.md)", "[a](index.md#gone)", "[a](../.github/gone.yml)", "![a](pictures/gone.svg)"]
)
def test_a_link_that_leads_nowhere_fails(text: str, tmp_path: Path) -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    config = config.replace("tools/site_pages.py", str(ROOT / "tools/site_pages.py"))
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")

    assert build(tmp_path, tmp_path / "to").returncode == 1


def test_the_first_page_says_what_for_whom_and_how_in_one_screen() -> None:
    top = (ROOT / "docs/index.md").read_text(encoding="utf-8").partition("\n## ")[0]

    assert top.index("deploys applications") < top.index("**For whom**") < top.index("**How to start**")
    assert len(top.splitlines()) < 30


def test_the_site_is_built_and_never_committed() -> None:
    command = ["git", "check-ignore", "site/index.html"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.skip("only git knows what is ignored")

    assert done.stdout == "site/index.html\n"


WORKFLOW = ".github/workflows/default.yml"


@pytest.mark.parametrize(
    ("page", "link", "led"),
    [
        ("delivery.md", f"../{WORKFLOW}#L41", f"source/{WORKFLOW}.md#L41"),
        ("tutorials/incident.md", f"../../{WORKFLOW}", f"../source/{WORKFLOW}.md"),
        ("delivery.md", "../CHANGELOG.md", "changelog.md"),
        ("tutorials/incident.md", "../plan.md#a", "../plan.md#a"),
        ("delivery.md", "../gone.yml", "../gone.yml"),
        ("delivery.md", "../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_a_link_out_of_the_pages_leads_to_a_page_of_the_site(page: str, link: str, led: str) -> None:
    assert rewritten(f"see [a]({link}).", page) == f"see [a]({led})."


def test_what_stands_in_code_is_left_alone() -> None:
    text = f"```text\n[a](../{WORKFLOW})\n```\n"

    assert rewritten(text, "delivery.md") == text


def test_a_source_has_a_fragment_for_each_line() -> None:
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    page = source("mkdocs.yml")

    assert re.findall(r'id="L(\d+)"', page) == [str(number) for number in range(1, len(lines) + 1)]
    assert "<script" not in page


def test_a_folder_is_no_source() -> None:
    assert outside("delivery.md", "../.github") is None
