"""What a .dockerignore lets through to a build, as Docker reads it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath


class DockerIgnore:
    """The patterns of a .dockerignore; the last that fits a path or a folder above it decides."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines()]
        self._rules = [
            (line.startswith("!"), _pattern(line.removeprefix("!").strip("/")))
            for line in lines
            if line and not line.startswith("#")
        ]

    def lets_through(self, path: str) -> bool:
        """Whether a file, relative to the root of the build context, reaches the build."""
        above = [str(each) for each in (PurePosixPath(path), *PurePosixPath(path).parents) if str(each) != "."]
        decisions = [again for again, pattern in self._rules if any(pattern.fullmatch(each) for each in above)]
        return decisions[-1] if decisions else True


def _pattern(text: str) -> re.Pattern[str]:
    """`*` and `?` stay within a name, `**/` is any number of folders."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda found: parts.get(found[0], re.escape(found[0])), text))
