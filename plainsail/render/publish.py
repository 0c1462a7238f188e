"""Replaces a folder by exactly the given files, whole or untouched.

The new tree is built beside the old one and takes its place in one step. Nothing is flushed to the disk on the way: the
promise is about killed processes, and a tree that a power cut tore is mended by the next run, since trees are compared
by content, never by time or size alone; `git diff` shows it until then.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from plainsail.render import exchange
from plainsail.render.tree import PublishError, Scope, UnsafePath, check_paths, errors_of, leaves, target_folder

__all__ = ["Changes", "PublishError", "UnsafePath", "compare", "publish"]

Kept = dict[str, os.DirEntry[str]]  # the files that stay as they are, by relative path

_PATIENCE = 30.0  # seconds; a publication takes less than one
_LOOKS = 20


@dataclass(frozen=True)
class Changes:
    """The relative paths by which two trees differ, sorted; false when they do not."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(files: Mapping[str, str], target: Path, *, folders: Collection[str] | None = None) -> Changes:
    """What `publish` would do with the same arguments; writes nothing.

    Whatever lies in the target and is not among the files is removed. Permissions and empty folders do not count.
    """
    scope = Scope(folders)
    wanted = _encoded(files, scope)
    with errors_of(target):
        return _look(wanted, target_folder(target), scope)[0]


def publish(
    files: Mapping[str, str],
    target: Path,
    *,
    folders: Collection[str] | None = None,
    patience: float = _PATIENCE,
) -> Changes:
    """Makes the target hold exactly the files (relative path to text), or leaves it as it was and raises PublishError.

    With `folders`, only these folders of it are replaced, and all else is kept. Unchanged files stay the same files
    (hard links); when nothing changes, nothing is touched. Waits up to `patience` seconds for another run to end.
    """
    scope = Scope(folders)
    wanted = _encoded(files, scope)
    with errors_of(target):
        folder = target_folder(target)
        if not folder.parent.is_dir():
            folder.parent.mkdir(parents=True)
        if not exchange.is_disturbed(folder) and not (changes := _look(wanted, folder, scope)[0]):
            return changes
        with exchange.alone(folder, patience=patience):
            exchange.repair(folder)
            try:
                changes, kept = _look(wanted, folder, scope)
                if changes:
                    exchange.put(_build(wanted, changes, kept, folder), folder)
            finally:
                exchange.repair(folder)
        return changes


def _encoded(files: Mapping[str, str], scope: Scope) -> dict[str, bytes]:
    check_paths(files.keys())
    if outside := [path for path in files if not scope.holds(path)]:
        raise ValueError(f"{outside[0]} lies outside the folders to replace")
    return {path: text.encode() for path, text in files.items()}


def _look(wanted: Mapping[str, bytes], folder: Path, scope: Scope) -> tuple[Changes, Kept]:
    """The changes, and where each file lies that stays as it is; looks again when another run exchanged the folder."""
    for _ in range(_LOOKS):
        before = _identity(folder)
        try:
            found = _differences(wanted, folder, scope) if before else (Changes(added=tuple(sorted(wanted))), {})
        except (FileNotFoundError, NotADirectoryError):
            continue
        if _identity(folder) == before:
            return found
    raise PublishError(f"{folder}: changes while it is read; stop what writes there, and run again")


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _differences(wanted: Mapping[str, bytes], folder: Path, scope: Scope) -> tuple[Changes, Kept]:
    kept: Kept = {}
    changed: list[str] = []
    removed: list[str] = []
    there = leaves(folder)
    for path, entry in there.items():
        if not scope.replaces(path):
            kept[path] = entry
        elif (text := wanted.get(path)) is None:
            removed.append(path)
        elif _holds(entry, text):
            kept[path] = entry
        else:
            changed.append(path)
    added = wanted.keys() - there.keys()
    return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed))), kept


def _holds(entry: os.DirEntry[str], text: bytes) -> bool:
    """Whether it is a plain file with just this text."""
    if not entry.is_file(follow_symlinks=False) or entry.stat(follow_symlinks=False).st_size != len(text):
        return False
    return Path(entry.path).read_bytes() == text


def _build(wanted: Mapping[str, bytes], changes: Changes, kept: Kept, folder: Path) -> Path:
    """The new tree beside the old one: what stays is linked, what changes is written."""
    new = exchange.scratch(folder)
    for parent in {path.rpartition("/")[0] for path in (*wanted, *kept)}:
        (new / parent).mkdir(parents=True, exist_ok=True)
    for path, entry in kept.items():
        _keep(entry, f"{new}/{path}")
    for path in (*changes.added, *changes.changed):
        # O_EXCL: never through a link
        with os.fdopen(os.open(f"{new}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(wanted[path])
    return new


def _keep(entry: os.DirEntry[str], new: str) -> None:
    if entry.is_symlink():
        Path(new).symlink_to(Path(entry.path).readlink())
        return
    try:
        os.link(entry.path, new)
    except OSError:  # a file system without hard links, or somebody else's file
        shutil.copy2(entry.path, new, follow_symlinks=False)
