"""The one line for people that an exception becomes: where, what was said, what is true, what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import constructs_lib.settings as vocabulary
from constructs_lib.settings import SettingsError
from plainsail.errors import ProjectError
from plainsail.provenance.expression import said_within
from plainsail.provenance.hierarchy import spoken
from plainsail.provenance.scope import Modules
from plainsail.provenance.source import read
from plainsail.provenance.wording import in_words

ROOMS = ("envs", "charts")
"""The folders whose lines people write, and so are told about."""
_OWN = (Path(__file__).parents[1], Path(vocabulary.__file__).parents[1])
_AS_JSII = Path(__file__).parents[1] / "render" / "kernel"
"""It hands over what jsii and Node say, and says nothing itself."""
_MESSAGES = ("plainsail", "constructs_lib", "click")
"""Packages whose exceptions are messages for people."""
_HOW_TO_SEE = "PLAINSAIL_TRACEBACK=1 shows where"


def blame(error: BaseException, root: Path) -> str:
    """`envs/backend/staging.py:12: min_replicas=5 is above max_replicas=1`; the message alone where no line says it."""
    if isinstance(error, SyntaxError) and error.filename:
        return _at(root, Path(error.filename), error.lineno or 1) + in_words(error)
    frames = list(_frames(error.__traceback__))
    ours = [index for index, frame in enumerate(frames) if _in_rooms(_file(frame), root)]
    # A ProjectError says by itself where and what, whoever's line led to it.
    last = frames[ours[-1]] if ours and not isinstance(error, ProjectError) else None
    if isinstance(error, SettingsError):
        return _where(error, frames, last, root) + error.message
    if last is not None:
        message = in_words(error, last.tb_frame, _expression(last))
        inner = [_file(frame) for frame in frames[ours[-1] + 1 :]]
        beyond = any(_within(file, folder) for file in inner for folder in _OWN if not _within(file, _AS_JSII))
        return f"{_line_of(last, root)}{message}{f'; {_HOW_TO_SEE}' if beyond else ''}"
    if isinstance(error, ModuleNotFoundError) and error.name in ROOMS:
        return f"there is no {error.name}/__init__.py in {root}; it registers what there is"
    message = in_words(error)
    if isinstance(error, OSError) or type(error).__module__.split(".")[0] in _MESSAGES:
        return message
    where = next((_line_of(f, root) for f in reversed(frames) if _within(_file(f), root / "constructs_lib")), "")
    kind = type(error).__name__
    return f"{where}{kind}: {message}; this is a fault of plainsail, not of your settings: {_HOW_TO_SEE}"


def _where(error: SettingsError, frames: list[TracebackType], last: TracebackType | None, root: Path) -> str:
    if error.owner is not None and (where := _of_class(error.owner, error.path, root, _running(frames))):
        return where
    if last is None:
        return ""
    found = _expression(last)
    said = said_within(found, error.path, last.tb_frame) if found else []
    if here := next((origin for origin in said if _in_rooms(origin.file, root)), None):
        return _at(root, here.file, here.line)
    return _line_of(last, root)


def _of_class(owner: type, path: tuple[str | int, ...], root: Path, running: Mapping[str, Mapping[str, Any]]) -> str:
    """The line that says what stands at the path; where none does, what it stands in; at last the class statement."""
    scope = Modules(running).class_(owner)
    unseen = owner.__name__ if scope is None else ""  # no statement made the class: what it says itself has no line
    said_here = scope.source.bindings(scope.holder, str(path[0])) if scope and scope.holder and path else []
    if scope and said_here and all(isinstance(b.statement, ast.AnnAssign) and b.value is None for b in said_here):
        return _at(root, scope.source.path, said_here[-1].statement.lineno)  # only annotated: no layer hears it
    for depth in range(len(path), 0, -1):
        found = [o for o in spoken(owner, path[:depth], running) if o.kind != "default" and o.class_name != unseen]
        if said := next((origin for origin in found if _in_rooms(origin.file, root)), None):
            return _at(root, said.file, said.line)
    if scope is None or scope.holder is None:
        return ""
    line = said_here[-1].statement.lineno if said_here else scope.holder.lineno
    return _at(root, scope.source.path, line)


def _frames(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _running(frames: Sequence[TracebackType]) -> dict[str, dict[str, Any]]:
    """The namespaces of the modules on the way: a module that fails while it is imported is kept nowhere else."""
    return {str(frame.tb_frame.f_globals.get("__name__")): frame.tb_frame.f_globals for frame in frames}


def _file(frame: TracebackType) -> Path:
    return Path(frame.tb_frame.f_code.co_filename)


def _line_of(frame: TracebackType, root: Path) -> str:
    return _at(root, _file(frame), _position(frame)[0])


def _position(traceback: TracebackType) -> tuple[int, int | None, int | None, int | None]:
    """First line, last line, first column, last column (in bytes) of the expression that failed."""
    positions = list(traceback.tb_frame.f_code.co_positions())
    at = traceback.tb_lasti // 2
    line, end, column, end_column = positions[at] if 0 <= at < len(positions) else (None, None, None, None)
    return line or traceback.tb_lineno, end, column, end_column


def _expression(traceback: TracebackType) -> ast.expr | None:
    position = _position(traceback)
    try:
        tree = read(traceback.tb_frame.f_code.co_filename).tree
    except (OSError, SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        here = tuple(getattr(node, name, None) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"))
        if isinstance(node, ast.expr) and here == position:
            return node
    return None


def _in_rooms(file: Path, root: Path) -> bool:
    return any(_within(file, root / room) for room in ROOMS)


def _within(file: Path, folder: Path) -> bool:
    # `<frozen importlib>` and its like are no files, though in a folder of the project they would look like some.
    return not file.name.startswith("<") and file.resolve().is_relative_to(folder.resolve())


def _at(root: Path, file: Path, line: int) -> str:
    shown = file.resolve().relative_to(root.resolve()).as_posix() if _within(file, root) else str(file)
    return f"{shown}:{line}: "
