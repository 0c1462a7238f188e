"""Where the library's packages lie, and how a project's folders of the same names add to them.

What is installed holds charts, constructs and bindings for every project. A project's own folder `charts` would hide
those of the library, for a name means one package. Here it means both, the project's modules first.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

LIBRARY = Path(__file__).parents[1]
"""The folder that holds `plainsail`, and beside it the packages that settings and rendering need."""
PACKAGES = ("charts", "constructs_lib", "imports")
_INSTALLED = (".dist-info", ".egg-info")


def join() -> None:
    """From here on, a project's folders add to the library's packages of the same names, and jsii starts their Node."""
    sys.meta_path[:0] = [_Joined, _Node]


def folders_of(room: str, root: Path | None) -> list[Path]:
    """The folders of that name: the project's, then the library's."""
    places = [LIBRARY] if root is None else [root, LIBRARY]
    return _each_once(folder for place in places if (folder := place / room).is_dir())


@cache
def installed() -> Sequence[str]:
    """Names and versions of all packages; `importlib.metadata` knows them too, and takes longer than most commands."""
    folders = {os.path.realpath(folder) for folder in sys.path if folder}
    return sorted({name for folder in folders for name in _names_in(folder) if name.endswith(_INSTALLED)})


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - the names are enough
    except OSError:  # an archive, or none
        return []


def modules_of(folders: Sequence[Path]) -> dict[str, Path]:
    """Every file of Python below a package's folders, by its path there; of two in one place, the one in use."""
    files = {file.relative_to(folder).as_posix(): file for folder in reversed(folders) for file in folder.rglob("*.py")}
    return {path: files[path] for path in sorted(files, key=Path)}


class _Joined:
    """Finds packages that lie in two places; all others are Python's own affair."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """The first package of that name, with the modules of the others behind its own."""
        if name.partition(".")[0] not in PACKAGES:
            return None
        places = [sys.path, [str(LIBRARY)]] if path is None else [[folder] for folder in path]
        specs = [spec for place in places if (spec := PathFinder.find_spec(name, place))]
        # A folder without `__init__.py` is no package; it may hold Helm's charts.
        packages = [spec for spec in specs if spec.origin is not None]
        if packages and packages[0].submodule_search_locations is not None:
            folders = [Path(folder) for spec in packages for folder in spec.submodule_search_locations or ()]
            packages[0].submodule_search_locations = [str(folder) for folder in _each_once(folders)]
        return next(iter(packages), None)


class _Node:
    """Chooses the Node that jsii starts, once anybody imports jsii; it finds nothing itself."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        """None, always."""
        if name == "jsii":
            from constructs_lib.node import use_installed_node  # the project's folder is known by now

            use_installed_node()


def _each_once(folders: Iterable[Path]) -> list[Path]:
    known: dict[Path, Path] = {}
    for folder in folders:
        known.setdefault(folder.resolve(), folder)
    return list(known.values())
