"""The project that a command works on: the nearest `cdk8s.yaml` upward, and the settings found there."""

from __future__ import annotations

import importlib
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.library import folders_of
from plainsail.project.code import read_as_written
from plainsail.project.observed import REGISTERING, Observed, observing
from plainsail.project.root import find_root, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs_lib.settings import Environment

DEFINITIONS = "imports/crds"


class Project:
    """The project around a folder. Looks for it, and imports its settings, only when asked."""

    def __init__(self, start: Path) -> None:
        self.start = start

    @cached_property
    def around(self) -> Path | None:
        """The project's folder; None outside any project."""
        return nearest(self.start)

    @property
    def root(self) -> Path:
        """The project's folder. Raises `NoProject`."""
        return self.around or find_root(self.start)

    @property
    def dist(self) -> Path:
        """The folder of rendered YAML."""
        return self.root / "dist"

    @property
    def definitions(self) -> list[Path]:
        """Folders of CustomResourceDefinitions, the project's first; outside any project the library's alone."""
        return folders_of(DEFINITIONS, self.around)

    @cached_property
    def environments(self) -> tuple[Environment, ...]:
        """Every app in every environment, by app and environment. Raises `SettingsError` and whatever `envs` raises."""
        use_code_of(self.root)
        from plainsail.project.registry import load

        with observing(self._seen):
            return load(self.root)

    def with_only(self, environments: Sequence[Environment]) -> Project:
        """The same project, as if nothing else were registered."""
        other = Project(self.start)
        other.environments = tuple(environments)
        return other

    @cached_property
    def _seen(self) -> Observed:
        return Observed(self.root)

    @cached_property
    def observed(self) -> Observed | None:
        """What the settings are made of; None where something else in this process had imported them before."""
        return self._seen if self.environments and self._seen.saw(REGISTERING) else None

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Every app with each of its environments. Imports settings only where the registry does not spell them out."""
        from plainsail.project.names import written

        names = written(self.root)
        return sorted(names if names is not None else ((env.app_name, env.env_name) for env in self.environments))

    @cached_property
    def unbuilt(self) -> tuple[Environment, ...]:
        """What is registered and not rendered yet, since no build of its image is pinned."""
        from plainsail.project.pins import unbuilt

        return tuple(unbuilt(self.root, self.environments))


def use_code_of(root: Path) -> None:
    """Makes `import envs` (and charts, constructs_lib, imports) mean the project's own, as it is written now."""
    read_as_written(root)
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
        importlib.invalidate_caches()
