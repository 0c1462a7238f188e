"""Whether what an image is built from is still what the pinned build was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project import git

SOURCES = ("app", "image", ".dockerignore")
"""All that a build can see, relative to the project: `.dockerignore` lets nothing else through."""


@dataclass(frozen=True)
class Drift:
    """How HEAD differs from the commit that a build was made from."""

    commit: str
    paths: tuple[str, ...] = ()
    """Files among the sources that differ."""
    unknown: bool = False
    """Whether the commit is none of this repository's."""

    def __bool__(self) -> bool:
        return self.unknown or bool(self.paths)


def drift(root: Path, commit: str) -> Drift:
    """How the sources at HEAD differ from those at a commit. Raises `ProjectError` where this clone cannot tell."""
    if git.commit_of(root, "HEAD") is None:
        raise ProjectError(f"{root}: Git cannot tell what a build was made from: {git.problem(root)}")
    if git.commit_of(root, commit) is None:
        if git.is_shallow(root):
            raise ProjectError(
                f"{commit}: this clone is shallow and may lack it; `git fetch --unshallow`, or fetch-depth: 0 in CI"
            )
        return Drift(commit, unknown=True)
    return Drift(commit, tuple(git.differing(root, commit, SOURCES)))
