"""Settings as they would be with new files: loaded before anything is written, so that nothing broken ever is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError
from plainsail.project.alone import take_out_settings
from plainsail.project.project import use_code_of
from plainsail.project.registry import load
from plainsail.provenance.diagnostics import diagnose

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def preview(root: Path, files: Mapping[str, str]) -> tuple[Environment, ...]:
    """Every environment that is registered once these files of `envs/` are written. Raises `ProjectError`."""
    with _laid_out(root, files) as there:
        return load(there)


def try_import(root: Path, files: Mapping[str, str], module: str) -> None:
    """Imports a module of `envs/` as it is once these files are written. Raises `ProjectError`."""
    with _laid_out(root, files):
        import_module(module)


@contextmanager
def _laid_out(root: Path, files: Mapping[str, str]) -> Iterator[Path]:
    """A copy of `envs/` with these files, imported within the block; what goes wrong in it becomes `ProjectError`."""
    use_code_of(root)  # what settings import beside envs/
    with TemporaryDirectory() as scratch:
        there = Path(scratch).resolve()
        shutil.copytree(root / "envs", there / "envs", ignore=shutil.ignore_patterns("__pycache__"))
        for path, text in files.items():
            if path.startswith("envs/"):
                (there / path).parent.mkdir(parents=True, exist_ok=True)
                (there / path).write_text(text, encoding="utf-8", newline="")
        with imported(there):
            try:
                yield there
            except Exception as error:
                raise ProjectError(f"{diagnose(error, there)}; nothing was written") from None


@contextmanager
def imported(folder: Path) -> Iterator[None]:
    """Makes `import envs` mean the folder's within the block, and what it meant before after it."""
    known, writes = take_out_settings(), sys.dont_write_bytecode
    # A file that is written twice within a second, at the same length, would be taken for the same.
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        sys.path.remove(str(folder))
        take_out_settings()
        sys.modules.update(known)
