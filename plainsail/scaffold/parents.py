"""What an app's classes derive from in `envs/shared.py`: of the classes for all apps, those that fit its vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from constructs_lib.settings import Workload
from constructs_lib.settings.layers import gives_values, layers, vocabulary_of
from plainsail.errors import ProjectError
from plainsail.project.project import use_code_of
from plainsail.provenance.diagnostics import diagnose
from plainsail.scaffold.preview import imported

Origin = tuple[str, str]
"""A module, and a class of settings in it."""
SHARED = "envs.shared"
"""The module of what all apps share."""


class Parents:
    """The classes of `envs/shared.py`, as they are now."""

    def __init__(self, root: Path, origins: Iterable[Origin]) -> None:
        """`origins` are the classes, or vocabularies, of the apps in question. Raises `ProjectError`."""
        use_code_of(root)
        with imported(root):
            try:
                shared = import_module(SHARED)
                self._apps: dict[Origin, type] = {
                    (module, name): getattr(import_module(module), name) for module, name in origins
                }
            except Exception as error:
                raise ProjectError(f"{diagnose(error, root)}; nothing was written") from None
        self._kinds = {name: kind for name, kind in vars(shared).items() if _is_class_of(kind, shared.__name__)}

    def nearest(self, name: str, app: Origin) -> str | None:
        """The class of that name, or one above or below it, which says most of what the app can say.

        None where there is none, or where each says settings that the app has not.
        """
        first = self._kinds.get(name)
        if first is None:
            return None
        vocabulary = vocabulary_of(self._apps[app])
        related = [kind for kind in self._kinds.values() if issubclass(kind, first) or issubclass(first, kind)]
        fitting = [kind for kind in related if issubclass(vocabulary, vocabulary_of(kind))]
        # Of those that say as much, the one that was asked for.
        nearest = max(fitting, key=lambda kind: (len(vocabulary_of(kind).__mro__), kind is first), default=None)
        return nearest.__name__ if nearest else None

    def vocabulary(self, app: Origin) -> str:
        """The name of the vocabulary of an app."""
        return vocabulary_of(self._apps[app]).__name__

    def says(self, setting: str, *origins: Origin | None) -> bool:
        """Whether one of these classes, of apps or of `envs/shared.py`, gives a setting its value."""
        known = self._apps | {(SHARED, name): kind for name, kind in self._kinds.items()}
        kinds = [known[origin] for origin in origins if origin is not None]
        return any(gives_values(layer) for kind in kinds for layer, _ in layers(kind, setting))

    def run_pods(self) -> bool:
        """Whether all of the apps do."""
        return all(issubclass(kind, Workload) for kind in self._apps.values())


def _is_class_of(kind: object, module: str) -> bool:
    return isinstance(kind, type) and gives_values(kind) and kind.__module__ == module
