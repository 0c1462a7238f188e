"""The answer that most runs of `plainsail synth` give: nothing changed. It is found before anything else is imported.

It is what the command itself would say; whatever else is asked, or is the case, is left to it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plainsail.completion import ASKS
from plainsail.project.root import nearest, start_of


def answer(arguments: Sequence[str]) -> int | None:
    """The exit code, after what is to be said; None where the command has to run."""
    start, asked = start_of(arguments)
    root = nearest(start or Path.cwd())
    if root is None or asked not in (["synth"], ["synth", "--check"]) or ASKS in os.environ:
        return None
    from plainsail.render.synthesis import unchanged

    checks = "--check" in asked
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
