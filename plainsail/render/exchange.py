"""Puts a new folder in the place of an old one, so that a kill at any moment leaves one of the two.

Linux and macOS exchange two names in one step. Elsewhere the old folder is renamed, then the new one; a run that is
killed in between is repaired by the next.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.remembered import FOLDER

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_LOCK = f"{FOLDER}/lock"
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def sibling(target: Path, role: str) -> Path:
    """A hidden name beside the target, on the same file system: `.dist.plainsail-new`."""
    return target.with_name(f".{target.name}.plainsail-{role}")


def put(new: Path, target: Path) -> None:
    """Gives the target's name to `new`; the old folder keeps a name that `repair` knows."""
    if not target.exists():
        new.rename(target)
    elif not swapped(new, target):
        target.rename(sibling(target, "old"))
        new.rename(target)


def swapped(new: Path, target: Path) -> bool:
    """Exchanges both in one step, or returns False where this system or file system has no such step."""
    import ctypes  # 10 ms that only a change costs

    libc = ctypes.CDLL(None, use_errno=True)
    if renamex := getattr(libc, "renamex_np", None):
        failed = renamex(os.fsencode(new), os.fsencode(target), _EXCHANGE)
    elif renameat2 := getattr(libc, "renameat2", None):
        failed = renameat2(_HERE, os.fsencode(new), _HERE, os.fsencode(target), _EXCHANGE)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in _CANNOT:
        raise OSError(code, os.strerror(code), str(target))
    return not failed


def is_disturbed(target: Path) -> bool:
    """Whether an earlier run was killed while it published, or another is at work."""
    return sibling(target, "new").exists() or sibling(target, "old").exists()


def repair(target: Path) -> None:
    """Brings back a folder that was renamed and not replaced, and removes what lies beside it; only under the lock."""
    old = sibling(target, "old")
    if not target.exists() and old.is_dir():
        old.rename(target)
    import shutil  # 10 ms that only a change costs

    for path in (sibling(target, "new"), old):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def alone(root: Path, target: Path, *, patience: float) -> Iterator[None]:
    """Holds the lock of a project, which ends with its process. Raises `ProjectError` after `patience` seconds."""
    lock = root / _LOCK
    lock.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with lock.open("ab") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    wait = "wait until it has ended, and run again"
                    raise ProjectError(f"{target}: another plainsail is writing it; {wait}") from None
            time.sleep(0.01)
        yield


def publications(root: Path) -> int:
    """How many a project has begun: with the same number as before, nobody else put anything into its folders."""
    try:
        return (root / _LOCK).stat().st_size
    except OSError:
        return 0


def begin(root: Path) -> None:
    """Counts one more; only under the lock."""
    with (root / _LOCK).open("ab") as file:
        file.write(b".")
