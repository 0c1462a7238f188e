"""What the documentation shows is so: excerpts stand in their files, edits apply, commands print what is shown."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tools import settings_reference
from tools.docs import followed
from tools.documents import (
    DOCUMENTS,
    LANGUAGES,
    ROOT,
    Block,
    DocumentError,
    Section,
    anchors,
    changed,
    line_links,
    links,
    read,
    sections,
    stands_in,
    with_line_numbers,
)

SECTIONS = [section for document in DOCUMENTS for section in sections(document)]
STORIES = [section for section in SECTIONS if section.blocks]


def name(section: Section) -> str:
    return f"{section.document}: {section.heading}"


@pytest.mark.sample
@pytest.mark.slow
@pytest.mark.parametrize("section", STORIES, ids=name)
def test_a_section_can_be_followed_block_by_block(section: Section, tmp_path: Path) -> None:
    """Each block meets the project as those before it left it; `make docs` writes what commands print."""
    assert followed(section, tmp_path) == section.text


@pytest.mark.parametrize("section", STORIES, ids=name)
def test_every_block_says_what_it_is(section: Section) -> None:
    """A block of no known kind would be checked by nobody."""
    assert {block.language for block in section.blocks} <= set(LANGUAGES)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_within_the_repository_leads_somewhere(document: str) -> None:
    lost = []
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = ((ROOT / document).parent / path).resolve() if path else ROOT / document
        line = re.fullmatch(r"L(\d+)", anchor)  # which text stands there, the test below tells
        if not target.exists() or (anchor and not line and anchor not in anchors(target.relative_to(ROOT).as_posix())):
            lost.append(link)

    assert lost == []


@pytest.mark.sample
@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_lines_lead_to_the_text_that_is_quoted(document: str) -> None:
    text = read(document)

    assert with_line_numbers(document, text) == text, "run `make docs`"
    assert text.count("#L") == line_links(text)


@pytest.mark.parametrize(("quoted", "holding"), [("no such text", "0"), ("a", r"[2-9]")])
def test_a_text_that_stands_nowhere_or_twice_names_no_line(quoted: str, holding: str) -> None:
    with pytest.raises(DocumentError, match=rf"^a\.md: {holding} lines of cdk8s\.yaml, not one, hold '{quoted}'$"):
        with_line_numbers("a.md", f"[cdk8s.yaml:1](cdk8s.yaml#L1) `{quoted}`")


def test_the_number_of_a_line_follows_its_text() -> None:
    line = with_line_numbers("a.md", "[cdk8s.yaml:99](cdk8s.yaml#L99) `language: python`")

    assert line == "[cdk8s.yaml:1](cdk8s.yaml#L1) `language: python`"


def test_the_reference_of_settings_is_what_the_vocabulary_says() -> None:
    assert settings_reference.PAGE.read_text(encoding="utf-8") == settings_reference.page(), "run `make docs`"


def section_of(language: str, text: str) -> Section:
    return Section("a.md", "a heading", f"```{language}\n{text}```\n")


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("python", "# envs/shared.py\nport = 1\n", "this does not stand in envs/shared.py:\nport = 1\n"),
        ("python", "port = 1\n", "the first line of this block names no file:\nport = 1\n"),
        ("diff", "# envs/shared.py\n-port = 1\n", "these lines stand 0 times in the file, not once:\nport = 1\n"),
        ("console", "$ rm x\n", "$ rm x: only plainsail is run here; show other commands in a block of kind sh"),
    ],
)
def test_what_is_not_so_is_refused(language: str, text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        followed(section_of(language, text), tmp_path)

    assert str(caught.value) == f"a.md, 'a heading': {told}"


def test_the_output_that_is_shown_is_replaced_by_the_one_there_is(tmp_path: Path) -> None:
    section = section_of("console", "$ plainsail --version\nnothing\n$ plainsail --version\n")

    text = followed(section, tmp_path)

    assert text == section_of("console", f"$ plainsail --version\nplainsail {version('plainsail')}\n" * 2).text


def test_a_reader_goes_to_a_folder(tmp_path: Path) -> None:
    section = section_of("console", "$ cd envs/backend\n$ plainsail --version\n")

    text = followed(section, tmp_path)

    assert (
        text
        == section_of("console", f"$ cd envs/backend\n$ plainsail --version\nplainsail {version('plainsail')}\n").text
    )


def test_a_section_that_makes_a_project_begins_without_one(tmp_path: Path) -> None:
    followed(section_of("console", "$ plainsail init --help\n"), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_new_file_must_not_be_there_yet(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        followed(section_of("python", "# envs/shared.py (new)\nport = 1\n"), tmp_path)


@pytest.mark.parametrize(
    ("excerpt", "stands"),
    [("a\nb\n", True), ("b\nc\n", True), ("a\n# ...\nc\n", True), ("a\nc\n", False), ("c\n# ...\na\n", False)],
)
def test_an_excerpt_leaves_lines_out_only_where_it_says_so(excerpt: str, stands: bool) -> None:
    assert stands_in(excerpt, "a\nb\nc\n") == stands


def test_a_diff_adds_and_removes_lines_where_its_context_stands() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+x\n") == "a\nx\nc\n"


def test_a_block_without_its_first_line_is_the_file() -> None:
    block = Block("python", "# envs/a.py (new)\nx = 1\n")

    assert (block.path, block.is_new, block.body) == ("envs/a.py", True, "x = 1\n")
