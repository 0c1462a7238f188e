"""Which setting decides a field, as it was found before: a function of settings and code, kept in `.plainsail/`.

An answer is kept under a digest of all that it follows from, so that none outlives a change; a file that cannot be read
or written costs time, and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.settings.layers import settings_of
from plainsail.attribution.knowledge import code_of, shape_of
from plainsail.project.files import replace_file
from plainsail.project.pins import pin_path
from plainsail.provenance.values import SettingPath

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_MOST = 20_000
"""Answers that are kept; what was asked last stays."""
_OURS = ("plainsail/attribution", "plainsail/render", "plainsail/provenance")


class Remembered:
    """Answers of earlier runs, and those of this one."""

    def __init__(self, root: Path) -> None:
        """`root` is the project's folder."""
        self._root = root
        self._file = root / ".plainsail" / "attribution" / "answers.json"
        self._known: dict[str, list[str | int] | None] | None = None
        self._asked: dict[str, list[str | int] | None] = {}
        self._settings: dict[Environment, bytes] = {}
        self._codes: dict[str, str] = {}
        self._files: dict[str, bytes] = {}
        """Digests of the files that say settings: of this run alone, for others may find them changed."""

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
        digest = sha256(self._settings[environment])
        digest.update(_bytes_of(self._root / "dist" / file))
        digest.update(json.dumps([file, *question]).encode())
        return digest.hexdigest()

    def _digest_of(self, environment: Environment) -> bytes:
        """Settings, the code that says them, the image that is pinned, and the code that renders them."""
        kind = type(environment)
        if (shape := shape_of(kind)) not in self._codes:
            self._codes[shape] = code_of(kind)
        values = [(name, getattr(environment, name)) for name in settings_of(kind)]
        digest = sha256(repr((shape, environment.app_name, environment.env_name, values)).encode())
        digest.update(f"{self._codes[shape]} {_own_code()} {sys.version_info}".encode())
        for layer in kind.__mro__:
            path = getattr(sys.modules.get(layer.__module__), "__file__", None)
            if path and path not in self._files:
                self._files[path] = sha256(_bytes_of(Path(path))).digest()
            digest.update(self._files[path] if path else b"")
        digest.update(_bytes_of(self._root / pin_path(environment.app_name)))
        return digest.digest()


def _is_answer(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(part, str | int) for part in value))


@cache
def _own_code() -> str:
    """What this tool itself does with settings."""
    from plainsail.library import LIBRARY

    digest = sha256()
    for folder in _OURS:
        for path in sorted((LIBRARY / folder).rglob("*.py")):
            digest.update(sha256(_bytes_of(path)).digest())
    return digest.hexdigest()


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
