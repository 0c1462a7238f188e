"""Links of the documentation to lines: a link `[file:12](file#L12)` with the line's text in backquotes behind it.

The text decides; the numbers follow it.
"""

import re

from tools.documents import ROOT, DocumentError

_LINE_LINK = re.compile(r"\[([^\]\n]+):\d+\]\(([^)#\s]+)#L\d+\) `([^`\n]+)`")


def updated(document: str, text: str) -> str:
    """The text of a document, with the numbers of the lines that hold what is quoted behind their links.

    Raises `DocumentError` where none, or more than one line of the file holds it.
    """

    def numbered(found: re.Match[str]) -> str:
        shown, path, quoted = found.groups()
        number = _line_of(document, path, quoted)
        return f"[{shown}:{number}]({path}#L{number}) `{quoted}`"

    return _LINE_LINK.sub(numbered, text)


def count(text: str) -> int:
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
