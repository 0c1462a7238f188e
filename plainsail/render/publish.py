"""Replaces a folder by exactly the given files, whole or untouched.

The new tree is built beside the old one and takes its place in one step. Nothing is flushed to the disk on the way: the
promise is about killed processes, and a tree that a power cut tore is mended by the next run, since trees are compared
by content, never by time or size alone; `git diff` shows it until then.
"""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.render import exchange
from plainsail.render.leaves import Leaf, leaves, plain, replacer
from plainsail.render.ownership import Owner

Leaves = dict[str, Leaf]
"""Everything in a folder that is no folder, by relative path."""

_PATIENCE = 30.0  # seconds; a publication takes less than one
_LOOKS = 20
_TO_DO = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EROFS: "name a folder on a file system that can be written",
    errno.EBUSY: "it is a mount point: mount its parent, or name a folder below it",
    errno.EXDEV: "it lies in a lower layer of an overlay: remove it first, or name another folder",
}


@dataclass(frozen=True)
class Changes:
    """The relative paths by which a folder differs from what it is to hold, sorted; false when it does not."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """What would be lost, and was not written there by this project."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.foreign)


def compare(
    files: Mapping[str, str], target: Path, *, folders: Collection[str] | None = None, owner: Owner | None = None
) -> Changes:
    """What `publish` would do with the same arguments; writes nothing. Permissions and empty folders do not count."""
    with errors_of(target):
        return _look(_Encoded(files), checked_folder(target), replacer(folders), owner)[0]


def publish(
    files: Mapping[str, str],
    target: Path,
    *,
    root: Path,
    folders: Collection[str] | None = None,
    owner: Owner | None = None,
    likely: Collection[str] = (),
    patience: float = _PATIENCE,
) -> Changes:
    """Makes the target hold exactly the files (relative path to text), or leaves it as it was. Raises `ProjectError`.

    With `folders`, only these folders of it are replaced, and all else is kept. With an owner, nothing goes that this
    project did not write. Unchanged files stay the same files (hard links); when nothing changes, nothing is touched.
    `likely` are the files that were rendered anew: with one that differs, nobody looks twice at all others.
    Waits up to `patience` seconds for another run in the project (`root`) to end.
    """
    replaces, wanted = replacer(folders), _Encoded(files)
    with errors_of(target):
        folder = checked_folder(target)
        if (
            not any(_is_new(wanted[path], folder / path) for path in likely)
            and not exchange.is_disturbed(folder)
            and not (changes := _look(wanted, folder, replaces, owner)[0])
        ):
            return changes
        folder.parent.mkdir(parents=True, exist_ok=True)
        with exchange.alone(root, folder, patience=patience):
            exchange.repair(folder)
            changes, kept = _look(wanted, folder, replaces, owner)
            if changes.foreign and owner:
                raise ProjectError(owner.refusal(changes.foreign))
            if changes:
                with owner.recording(wanted, replaces) if owner else nullcontext():
                    exchange.begin(root)
                    _exchange(wanted, changes, kept, folder)
    return changes


def publish_one(
    files: Mapping[str, str],
    target: Path,
    name: str,
    *,
    root: Path,
    owner: Owner,
    since: int,
    patience: float = _PATIENCE,
) -> Changes | None:
    """As `publish` with one folder, which is exchanged alone: in a fleet, hardly anything of the whole.

    None, and nothing is changed, where it cannot be: the folder is not there, this system exchanges no folders, an
    earlier run was killed, or another published something `since` (`exchange.publications`).
    """
    wanted = _Encoded(files)
    with errors_of(target):
        folder = checked_folder(target)
        with suppress(FileNotFoundError, NotADirectoryError):
            if not _in_folder(wanted, folder, name, owner)[0] and not exchange.is_disturbed(folder):
                return Changes()
        with exchange.alone(root, folder, patience=patience):
            if exchange.is_disturbed(folder) or exchange.publications(root) != since or not _is_folder(folder, name):
                return None
            changes, kept = _in_folder(wanted, folder, name, owner)
            if changes.foreign:
                raise ProjectError(owner.refusal(changes.foreign))
            with owner.recording(wanted, replacer([name])):
                exchange.begin(root)
                return changes if _exchange(wanted, changes, kept, folder, name) else None


def _in_folder(wanted: Mapping[str, bytes], folder: Path, name: str, owner: Owner) -> tuple[Changes, Leaves]:
    there = {f"{name}/{path}": leaf for path, leaf in leaves(folder / name)}
    return _differences(wanted, there, replacer([name]), owner)


def _is_folder(folder: Path, name: str) -> bool:
    """Whether it is one itself, and no part of the way is a link to one."""
    return (folder / name).is_dir() and (folder / name).resolve() == folder / name


