"""Commits as pages tell them: one, and what one has behind it that another has not."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.git import printed

_SHOWN = "--format=%H%x00%cI%x00%s"


@dataclass(frozen=True)
class Commit:
    """What is told of a commit."""

    name: str
    """40 hexadecimal digits."""
    instant: datetime
    """When it was committed, in the zone of who did."""
    subject: str


def commit_at(root: Path, ref: str = "HEAD") -> Commit | None:
    """The commit that a ref names; None where Git knows none, or is not there."""
    told = None
    with suppress(ProjectError):
        told = printed(
            root, "show", "--no-patch", "--no-show-signature", _SHOWN, "--end-of-options", f"{ref}^{{commit}}"
        )
    name, _, rest = os.fsdecode(told or b"").strip().partition("\0")
    instant, _, subject = rest.partition("\0")
    return Commit(name, datetime.fromisoformat(instant), subject) if instant else None


@dataclass(frozen=True)
class Logged(Commit):
    """A commit of the history, with what it touches."""

    authored: datetime
    """When its author wrote it, in the zone of the author."""
    paths: tuple[str, ...]
    """The files below the project; of a merge, those that are as in none of its parents."""


def log(root: Path, old: str, new: str) -> list[Logged] | None:
    """What one commit has behind it and another has not, the newest first; None where Git cannot tell."""
    listed = printed(
        *(root, "-c", "i18n.logOutputEncoding=UTF-8", "log", "--no-show-signature", "--no-color", "--topo-order"),
        *("--cc", "--name-only", "--no-renames", "--relative", "-z", "--format=tformat:%x00%H%x00%cI%x00%s%x00%aI"),
        *("--end-of-options", f"{old}..{new}", "--"),
    )
    if listed is None:
        return None
    words = iter(os.fsdecode(listed).split("\0")[:-1])
    found: list[tuple[str, str, str, str, list[str]]] = []
    for word in words:
        if word:
            found[-1][4].append(word.removeprefix("\n"))
        elif name := next(filter(None, words), ""):  # no path is empty; behind a merge stand two
            found.append((name, next(words), next(words), next(words), []))
    return [
        Logged(name, datetime.fromisoformat(instant), subject, datetime.fromisoformat(authored), tuple(paths))
        for name, instant, subject, authored, paths in found
    ]
