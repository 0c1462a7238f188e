"""What is answered before anything else is imported: which version this is, and, of `synth`, that nothing changed.

Each answer is what the command itself would say; whatever else is asked, or is the case, is left to it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plainsail.completion import ASKS
from plainsail.library import installed
from plainsail.project.root import nearest, start_of

_INSTALLED = ".dist-info"


def answer(arguments: Sequence[str]) -> int | None:
    """The exit code, after what is to be said; None where the command has to run."""
    start, asked = start_of(arguments)
    if ASKS in os.environ or (start and not start.is_dir()):
        return None
    if asked == ["--version"]:
        return _version()
    root = nearest(start or Path.cwd()) if asked in (["synth"], ["synth", "--check"]) else None
    return None if root is None else _synth(root, checks="--check" in asked)


def _version() -> int | None:
    known = [name for name in installed() if name.startswith("plainsail-") and name.endswith(_INSTALLED)]
    if len(known) != 1:
        return None
    sys.stdout.write(f"plainsail {known[0].removeprefix('plainsail-').removesuffix(_INSTALLED)}\n")
    return 0


def _synth(root: Path, *, checks: bool) -> int | None:
    from plainsail.render.synthesis import unchanged

    try:
        tree = unchanged(root, by_times=not checks)
        if tree is None or not tree.lies_in(root / "dist"):
            return None
    except Exception:  # the command comes to it, too, and says it in one line
        return None
    for words in tree.left_out:
        sys.stderr.write(f"not rendered: {words}\n")
    if not checks:
        sys.stdout.write(f"{tree.report('dist', 0)}\n")
    return 0
