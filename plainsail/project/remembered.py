"""`.plainsail/`: what follows from the project and was found before. It is this machine's, or comes from CI's cache.

Whoever could commit it could have a `dist/` believed that nothing renders, and objects taken for sound that are not.
"""

from __future__ import annotations

from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project import git

FOLDER = ".plainsail"


def remembered(root: Path) -> Path:
    """The folder. Raises `ProjectError` where Git holds files of it."""
    folder = root / FOLDER
    if folder.exists() and git.holds(root, FOLDER):
        remedy = f"take it out: `git rm -r --cached {FOLDER}`, and /{FOLDER}/ in .gitignore"
        raise ProjectError(f"{FOLDER}/: is committed, and what is remembered must not come from a commit; {remedy}")
    return folder
