"""The one line that an exception becomes: where, what stands there, what is true, what to do."""

import ast
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import constructs_lib.settings as vocabulary
from constructs_lib.settings import SettingsError
from plainsail.errors import TRACEBACK, ProjectError
from plainsail.library import folders_of
from plainsail.merge_conflict import SETTLE, conflict_line
from plainsail.provenance.scope import Modules
from plainsail.provenance.source import read
from plainsail.provenance.tracer import Tracer
from plainsail.provenance.wording import in_words

ROOMS = ("envs", "charts", "checks")
"""The folders whose lines people write, in every project."""
_OWN = (Path(__file__).parents[1], Path(vocabulary.__file__).parents[1])
_INSTALLED = (Path(__file__).parents[2], *(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")))
"""The library, and what else is installed; a project may hold the folders of both."""
_GENERATED = "imports"
_AS_JSII = [Path(__file__).parents[1] / "render" / name for name in ("kernel", "node.py")]
"""They hand over what jsii and Node say, and say nothing themselves."""
_ATTRIBUTES = ("__getattr__", "__setattr__", "__delattr__")
_MESSAGES = ("plainsail", "constructs_lib", "click")
"""Packages whose exceptions are messages for people."""
_HOW_TO_SEE = f"{TRACEBACK}=1 shows where"


def diagnose(error: BaseException, root: Path) -> str:
    """`envs/backend/staging.py:12: min_replicas=5 is above max_replicas=1`; or the message alone."""
    if isinstance(error, SyntaxError) and error.filename:
        return _syntax(error, Path(error.filename), root)
    frames = list(_frames(error.__traceback__))
    theirs = [index for index, frame in enumerate(frames) if _is_theirs(_file(frame), root)]
    # A ProjectError says by itself where and what, whoever's line led to it.
    last = frames[theirs[-1]] if theirs and not isinstance(error, ProjectError) else None
    if isinstance(error, SettingsError):
        return _where(error, frames, last, root) + error.message
    if last is not None:
        message = in_words(error, last.tb_frame, _expression(last))
        inner = [_file(frame) for frame in frames[theirs[-1] + 1 :] if not _hands_over(frame)]
        beyond = any(_within(file, folder) for file in inner for folder in _OWN)
        return f"{_line_of(last, root)}{message}{f'; {_HOW_TO_SEE}' if beyond else ''}"
    if isinstance(error, ModuleNotFoundError) and error.name in ROOMS:
        return f"there is no {error.name}/__init__.py in {root}; it registers what there is"
    message = in_words(error)
    if isinstance(error, OSError) or type(error).__module__.split(".")[0] in _MESSAGES:
        return message
    constructs = folders_of("constructs_lib", root)
    inside = (f for f in reversed(frames) if any(_within(_file(f), folder) for folder in constructs))
    where = next((_line_of(frame, root) for frame in inside), "")
    kind = type(error).__name__
    return f"{where}{kind}: {message}; this is a fault of plainsail, not of your settings: {_HOW_TO_SEE}"


def _syntax(error: SyntaxError, file: Path, root: Path) -> str:
    """What Python cannot read; markers of a conflict, at which it stumbles somewhere below, by their name."""
    try:
        conflict = conflict_line(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        conflict = None
    if conflict:
        return f"{_at(root, file, conflict)}merge-conflict markers: {SETTLE}"
    return _at(root, file, error.lineno or 1) + in_words(error)


def _where(error: SettingsError, frames: Sequence[TracebackType], last: TracebackType | None, root: Path) -> str:
    # A module that fails while it is imported is kept nowhere but in its frames.
    running = {str(frame.tb_frame.f_globals.get("__name__")): frame.tb_frame.f_globals for frame in frames}
    modules = Modules(running)
    if error.owner is not None and (where := _of_class(error.owner, error.path, root, modules)):
        return where
    if last is None:
        return ""
    scope, node = modules.frame(last.tb_frame), _expression(last)
    for origin in Tracer(modules, checked=False).trace_expression(node, error.path, scope) if scope and node else ():
        if _is_theirs(origin.file, root):
            return _at(root, origin.file, origin.line)
    return _line_of(last, root)


def _of_class(owner: type, path: tuple[str | int, ...], root: Path, modules: Modules) -> str:
    """The line that gives what is at the path; where none does, what holds it; at last the class statement."""
    scope = modules.class_(owner)
    bindings = scope.bindings(str(path[0])) if scope and path else []
    if scope and bindings and all(isinstance(b.statement, ast.AnnAssign) and b.value is None for b in bindings):
        return _at(root, scope.source.path, bindings[-1].statement.lineno)  # only annotated: no layer has a value
    # No statement made a class without a scope: what it says itself has no line.
    unseen = "" if scope else owner.__name__
    inside_out = [Tracer(modules, checked=False).trace(owner, path[:depth]) for depth in range(len(path), 0, -1)]
    lines = [o for origins in inside_out for o in origins if o.class_name != unseen and _is_theirs(o.file, root)]
    if lines:
        line = min(lines, key=lambda origin: origin.kind == "default")
        return _at(root, line.file, line.line)
    if scope is None or scope.holder is None:
        return ""
    return _at(root, scope.source.path, bindings[-1].statement.lineno if bindings else scope.holder.lineno)


def _frames(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _hands_over(frame: TracebackType) -> bool:
    """Whether what it raises is about what was asked of it, which the message says."""
    return frame.tb_frame.f_code.co_name in _ATTRIBUTES or any(_within(_file(frame), part) for part in _AS_JSII)


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
        tree = read(_file(traceback)).tree
    except (OSError, SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        here = tuple(getattr(node, name, None) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"))
        if isinstance(node, ast.expr) and here == position:
            return node
    return None


def _is_theirs(file: Path, root: Path) -> bool:
    """Whether people wrote the file: it lies in the project, and is neither installed nor generated."""
    if any(_within(file, root / room) for room in ROOMS):
        return True
    installed = any(_within(file, folder) for folder in (*_INSTALLED, root / _GENERATED))
    return _within(file, root) and not installed


def _within(file: Path, folder: Path) -> bool:
    # `<frozen importlib>` and its like are no files, though in a folder of the project they would look like some.
    return not file.name.startswith("<") and file.resolve().is_relative_to(folder.resolve())


def _at(root: Path, file: Path, line: int) -> str:
    shown = file.resolve().relative_to(root.resolve()).as_posix() if _within(file, root) else str(file)
    return f"{shown}:{line}: "
