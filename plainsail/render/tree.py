"""Paths below a folder: which ones are safe to write, and which ones are there."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


class PublishError(Exception):
    """A folder that could not be replaced, in one line for the person who asked for it."""


class UnsafePath(PublishError):
    """A path that would leave its folder, or that some system cannot hold."""


_TO_DO = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EROFS: "name a folder on a file system that can be written",
    errno.EBUSY: "it is a mount point: mount its parent, or name a folder below it",
    errno.EXDEV: "it lies in a lower layer of an overlay: remove it first, or name another folder",
}


@contextmanager
def errors_of(target: Path) -> Iterator[None]:
    """Says what the system refused, and what to do about it, in one line."""
    try:
        yield
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        place = f" ({error.filename})" if error.filename and ".plainsail-" not in str(error.filename) else ""
        todo = _TO_DO.get(error.errno or 0, "make it a folder that you may read and replace")
        raise PublishError(f"{target}: {what}{place}; nothing was changed; {todo}") from error


def target_folder(target: Path) -> Path:
    """The folder with its parents resolved, refused when it is anything but a folder or nothing yet."""
    if target.name in ("", ".."):
        target = target.resolve()
    if not target.name:
        raise UnsafePath(f"{target}: is the root of the file system; name a folder below it")
    folder = target.parent.resolve() / target.name
    if folder.is_symlink():
        raise UnsafePath(f"{target}: is a symbolic link, which a folder cannot replace; name the folder itself")
    if folder.exists() and not folder.is_dir():
        raise UnsafePath(f"{target}: is a file; remove it, or name a folder")
    return folder


def check_paths(paths: Collection[str]) -> None:
    """Refuses paths that are not relative and plain, or that meet on a system that folds case, as macOS does."""
    spelled: dict[str, str] = {}
    files: set[str] = set()
    for path in sorted(paths):
        if problem := _problem(path):
            raise UnsafePath(f"{path!a}: {problem}")
        files.add(_folded(path))
        for part in _ancestors(path):
            folded = _folded(part)
            if spelled.setdefault(folded, part) != part:
                raise UnsafePath(f"{path}: meets {spelled[folded]} where case does not count; rename one of them")
            if folded in files and part != path:
                raise UnsafePath(f"{path}: needs a folder where {part} is a file; rename one of them")


def _problem(path: str) -> str | None:
    if path.startswith("/"):
        return "is absolute; make it relative to the folder"
    if "\\" in path:
        return "holds a backslash; separate folders with '/'"
    if not path.isprintable():
        return "holds a character that cannot be printed; remove it"
    if any(segment in ("", ".", "..") for segment in path.split("/")):
        return "has an empty segment, '.' or '..'; name every folder"
    return None


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold() if not path.isascii() else path.lower()


def _ancestors(path: str) -> Iterator[str]:
    """The folders that hold a path, from the top, and the path itself: a, a/b, a/b/c."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path


class Scope:
    """The part of a tree that is replaced: all of it, or some of its folders."""

    def __init__(self, folders: Collection[str] | None) -> None:
        for folder in folders or ():
            check_paths([folder])
        self._folders = None if folders is None else frozenset(folders)
        self._above = frozenset(part for folder in folders or () for part in _ancestors(folder))

    def holds(self, path: str) -> bool:
        """Whether a file with this path may be written."""
        return self._folders is None or any(part in self._folders for part in _ancestors(path) if part != path)

    def replaces(self, path: str) -> bool:
        """Whether what is found at this path goes: it lies within, or where one of the folders must be."""
        return self.holds(path) or path in self._above


def leaves(folder: Path) -> dict[str, os.DirEntry[str]]:
    """Everything below a folder that is not a folder, by relative path; links are leaves and never followed."""
    return dict(_leaves(str(folder), ""))


def _leaves(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _leaves(entry.path, path + "/")
            else:
                yield path, entry
