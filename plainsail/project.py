"""The project that a command works on: the nearest `cdk8s.yaml` upward, and the settings found there."""

from __future__ import annotations

import importlib
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

MARK = "cdk8s.yaml"


class ProjectError(Exception):
    """What keeps a command from working on a project, in one line for people."""


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upward, that holds `cdk8s.yaml`. Raises `ProjectError`."""
    start = start.absolute()
    if not start.is_dir():
        raise ProjectError(f"{start}: is no folder; name one of the project's")
    for folder in (start, *start.parents):
        if (folder / MARK).is_file():
            return folder
    raise ProjectError(
        f"{start}: neither this folder nor one above it holds {MARK}; go to a project, or name one: -C DIR"
    )


class Project:
    """The project around a folder. Looks for it, and imports its settings, only when asked."""

    def __init__(self, start: Path) -> None:
        self._start = start

    @cached_property
    def root(self) -> Path:
        """The project's folder. Raises `ProjectError`."""
        return find_root(self._start)

    @property
    def dist(self) -> Path:
        """The folder of rendered YAML."""
        return self.root / "dist"

    @cached_property
    def environments(self) -> tuple[Environment, ...]:
        """Every app in every environment, by app and environment. Raises `SettingsError` and whatever `envs` raises."""
        use_code_of(self.root)
        from plainsail.registry import load

        return load(self.root)


def use_code_of(root: Path) -> None:
    """Makes `import envs` (and charts, constructs_lib, imports) mean the project's own."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
        importlib.invalidate_caches()
