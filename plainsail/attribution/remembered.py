"""Which setting decides a field, as it was found before: a function of settings and code, kept in `.plainsail/`.

An answer is kept under a digest of all that it follows from, so that none outlives a change; a file that cannot be read
or written costs time, and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from constructs_lib.settings.layers import settings_of
from plainsail.attribution.knowledge import code_of, shape_of
from plainsail.digests import Disk, digest
from plainsail.library import LIBRARY
from plainsail.project.files import replace_file
from plainsail.project.pins import pin_path
from plainsail.project.remembered import remembered
from plainsail.provenance.values import SettingPath

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

Answers: TypeAlias = Mapping[str, "list[str | int] | None"]
"""Questions, as digests, with the setting behind each, if there is one."""

_MOST = 20_000
"""Answers that are kept; what was asked last stays."""
_OURS = ("plainsail/attribution/", "plainsail/render/", "plainsail/provenance/")


class Remembered:
    """Answers of earlier runs, and those of this one."""

    def __init__(self, root: Path) -> None:
        """`root` is the project's folder."""
        self._root = root
        self._disk = Disk(root)  # of this run alone, for others may find files changed
        self._file = remembered(root) / "attribution" / "answers.json"
        self._known: dict[str, list[str | int] | None] | None = None
        self._asked: dict[str, list[str | int] | None] = {}
        self._settings: dict[Environment, str] = {}
        self._codes: dict[str, str] = {}

    def setting(
        self,
        environment: Environment,
        file: str,
        question: tuple[str | None, ...],
        find: Callable[[], SettingPath | None],
    ) -> SettingPath | None:
        """The answer to a question about a file of `dist/`; `find` finds it, and raises what it likes."""
        key = self._key(environment, file, question)
        if key not in self._asked:
            known = self._read()
            if key in known:
                self._asked[key] = known[key]
            else:
                found = find()
                self._asked[key] = None if found is None else list(found)
        answer = self._asked[key]
        return None if answer is None else tuple(answer)

    @property
    def answers(self) -> Answers:
        """All that was asked in this run."""
        return dict(self._asked)

    def learn(self, answers: Answers) -> None:
        """Takes what another process found."""
        self._asked |= answers

    def keep(self) -> None:
        """Writes what was found, if anything is new."""
        known = self._read()
        if not self._asked.keys() - known.keys():
            return
        both = {**{key: known[key] for key in known if key not in self._asked}, **self._asked}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(dict(list(both.items())[-_MOST:]), separators=(",", ":")))

    def _read(self) -> dict[str, list[str | int] | None]:
        if self._known is None:
            self._known = {}
            with suppress(OSError, ValueError, RecursionError):
                content = json.loads(self._file.read_text(encoding="utf-8"))
                if isinstance(content, dict) and all(map(_is_answer, content.values())):
                    self._known = content
        return self._known

    def _key(self, environment: Environment, file: str, question: tuple[str | None, ...]) -> str:
        if environment not in self._settings:
            self._settings[environment] = self._digest_of(environment)
        rendered = self._disk.digest_of(f"dist/{file}")
        return digest([self._settings[environment], rendered, json.dumps([file, *question])])

    def _digest_of(self, environment: Environment) -> str:
        """Settings, the code that says them, the image that is pinned, and the code that renders them."""
        kind = type(environment)
        if (shape := shape_of(kind)) not in self._codes:
            self._codes[shape] = code_of(kind)
        values = [(name, getattr(environment, name)) for name in settings_of(kind)]
        said = repr((shape, environment.app_name, environment.env_name, values))
        files = [getattr(sys.modules.get(layer.__module__), "__file__", None) for layer in kind.__mro__]
        paths = [os.path.relpath(path, self._root) for path in files if path]
        pin = pin_path(environment.app_name)
        made_of = map(self._disk.digest_of, (*paths, pin))
        return digest([said, self._codes[shape], own_code(), sys.version, *made_of])


def _is_answer(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(part, str | int) for part in value))


@cache
def own_code() -> str:
    """What this tool itself does with settings."""
    return Disk(LIBRARY).digest_of_all(_OURS)
