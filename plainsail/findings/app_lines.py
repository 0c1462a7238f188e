"""What finds the lines behind an app's findings with the settings of that app alone: a fleet's take long to import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plainsail.findings.finding import Locate
    from plainsail.project.project import Project


class AppLines:
    """The settings of one app after the other, each in memory until the next is asked for."""

    def __init__(self, project: Project) -> None:
        self.kinds: dict[str | None, dict[str, str]] = defaultdict(dict)
        """The class of each app in each of its environments; nothing where all settings are imported anyway."""
        self._project = project
        self._open = ExitStack()
        self._known: tuple[str | None, Locate | None] = None, None

    def locating(self, app: str | None, make: Callable[[Project], Locate]) -> Locate | None:
        """What finds lines of an app, in all of its environments; None where only all settings tell."""
        if self._known[0] != app:
            from plainsail.project.alone import apps_alone

            self.close()
            kinds = self.kinds[app]
            if kinds and all(kinds.values()):
                alone = self._open.enter_context(apps_alone(self._project.root, kinds))
                self._known = app, make(self._project.with_only(alone.environments)) if alone else None
        return self._known[1]

    def close(self) -> None:
        """Lets all settings be imported."""
        self._open.close()
        self._known = None, None
