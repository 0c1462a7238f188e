"""The one line for people that an exception becomes: where, what was said, what is true, what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from constructs_lib.settings import SettingsError
from plainsail.complaints import in_words
from plainsail.provenance.expression import said_within
from plainsail.provenance.hierarchy import spoken
from plainsail.provenance.origin import Origin
from plainsail.provenance.scope import Modules
from plainsail.source import read

ROOMS = ("envs", "charts")
"""The folders whose lines people write, and so are told about."""
OWN = ("plainsail", "constructs_lib", "click")
"""Packages whose exceptions are messages for people."""
HOW_TO_SEE = "PLAINSAIL_TRACEBACK=1 shows where"


def blame(error: BaseException, root: Path) -> str:
    """`envs/backend/staging.py:12: min_replicas=5 is above max_replicas=1`; the message alone where no line says it."""
    if isinstance(error, SyntaxError) and error.filename:
        return _at(root, Path(error.filename), error.lineno or 1) + in_words(error)
    ours = list(_ours(error.__traceback__, root))
    if isinstance(error, SettingsError):
        return _where(error, ours, root) + error.message
    if ours:
        last = ours[-1]
        file, line = Path(last.tb_frame.f_code.co_filename), _position(last)[0]
        found = _expression(last)
        message = in_words(error, last.tb_frame, found if isinstance(found, ast.expr) else None)
        deepest = Path(_last(last).f_code.co_filename)
        inside = any(_within(deepest, root / room) for room in OWN)
        return f"{_at(root, file, line)}{message}{f'; {HOW_TO_SEE}' if inside else ''}"
    message = in_words(error)
    if isinstance(error, OSError) or type(error).__module__.split(".")[0] in OWN:
        return message
    return f"{type(error).__name__}: {message}; this is a fault of plainsail, not of your settings: {HOW_TO_SEE}"


def _where(error: SettingsError, ours: Sequence[TracebackType], root: Path) -> str:
    if error.owner is not None:
        return _of_class(error.owner, error.path, root, _running(error.__traceback__))
    if not ours:
        return ""
    last = ours[-1]
    found, said = _expression(last), None
    if isinstance(found, ast.expr):
        said = next((o for o in said_within(found, error.path, last.tb_frame) if _within(o.file, root)), None)
    if said and said.kind != "default":
        return _at(root, said.file, said.line)
    return _at(root, Path(last.tb_frame.f_code.co_filename), _position(last)[0])


def _of_class(owner: type, path: tuple[str | int, ...], root: Path, running: Mapping[str, Mapping[str, Any]]) -> str:
    """The line that says what stands at the path; where none does, what it stands in; at last the class statement."""
    for depth in range(len(path), 0, -1):
        found: list[Origin] = spoken(owner, path[:depth], running)
        if said := next((o for o in found if o.kind != "default" and _in_rooms(o.file, root)), None):
            return _at(root, said.file, said.line)
    scope = Modules(running).class_(owner)
    if scope is None or scope.holder is None:
        return ""
    said_here = scope.source.bindings(scope.holder, str(path[0])) if path else []
    line = said_here[-1].statement.lineno if said_here else scope.holder.lineno
    return _at(root, scope.source.path, line)


def _ours(traceback: TracebackType | None, root: Path) -> Iterator[TracebackType]:
    while traceback is not None:
        if _in_rooms(Path(traceback.tb_frame.f_code.co_filename), root):
            yield traceback
        traceback = traceback.tb_next


def _last(traceback: TracebackType) -> FrameType:
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame


def _running(traceback: TracebackType | None) -> dict[str, dict[str, Any]]:
    """The namespaces of the modules on the way: a module that fails while it is imported is kept nowhere else."""
    found: dict[str, dict[str, Any]] = {}
    while traceback is not None:
        names = traceback.tb_frame.f_globals
        found[str(names.get("__name__"))] = names
        traceback = traceback.tb_next
    return found


def _position(traceback: TracebackType) -> tuple[int, int | None, int | None, int | None]:
    """First line, last line, first column, last column (in bytes) of the expression that failed."""
    positions = list(traceback.tb_frame.f_code.co_positions())
    at = traceback.tb_lasti // 2
    line, end, column, end_column = positions[at] if 0 <= at < len(positions) else (None, None, None, None)
    return line or traceback.tb_lineno, end, column, end_column


def _expression(traceback: TracebackType) -> ast.AST | None:
    position = _position(traceback)
    try:
        tree = read(traceback.tb_frame.f_code.co_filename).tree
    except (OSError, SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        here = tuple(getattr(node, name, None) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"))
        if here == position:
            return node
    return None


def _in_rooms(file: Path, root: Path) -> bool:
    return any(_within(file, root / room) for room in ROOMS)


def _within(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _at(root: Path, file: Path, line: int) -> str:
    shown = file.resolve().relative_to(root.resolve()).as_posix() if _within(file, root) else str(file)
    return f"{shown}:{line}: "
