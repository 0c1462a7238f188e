"""The documentation as something that can be checked: sections, fenced blocks and links.

`python`, `yaml`, `json`, `hcl` and `diff` blocks begin with a line that names their file, `# envs/backend/base.py`;
`(new)` beside it says that the reader writes that file. `console` blocks show `plainsail` commands and what they print.
Other blocks are the reader's business. In a link to a line, `[file:12](file#L12)` with the line's text in backquotes
behind it, the number follows the text.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("imports/*.md"))
)
LANGUAGES = ("python", "yaml", "json", "hcl", "diff", "console", "sh", "text")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_LINE_LINK = re.compile(r"\[([^\]\n]+):\d+\]\(([^)#\s]+)#L\d+\) `([^`\n]+)`")
_FILE = re.compile(r"# (\S+)( \(new\))?\n\n?")
_GAP = re.compile(r"^ *# \.\.\.\n", re.MULTILINE)


class DocumentError(Exception):
    """Something that the documentation shows and that is not so."""


@dataclass(frozen=True)
class Block:
    """What stands between two fences."""

    language: str
    text: str

    @property
    def path(self) -> str:
        """The file that the first line names."""
        return self._file[1]

    @property
    def is_new(self) -> bool:
        """Whether the reader writes this file."""
        return self._file[2] is not None

    @property
    def body(self) -> str:
        """All but the line that names the file."""
        return self.text[self._file.end() :]

    @property
    def _file(self) -> re.Match[str]:
        match = _FILE.match(self.text)
        if not match:
            raise DocumentError(f"the first line of this block names no file:\n{self.text}")
        return match


@dataclass(frozen=True)
class Section:
    """A heading of the second level, with what stands under it: one story, from a fresh clone on."""

    document: str
    heading: str
    text: str

    @property
    def blocks(self) -> list[Block]:
        """The fenced blocks, in order."""
        return [Block(language, text) for language, text in _FENCE.findall(self.text)]


def read(document: str) -> str:
    """The text of a document."""
    return (ROOT / document).read_text(encoding="utf-8")


def sections(document: str) -> list[Section]:
    """The sections of a document; joined, their texts are the document."""
    parts = re.split(r"^(?=## )", read(document), flags=re.MULTILINE)
    return [Section(document, part.partition("\n")[0].strip("# "), part) for part in parts]


def links(document: str) -> list[str]:
    """The links of a document to files of the repository, and to headings."""
    targets = _LINK.findall(_FENCE.sub("", read(document)))
    return [link for link in targets if not re.match(r"[a-z]+:", link)]


def anchors(document: str) -> set[str]:
    """The fragments that headings answer to, as the usual viewers of Markdown make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", read(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def stands_in(excerpt: str, text: str) -> bool:
    """Whether the lines of the excerpt stand in the text, one after the other; a line `# ...` leaves some out."""
    lines, at = text.split("\n"), 0
    for chunk in _GAP.split(excerpt):
        wanted = chunk.strip("\n").split("\n")
        starts = range(at, len(lines) - len(wanted) + 1)
        start = next((index for index in starts if lines[index : index + len(wanted)] == wanted), None)
        if start is None:
            return False
        at = start + len(wanted)
    return True


def changed(text: str, diff: str) -> str:
    """The text after a diff without line numbers. What the diff takes for given must stand there, once."""
    old = "".join(f"{line[1:]}\n" for line in diff.splitlines() if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in diff.splitlines() if not line.startswith("-"))
    if text.count(old) != 1:
        raise DocumentError(f"these lines stand {text.count(old)} times in the file, not once:\n{old}")
    return text.replace(old, new)


def with_line_numbers(document: str, text: str) -> str:
    """The text of a document, with the numbers of the lines that hold what is quoted behind their links.

    Raises `DocumentError` where none, or more than one line of the file holds it.
    """

    def numbered(match: re.Match[str]) -> str:
        shown, path, quoted = match.groups()
        number = _line_of(document, path, quoted)
        return f"[{shown}:{number}]({path}#L{number}) `{quoted}`"

    return _LINE_LINK.sub(numbered, text)


def line_links(text: str) -> int:
    """How many links to lines a text has."""
    return len(_LINE_LINK.findall(text))


def _line_of(document: str, path: str, quoted: str) -> int:
    file = ((ROOT / document).parent / path).resolve()
    if not file.is_file():
        raise DocumentError(f"{document}: {path} is no file")
    lines = file.read_text(encoding="utf-8").splitlines()
    holding = [number for number, line in enumerate(lines, 1) if quoted in line]
    if len(holding) != 1:
        raise DocumentError(f"{document}: {len(holding)} lines of {path}, not one, hold {quoted!r}")
    return holding[0]
