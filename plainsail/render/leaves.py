"""What lies in a folder: everything in it that is no folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

Leaf = os.DirEntry[str]


def plain(leaf: Leaf) -> bool:
    """Whether it is a file: no link, pipe or device."""
    return leaf.is_file(follow_symlinks=False)


def leaves(folder: Path | str, prefix: str = "", *, beside: Collection[str] = ()) -> Iterator[tuple[str, Leaf]]:
    """Everything below a folder that is no folder, with its relative path; links are leaves and never followed.

    What lies in one of the folders `beside` does not count.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if f"{prefix}{entry.name}" not in beside:
                    yield from leaves(entry.path, f"{prefix}{entry.name}/", beside=beside)
            else:
                yield prefix + entry.name, entry


def replacer(folders: Collection[str] | None) -> Callable[[str], bool]:
    """Tells whether what stands at a path goes: all does, or what lies in one of the folders, or where one must be."""
    if folders is None:
        return lambda _: True
    within = tuple(f"{folder}/" for folder in folders)
    in_the_way = {*folders, *(folder.rpartition("/")[0] for folder in folders)}
    return lambda path: path.startswith(within) or path in in_the_way


def holds_only(known: Collection[str], target: Path, folders: Collection[str] | None) -> bool:
    """Whether all of a folder, or all of some folders of it, lies in folders that are known already."""
    replaces = replacer(folders)
    with suppress(FileNotFoundError, NotADirectoryError):
        return not target.is_symlink() and not any(replaces(path) for path, _ in leaves(target, beside=known))
    return False