class _Encoded(Mapping[str, bytes]):
    """What files are to hold, encoded as it is asked for: a fleet's texts are not in memory twice."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, path: str) -> bytes:
        return self._texts[path].encode()

    def __contains__(self, path: object) -> bool:
        return path in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def checked_folder(target: Path) -> Path:
    """The folder with its parents resolved; refused when it is anything but a folder or nothing yet."""
    if target.name in ("", ".."):
        target = target.resolve()
    if not target.name:
        raise ProjectError(f"{target}: is the root of the file system; name a folder below it")
    folder = target.parent.resolve() / target.name
    if folder.is_symlink():
        raise ProjectError(f"{target}: is a symbolic link, which a folder cannot replace; name the folder itself")
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{target}: is a file; remove it, or name a folder")
    return folder


@contextmanager
def errors_of(target: Path) -> Iterator[None]:
    """Says what the system refused, and what to do about it, in one line."""
    try:
        yield
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        place = f" ({error.filename})" if error.filename and ".plainsail-" not in str(error.filename) else ""
        todo = _TO_DO.get(error.errno or 0, "make it a folder that you may read and replace")
        raise ProjectError(f"{target}: {what}{place}; nothing was changed; {todo}") from error


def _look(
    wanted: Mapping[str, bytes], folder: Path, replaces: Callable[[str], bool], owner: Owner | None
) -> tuple[Changes, Leaves]:
    """The changes, and what stays as it is; looks again when another run exchanged the folder meanwhile."""
    for _ in range(_LOOKS):
        with suppress(FileNotFoundError, NotADirectoryError):
            before = _identity(folder)
            differences = _differences(wanted, dict(leaves(folder)) if before else {}, replaces, owner)
            if _identity(folder) == before:
                return differences
    raise ProjectError(f"{folder}: changes while it is read; stop what writes there, and run again")


def _identity(folder: Path) -> tuple[int, int] | None:
    with suppress(FileNotFoundError):
        status = folder.stat()
        return status.st_dev, status.st_ino
    return None


def _differences(
    wanted: Mapping[str, bytes], there: Leaves, replaces: Callable[[str], bool], owner: Owner | None
) -> tuple[Changes, Leaves]:
    kept = {path: leaf for path, leaf in there.items() if not replaces(path) or _holds(leaf, wanted.get(path))}
    gone = there.keys() - kept.keys()
    foreign = owner.foreign({path: there[path] for path in gone}, kept, wanted) if owner else set()
    ours = gone - foreign
    kinds = (wanted.keys() - there.keys(), ours & wanted.keys(), ours - wanted.keys(), foreign)
    return Changes(*(tuple(sorted(paths)) for paths in kinds)), kept


def _is_new(text: bytes, path: Path) -> bool:
    try:
        return path.read_bytes() != text
    except OSError:
        return True


def _holds(leaf: Leaf, text: bytes | None) -> bool:
    """Whether it is a plain file with just this text."""
    if text is None or not plain(leaf) or leaf.stat(follow_symlinks=False).st_size != len(text):
        return False
    with open(leaf.path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
        return file.read() == text


def _exchange(
    wanted: Mapping[str, bytes], changes: Changes, kept: Leaves, folder: Path, name: str | None = None
) -> bool:
    """Builds the new tree beside the old one: what stays is linked, what changes is written.

    With a name, it is that of the only folder within that is built and exchanged; False where the system cannot do it.
    Where one file of it changes and none comes or goes, that file is.
    """
    start = len(name) + 1 if name else 0
    is_one = name is not None and len(changes.changed) == 1 and changes == Changes(changed=changes.changed)
    new = exchange.sibling(folder, "new")
    try:
        new.mkdir()
        for parent in {path[start:].rpartition("/")[0] for path in (*wanted, *kept)}:
            os.makedirs(f"{new}/{parent}", exist_ok=True)  # noqa: PTH103 - hundreds of folders
        for path, leaf in () if is_one else kept.items():
            _keep(leaf, f"{new}/{path[start:]}")
        for path in (*changes.added, *changes.changed):
            _write(f"{new}/{path[start:]}", wanted[path])
        if name is None:
            exchange.put(new, folder)
            return True
        with suppress(OSError):  # of a mount point, or a lower layer of an overlay, the whole may still do
            if is_one:
                os.replace(f"{new}/{changes.changed[0][start:]}", f"{folder}/{changes.changed[0]}")  # noqa: PTH105
                return True
            return exchange.swapped(new, folder / name)
        return False
    finally:
        exchange.repair(folder)


def _write(path: str, text: bytes) -> None:
    """Makes a file; never through a link."""
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123 - thousands of files
        left = memoryview(text)
        while left:
            left = left[file.write(left) :]


def _keep(leaf: Leaf, new: str) -> None:
    if not leaf.is_symlink():
        with suppress(OSError):  # a file system without hard links, or somebody else's file
            os.link(leaf.path, new)
            return
    shutil.copy2(leaf.path, new, follow_symlinks=False)
