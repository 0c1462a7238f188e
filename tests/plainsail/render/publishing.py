"""Publishing with the folder's parent as the project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from plainsail.render import publish as module
from plainsail.render.publish import Changes


def publish(
    files: Mapping[str, str], target: Path, *, folders: Collection[str] | None = None, patience: float = 30
) -> Changes:
    """Makes the target hold exactly these files."""
    return module.publish(files, target, root=target.parent, folders=folders, patience=patience)
