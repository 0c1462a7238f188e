"""All of `dist/`, or the part of it that was asked for, as file names and texts. Nothing is written here.

What is as it was is taken from `dist/` itself (`kept/`); where all is, neither settings are imported nor Node started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainsail.project.scope import Scope
from plainsail.render.kept.memory import Memory
from plainsail.render.tree import Share, Tree

if TYPE_CHECKING:
    from plainsail.project.project import Project
    from plainsail.project.shards import Shard


def synthesize(
    project: Project,
    scope: Scope | None = None,
    *,
    jobs: int | None = None,
    shard: Shard | None = None,
    anew: bool = False,
) -> Tree:
    """What is asked for: what is as it was from `dist/`, unless all is to be rendered `anew`, and the rest rendered.

    `jobs` processes share the work; without a number, as many as are worth it. Neither they nor what is remembered
    change the files. A `shard` is a part of the apps, without what brings environments. Raises what settings and
    constructs raise, `ProjectError` otherwise.
    """
    share, memory = Share(scope or Scope(), shard), Memory(project.root, used=not anew)
    if tree := _unchanged(memory, share):
        return tree
    from plainsail.render.rendering import Rendering

    return Rendering(project, share, memory, jobs).tree()


def _unchanged(memory: Memory, share: Share) -> Tree | None:
    """The tree, where every app is made of the same as before, and `dist/` holds what came of it."""
    labels = memory.labels or ()
    rows = {label: row for label in labels if (row := memory.row(label))}
    if not labels or len(rows) < len(labels) or not (whole := memory.holds_together(rows)):
        return None
    wanted = [label for label in labels if share.holds(label)]
    outputs = {label: rows[label].output for label in wanted}
    outputs |= {folder: output for folder, output in whole.deliveries.items() if share.brings(folder)}
    files: dict[str, str] = {}
    for folder, output in outputs.items():
        found = memory.files(folder, output)
        if found is None:
            return None
        files |= found
    left_out = [words for label in wanted for words in rows[label].left_out]
    return Tree(files, share.folders(wanted), left_out, is_there=True)
