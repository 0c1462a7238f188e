"""What the settings are made of, seen while they are imported: which module imports which, and which files are read.

Python says so itself: import statements call `__import__`, and whoever opens a file or lists a folder raises an event.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from plainsail.library import PACKAGES

REGISTERING = "envs"
"""The package that registers apps: it imports them all, and decides none."""
_TOOL = "plainsail"
_DYNAMIC = ("importlib", "pkgutil", "runpy")
"""Modules whose user may import what no statement names."""
_SYSTEM = ("/dev/", "/etc/", "/proc/", "/sys/", "/usr/")
"""Where no repository lies: time zones, say."""
_WRITING = os.O_WRONLY | os.O_RDWR


class Observed:
    """What was seen in one project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._imports: dict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
        self._before = set(sys.modules)
        self._helpers: tuple[int, set[str]] = (0, set())
        self.reads: dict[str | None, set[str]] = defaultdict(set)
        """Module of the project to the files and folders (`values/`) that it reads, from the project's folder; None
        where no module of the settings does."""
        self._files = f"{root}{os.sep}"
        installed = (sys.prefix, sys.base_prefix)
        self._outside = tuple(os.path.realpath(path) + os.sep for path in installed)

    def is_own(self, file: str | None) -> bool:
        """Whether a file is the project's, and none of what is installed within it."""
        return bool(file) and str(file).startswith(self._files) and not str(file).startswith(self._outside)

    def holds(self, module: str) -> bool:
        """Whether a module is the project's, and not of its charts, constructs or bindings, nor the tool's."""
        if module.partition(".")[0] in (*PACKAGES, _TOOL) or module == "__main__":
            return False
        return self.is_own(getattr(sys.modules.get(module), "__file__", None))

    def note_import(self, importer: dict[str, Any], name: str, wanted: tuple[str, ...], level: int) -> None:
        """Takes an import statement of a module with these globals."""
        if not self.is_own(importer.get("__file__")):
            return
        module = importer.get("__name__", "")
        if level:
            parents = str(importer.get("__package__") or module).split(".")
            name = ".".join([*parents[: len(parents) - level + 1], *([name] if name else [])])
        self._imports[module].add((name, wanted))

    def note_read(self, path: Any, frame: FrameType | None, *, is_folder: bool) -> None:
        """Takes a file that is read, or a folder that is listed, from within this frame."""
        if frame is None or frame.f_code.co_filename.startswith("<frozen importlib"):
            return  # Python looks for modules, which are known as such
        reader: FrameType | None = frame
        while reader is not None and not self._tells(reader):
            reader = reader.f_back
        module = "" if reader is None else str(reader.f_globals.get("__name__", ""))
        if module.partition(".")[0] == _TOOL:
            return  # pins, charts and vendored files, which it knows
        whole = os.path.realpath(os.fsdecode(path))
        if whole.startswith((*self._outside, *_SYSTEM)):
            return
        shown = os.path.relpath(whole, self.root)
        self.reads[module if self.holds(module) else None].add(f"{shown}/" if is_folder else shown)

    def _tells(self, frame: FrameType) -> bool:
        module = str(frame.f_globals.get("__name__", ""))
        return module.partition(".")[0] == _TOOL or self.holds(module)

    def closure(self, modules: Iterable[str]) -> set[str] | None:
        """These modules of the project and all that they import; None where that cannot be told."""
        known: set[str] = set()
        left = {parent for module in modules for parent in _with_parents(module)}
        while left:
            module = left.pop()
            if module in known or not self.holds(module):
                continue
            known.add(module)
            imported = {each for statement in self._imports.get(module, ()) for each in _meant(*statement)}
            if any(name.partition(".")[0] in _DYNAMIC for name in imported):
                return None
            left |= {parent for name in imported for parent in _with_parents(name)}
        return known

    def saw(self, module: str) -> bool:
        """Whether the module was run since, which happens once in a process."""
        return module in sys.modules and module not in self._before

    def modules(self) -> set[str]:
        """All of the project's own that are imported."""
        return {module for module in list(sys.modules) if self.holds(module)}

    def file_of(self, module: str) -> str:
        """Its file, from the project's folder."""
        return Path(str(sys.modules[module].__file__)).relative_to(self.root).as_posix()

    def files_used(self) -> set[str]:
        """All that was read, and all modules that the project's charts and constructs import, beside themselves."""
        if self._helpers[0] != len(sys.modules):  # asked after each app, and hardly one imports anything
            self._helpers = len(sys.modules), set(map(self.file_of, self._helpers_of_charts()))
        return self._helpers[1].union(*self.reads.values())

    def _helpers_of_charts(self) -> set[str]:
        own = (name for name, module in list(sys.modules.items()) if self.is_own(getattr(module, "__file__", None)))
        rooms = {name for name in own if name.partition(".")[0] in PACKAGES}
        statements = (statement for room in rooms for statement in self._imports.get(room, ()))
        helpers = self.closure(each for statement in statements for each in _meant(*statement))
        if helpers is not None and all(map(self.saw, rooms)):
            return helpers
        return {module for module in self.modules() if module.partition(".")[0] != REGISTERING}


def _meant(name: str, wanted: tuple[str, ...]) -> Iterator[str]:
    """The modules of an import statement: `from envs import shared` means a module of a package, not the package."""
    for each in wanted:
        inner = f"{name}.{each}"
        yield inner if inner in sys.modules else name
    if not wanted:
        yield name


def _with_parents(module: str) -> Iterator[str]:
    """A module and the packages around it, whose code runs first; the registry's decides nothing."""
    yield module
    while module := module.rpartition(".")[0]:
        if module != REGISTERING:
            yield module


_now: list[Observed] = []
"""Whoever looks at present, the last one alone."""
_is_hooked = False


@contextmanager
def observing(observed: Observed) -> Iterator[Observed]:
    """Within it, imports and reads are noted."""
    global _is_hooked  # noqa: PLW0603 - a hook stays for the life of the process
    if not _is_hooked:
        sys.addaudithook(_hook)
        _is_hooked = True
    original = builtins.__import__

    def noting(
        name: str,
        globals: dict[str, Any] | None = None,  # noqa: A002 - as `__import__` calls them
        locals: dict[str, Any] | None = None,  # noqa: A002
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        if globals and "__file__" in globals:
            observed.note_import(globals, name, tuple(fromlist or ()), level)
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = noting  # type: ignore[assignment]
    _now.append(observed)
    try:
        yield observed
    finally:
        _now.remove(observed)
        builtins.__import__ = original


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _now or event not in _READING:
        return
    path = arguments[0]
    if not isinstance(path, str | bytes | os.PathLike) or (event == "open" and _writes(*arguments[1:3])):
        return
    _now[-1].note_read(path, sys._getframe(1), is_folder=event != "open")  # noqa: SLF001 - there is no other way


_READING = frozenset({"open", "os.listdir", "os.scandir"})


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return not mode.startswith("r") or "+" in mode
    return isinstance(flags, int) and bool(flags & _WRITING)
