"""What the site has beside docs/: the changes, and the files that pages link to, with a fragment for each line.

mkdocs calls the functions by their names. A page is read on GitHub as well, so that its links lead out of docs/:
`../.github/workflows/default.yml#L41` becomes a page of the site with that line in it.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CHANGES = "changelog.md"
_SOURCES = "source/"
_LINK = re.compile(r"(\]\()((?:\.\./)+)([^)#\s]+)(#[^)\s]*)?(\))")
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def on_files(files: Any, *, config: Any) -> Any:
    """Adds the pages that are no file of docs/."""
    from mkdocs.structure.files import File, InclusionLevel

    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    files.append(File.generated(config, CHANGES, content=changes.replace("](docs/", "](")))
    for path in sorted(_linked(files)):
        page = File.generated(config, f"{_SOURCES}{path}.md", content=source(path))
        page.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(page)
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page, with links that stay within the site."""
    return rewritten(markdown, page.file.src_uri)


def rewritten(markdown: str, page: str) -> str:
    """The Markdown of a page with its links out of docs/ led to pages of the site; code is left as it is."""
    parts = _FENCE.split(markdown)
    return "".join(
        part if index % 2 else _LINK.sub(lambda link: _within(link, page), part) for index, part in enumerate(parts)
    )


def source(path: str) -> str:
    """A file of the repository as a page; text is shown with a number and a fragment for each line."""
    text = (ROOT / path).read_text(encoding="utf-8")
    lines = text.splitlines()
    wide = len(str(len(lines)))
    shown = "\n".join(
        f'<span id="L{number}">{number:>{wide}}  {escape(line)}</span>' for number, line in enumerate(lines, 1)
    )
    return f"---\nsearch: {{exclude: true}}\ntitle: {path}\n---\n\n# {path}\n\n<pre><code>{shown}\n</code></pre>\n"


def outside(page: str, path: str) -> str | None:
    """The file of the repository that a link leads to; None where it stays in docs/, or leads to what is no file."""
    target = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), path))
    return target if not target.startswith(("docs/", "..")) and (ROOT / target).is_file() else None


def _within(link: re.Match[str], page: str) -> str:
    target = outside(page, f"{link[2]}{link[3]}")
    if not target:
        return link[0]
    up = "../" * page.count("/")
    to = CHANGES if target == "CHANGELOG.md" else f"{_SOURCES}{target}.md"
    return f"{link[1]}{up}{to}{link[4] or ''}{link[5]}"


def _linked(files: Any) -> set[str]:
    """The files beside docs/ that its pages link to."""
    found = set()
    for file in files:
        if file.src_uri.endswith(".md") and file.abs_src_path and Path(file.abs_src_path).is_relative_to(ROOT / "docs"):
            text = _FENCE.sub("", Path(file.abs_src_path).read_text(encoding="utf-8"))
            found |= {outside(file.src_uri, f"{link[2]}{link[3]}") for link in _LINK.finditer(text)}
    return {path for path in found if path and path != "CHANGELOG.md"}
