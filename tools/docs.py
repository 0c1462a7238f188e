"""Brings the documentation up to date: references, line numbers in links, and what commands in `console` blocks print.

`make docs` runs it. Each section is followed in a project of its own, block after block, as a reader would: in the
sample, or, where its first command is `plainsail init`, in an empty folder.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import checks_reference, public_api, settings_reference
from tools.documents import (
    DOCUMENTS,
    ROOT,
    Block,
    DocumentError,
    Section,
    changed,
    sections,
    stands_in,
    with_line_numbers,
)
from tools.sample import is_sample, lay_project, rendered

_INIT = "plainsail init"
"""What makes a project where there is none."""
_FOLLOWED = ("python", "yaml", "json", "hcl", "diff", "console")


def followed(section: Section, folder: Path) -> str:
    """The section's text, with what its commands print now. `folder` is an empty one to work in.

    Raises `DocumentError` for an excerpt that does not stand in its file, and an edit that cannot be made.
    """
    text = section.text
    blocks = [block for block in section.blocks if block.language in _FOLLOWED]
    if blocks and not _begins_a_project(blocks):
        lay_project(folder)
    reader = _Reader(folder)
    for block in blocks:
        try:
            text = text.replace(block.text, reader.follow(block))
        except DocumentError as error:
            raise DocumentError(f"{section.document}, {section.heading!r}: {error}") from None
    return text


def _begins_a_project(blocks: Sequence[Block]) -> bool:
    """Whether the first command makes a project, so that there is none before."""
    return next((block.text for block in blocks if block.language == "console"), "").startswith(f"$ {_INIT}")


@dataclass
class _Reader:
    """Does what a section says, block after block."""

    folder: Path
    """Where the reader is."""

    def follow(self, block: Block) -> str:
        """Does what the block says; returns the block's text as it should be."""
        if block.language == "console":
            return re.sub(
                r"^\$ (.+)\n(?:(?!\$ ).*\n)*", lambda match: self._run(match[1]), block.text, flags=re.MULTILINE
            )
        file = self.folder / block.path
        if block.language == "diff":
            file.write_text(changed(file.read_text(encoding="utf-8"), block.body), encoding="utf-8")
        elif block.is_new:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as new:
                new.write(block.body)
        elif not stands_in(block.body, file.read_text(encoding="utf-8")):
            raise DocumentError(f"this does not stand in {block.path}:\n{block.body}")
        return block.text

    def _run(self, command: str) -> str:
        """The command, and what it prints."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
            return f"$ {command}\n"
        if words[0] != "plainsail":
            raise DocumentError(f"$ {command}: only plainsail is run here; show other commands in a block of kind sh")
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return f"$ {command}\n{done.stdout}"


def main() -> None:
    """Writes every document that is not as it should be."""
    pages = {reference.PAGE: reference.page() for reference in (settings_reference, checks_reference, public_api)}
    if is_sample():
        rendered()  # once, before several ask for it
        documents = [document for document in DOCUMENTS if ROOT / document not in pages]
        # Threads, because what takes the time are the commands that they wait for.
        with ThreadPoolExecutor(os.cpu_count()) as readers:
            texts = [readers.map(_followed, sections(document)) for document in documents]
        for document, parts in zip(documents, texts, strict=True):
            pages[ROOT / document] = with_line_numbers(document, "".join(parts))
    else:
        print("docs: the references alone; the other pages show the sample, and these settings are your own")
    for page, text in pages.items():
        page.write_text(text, encoding="utf-8")


def _followed(section: Section) -> str:
    with tempfile.TemporaryDirectory() as project:
        return followed(section, Path(project))


if __name__ == "__main__":
    try:
        main()
    except DocumentError as error:
        sys.exit(str(error))
