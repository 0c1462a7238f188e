"""A project's own code, imported as it is written now, and refused where a mapping in it says one key twice.

Python keeps what it compiled beside a file, and takes it for the file's as long as the size and the second of the last
change are the same: two edits within a second, as a script or `git checkout` makes them, would leave the first in use.
"""

from __future__ import annotations

import ast
import os
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from pathlib import Path
from typing import Any

from plainsail.errors import DoubleKey
from plainsail.library import LIBRARY, PACKAGES

_OWN_ROOMS = ("envs", "checks")
ROOMS = (*_OWN_ROOMS, *PACKAGES)
"""The packages that a project may hold."""
_LIBRARY = str(LIBRARY.resolve())
_roots: set[str] = set()


class WrittenLoader(SourceFileLoader):
    """Loads a file; what was compiled of it counts for the very change that it was compiled after."""

    def path_stats(self, path: Any) -> dict[str, Any]:
        """The size, and when the file was changed: in nanoseconds, of which Python compares the lower 32 bits."""
        stats = os.stat(path)  # noqa: PTH116 - thousands of modules
        return {"mtime": stats.st_mtime_ns, "size": stats.st_size}

    def source_to_code(self, data: Any, path: Any, *, _optimization: int = -1) -> Any:  # type: ignore[override] # its stub is narrower
        """The compiled file. Raises `SyntaxError`, `DoubleKey` for a key that a mapping says twice."""
        module = ast.parse(data, path)
        _refuse_double_keys(module, str(path))
        return compile(module, path, "exec", dont_inherit=True, optimize=_optimization)


def read_as_written(root: Path) -> None:
    """From here on, the code of the project in that folder is imported as it is written."""
    given, whole = str(root), str(root.resolve())
    if whole in _roots:
        return
    if not _roots:
        sys.path_hooks.insert(0, _finder)
    _roots.add(whole)
    for path in [path for path in sys.path_importer_cache if path.startswith((given, whole)) and _is_project_s(path)]:
        del sys.path_importer_cache[path]


def _finder(path: str) -> FileFinder:
    if not _is_project_s(path):
        raise ImportError(path)
    return FileFinder(
        path,
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (WrittenLoader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )


def _is_project_s(path: str) -> bool:
    """Whether a folder is a project's, or lies in a package of it; the library's own is left to Python."""
    folder = os.path.realpath(path)
    around = [root for root in _roots if f"{folder}{os.sep}".startswith(f"{root}{os.sep}")]
    if not around:
        return False
    root = max(around, key=len)
    room = folder[len(root) :].lstrip(os.sep).partition(os.sep)[0]
    return not room or room in (ROOMS if root != _LIBRARY else _OWN_ROOMS)


def _refuse_double_keys(module: ast.Module, path: str) -> None:
    """Python would take the last of them, and say nothing of the others."""
    for node in ast.walk(module):
        first: dict[str, ast.expr] = {}
        for key in node.keys if isinstance(node, ast.Dict) else ():
            if not isinstance(key, ast.Constant | ast.Name | ast.Attribute):
                continue
            known = first.setdefault(ast.dump(key), key)
            if known is not key:
                told = f"{ast.unparse(key)} stands twice in this mapping, first in line {known.lineno}; take one out"
                raise DoubleKey(told, (path, key.lineno, key.col_offset + 1, None))
