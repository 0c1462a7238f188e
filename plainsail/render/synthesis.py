"""All of `dist/`, or the part of it that was asked for, as file names and texts. Nothing is written here.

What is as it was is taken from `dist/` itself (`kept/`); where all is, neither settings are imported nor Node started.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.project.scope import Scope
from plainsail.render.kept.files import Files
from plainsail.render.kept.memory import Memory
from plainsail.render.kept.seen import Seen
from plainsail.render.tree import Share, Tree

if TYPE_CHECKING:
    from plainsail.project.project import Project
    from plainsail.project.shards import Shard

_EVERYTHING = Share(Scope())
_begun: dict[Path, Memory] = {}
"""What the start of this process looked up, for whoever goes on with it."""


def synthesize(
    project: Project,
    scope: Scope | None = None,
    *,
    jobs: int | None = None,
    shard: Shard | None = None,
    anew: bool = False,
    by_times: bool = False,
) -> Tree:
    """What is asked for: what is as it was from `dist/`, unless all is to be rendered `anew`, and the rest rendered.

    `jobs` processes share the work; without a number, as many as are worth it. Neither they nor what is remembered
    change the files. A `shard` is a part of the apps, without what brings environments. `by_times`, files are not read
    again that the system says nobody changed (`kept/seen.py`). Raises what settings and constructs raise,
    `ProjectError` otherwise.
    """
    share = Share(scope or Scope(), shard)
    memory = None if anew else _begun.pop(project.root, None)
    memory = memory or _memory(project.root, used=not anew, by_times=by_times)
    tree = _found(memory, share)
    if tree is None:
        from plainsail.render.rendering import Rendering

        tree = Rendering(project, share, memory, jobs).tree()
    memory.end()
    return tree


def unchanged(root: Path, *, by_times: bool) -> Tree | None:
    """All of `dist/`, if none of it is to be rendered. Raises `ProjectError`.

    What was looked up for that, `synthesize` need not look up again.
    """
    _begun[root] = memory = _memory(root, by_times=by_times)
    if tree := _found(memory, _EVERYTHING):
        memory.end()
    return tree


def _memory(root: Path, *, used: bool = True, by_times: bool) -> Memory:
    return Memory(root, used=used, seen=Seen(root) if by_times else None)


def _found(memory: Memory, share: Share) -> Tree | None:
    """The tree, where every app is made of the same as before, and `dist/` holds what came of it."""
    labels = memory.kinds or ()
    rows = {label: row for label in labels if (row := memory.row(label))}
    if not labels or len(rows) < len(labels) or not (whole := memory.holds_together(rows)):
        return None
    wanted = [label for label in labels if share.holds(label)]
    outputs = {label: rows[label].output for label in wanted}
    outputs |= {folder: output for folder, output in whole.deliveries.items() if share.brings(folder)}
    files = Files(memory.dist)
    for folder, output in outputs.items():
        found = memory.files(folder, output)
        if found is None:
            return None
        files.add(found)
    left_out = [words for label in wanted for words in rows[label].left_out]
    return Tree(files, share.folders(wanted), left_out, is_there=True, since=memory.since)
