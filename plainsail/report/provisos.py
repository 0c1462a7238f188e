"""What a reader has to know before reading: that what the page shows is not what the settings, or the commit, say."""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.errors import ProjectError
from plainsail.project.git import uncommitted
from plainsail.project.project import Project
from plainsail.project.scope import Scope
from plainsail.render.freshness import differences
from plainsail.render.synthesis import synthesize
from plainsail.terminal import many

_SHOWN = ("dist", "envs", "charts")
"""What the page is made of."""


def provisos(project: Project) -> Iterator[str]:
    """Each in a sentence; none where `dist/` is what the settings say, and all of it is committed."""
    try:
        tree = synthesize(project, Scope(), by_times=False)
        changes = differences(project, tree, project.dist)
    except ProjectError as error:
        yield f"Whether dist/ is what the settings say, cannot be told: {error}."
    else:
        if count := len((*changes.added, *changes.changed, *changes.removed, *changes.foreign)):
            verb = "differs" if count == 1 else "differ"
            yield (
                f"dist/ is not what the settings say: {many(count, 'file')} of it {verb}. Findings, secrets, objects "
                "and the table of environments are those of dist/; `plainsail synth` renders it anew."
            )
    if paths := uncommitted(project.root, _SHOWN):
        verb = "is" if len(paths) == 1 else "are"
        yield f"{many(len(paths), 'file')} that this page is made of {verb} not committed."
