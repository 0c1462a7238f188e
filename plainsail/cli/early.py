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
    try:
        if asked == ["--version"]:
            return _version()
        if asked in (["synth"], ["synth", "--check"]) and (root := nearest(start or Path.cwd())):
            return _synth(root, checks="--check" in asked)
    except Exception:  # the command comes to it, too, and says it in one line
        return None
    return None


def _version() -> int | None:
    known = [name for name in installed() if name.startswith("plainsail-") and name.endswith(_INSTALLED)]
    if len(known) != 1:
        return None
    print(f"plainsail {known[0].removeprefix('plainsail-').removesuffix(_INSTALLED)}")
    return 0


def _synth(root: Path, *, checks: bool) -> int | None:
    from plainsail.render.synthesis import unchanged

    tree = unchanged(root, by_times=not checks)
    if tree is None or not tree.lies_in(root / "dist"):
        return None
    for words in tree.left_out if sys.stderr else ():
        print(f"not rendered: {words}", file=sys.stderr)
    if not checks:
        print(tree.report("dist", 0))
    return 0
