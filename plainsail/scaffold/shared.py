"""`envs/shared.py`: what every app shares, and the mix-ins of environments."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.scaffold.layout import packages_of, width_of
from plainsail.scaffold.names import class_of
from plainsail.scaffold.python_text import PythonText
from plainsail.scaffold.templates import Promotion, mix_in

SHARED = "envs/shared.py"
MixIn = tuple[str, Sequence[str]]
"""A class of settings, and the names of the vocabulary that it needs."""
_SETTINGS = "constructs_lib.settings"
_VOCABULARIES = ("Workload", "Environment")


class Shared:
    """The text of `envs/shared.py`, to which mix-ins are added."""

    def __init__(self, root: Path) -> None:
        """Raises `ProjectError` where there is none, or nothing in it for an app to derive from."""
        try:
            text = (root / SHARED).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise ProjectError(f"{SHARED}: cannot be read; write it first, with the class Shared of all apps") from None
        self._file = PythonText(SHARED, text, width=width_of(root))
        self._ours = packages_of(root)
        self._before = self._file.text
        self.added: set[str] = set()
        """The mix-ins that are new."""
        if "Shared" not in self._file.classes():
            raise ProjectError(f"{SHARED}: has no class Shared, which every app derives from; write it first")

    @property
    def changed(self) -> dict[str, str]:
        """The file, where it is another one now."""
        return {SHARED: self._file.text} if self._file.text != self._before else {}

    def mix_in(self, env: str) -> ast.ClassDef | None:
        """What all apps of an environment share, where that is said."""
        return self._file.classes().get(class_of(env))

    def add(self, env: str, promotion: Promotion, *, run_pods: bool) -> None:
        """Adds the mix-in of an environment; `run_pods` where each app that gets it does. Raises `ProjectError`."""
        vocabularies = _VOCABULARIES if run_pods else _VOCABULARIES[1:]
        named = [name for name in vocabularies if name in self._file.names()]
        if not named:
            self._file = self._file.with_import(_SETTINGS, vocabularies[0], ours=self._ours)
        self._file = self._file.with_class(mix_in(env, promotion, vocabulary=(*named, *vocabularies)[0]))
        self.added.add(class_of(env))

    def add_class(self, env: str, of_all: MixIn) -> None:
        """Adds a class that says what all apps of an environment share. Raises `ProjectError`."""
        text, names = of_all
        if class_ := self.mix_in(env):
            raise ProjectError(f"{SHARED}:{class_.lineno}: class {class_.name} is there already; nothing was written")
        for name in names:
            if name not in self._file.names():
                self._file = self._file.with_import(_SETTINGS, name, ours=self._ours)
        self._file = self._file.with_class(text)
        self.added.add(class_of(env))
