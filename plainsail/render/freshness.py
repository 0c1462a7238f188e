"""Whether a folder holds what the settings render."""

from __future__ import annotations

from pathlib import Path

from plainsail.project.project import Project
from plainsail.render.ownership import Owner
from plainsail.render.publish import Changes, compare
from plainsail.render.tree import Tree


def differences(project: Project, tree: Tree, target: Path) -> Changes:
    """The paths by which the folder differs from a render; writes nothing. Raises `ProjectError`."""
    if target == project.dist and tree.lies_in(target):
        return Changes()
    return compare(tree.files, target, folders=tree.folders, owner=Owner(project.root, target))
