"""Puts a new folder in the place of an old one, so that a kill at any moment leaves one of the two.

Linux and macOS exchange two names in one step. Elsewhere the folders are renamed in turn; in between the place is
empty, and their names are the journal that lets the next run repair it: `-new` is complete, `-old` was there before.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plainsail.render.tree import PublishError

Swap = Callable[[bytes, bytes], int]

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276}  # older C libraries have no name for it
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_LEFT_OVER = re.compile(r"new|old|[0-9a-f]{16}")


def sibling(target: Path, role: str) -> Path:
    """A hidden name beside the target, on the same file system: `.dist.plainsail-new`."""
    return target.with_name(f".{target.name}.plainsail-{role}")


def scratch(target: Path) -> Path:
    """A new, empty folder beside the target."""
    folder = sibling(target, os.urandom(8).hex())
    folder.mkdir()
    return folder


def put(new: Path, target: Path) -> None:
    """Gives the target's name to `new`; what had it before keeps some name that `repair` sweeps up."""
    if not target.exists():
        new.rename(target)
    elif not _swapped(new, target):
        _rename_in_turn(new, target)


def _swapped(new: Path, target: Path) -> bool:
    """Exchanges both in one step, or says that this system has no such step."""
    import ctypes  # 10 ms that only a change costs

    swap = find_swap(ctypes.CDLL(None, use_errno=True))
    if swap is None:
        return False
    if swap(os.fsencode(new), os.fsencode(target)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(target))


def find_swap(libc: object) -> Swap | None:
    """The C library's function that exchanges two names, under whichever name it has."""
    from ctypes import c_long, c_uint

    if renamex := getattr(libc, "renamex_np", None):
        return lambda new, old: int(renamex(new, old, c_uint(_EXCHANGE)))
    if renameat2 := getattr(libc, "renameat2", None):
        return lambda new, old: int(renameat2(_HERE, new, _HERE, old, c_uint(_EXCHANGE)))
    system = os.uname()
    number = _RENAMEAT2.get(system.machine) if system.sysname == "Linux" else None
    syscall = getattr(libc, "syscall", None)
    if number is None or syscall is None:
        return None
    return lambda new, old: int(syscall(c_long(number), _HERE, new, _HERE, old, c_uint(_EXCHANGE)))


def _rename_in_turn(new: Path, target: Path) -> None:
    complete, aside = sibling(target, "new"), sibling(target, "old")
    new.rename(complete)
    target.rename(aside)
    try:
        complete.rename(target)
    except OSError:
        aside.rename(target)
        raise


def left_over(target: Path) -> list[Path]:
    """What earlier runs left beside the target, killed or still alive."""
    prefix = sibling(target, "").name
    with os.scandir(target.parent) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(prefix)]
    return [target.with_name(name) for name in sorted(names) if _LEFT_OVER.fullmatch(name.removeprefix(prefix))]


def is_disturbed(target: Path) -> bool:
    """Whether an earlier run left something beside the target, its lock included, or is still at work."""
    return sibling(target, "lock").exists() or bool(left_over(target))


def repair(target: Path) -> None:
    """Brings back a target that a kill took away, and removes what was left beside it; only under the lock."""
    for role in ("new", "old"):
        if not target.exists() and (whole := sibling(target, role)).is_dir():
            whole.rename(target)
    for path in left_over(target):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def alone(target: Path, *, patience: float) -> Iterator[None]:
    """Holds the target's lock, which ends with its process; raises PublishError after `patience` seconds of waiting."""
    path = sibling(target, "lock")
    deadline = time.monotonic() + patience
    while (lock := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise PublishError(f"{target}: another plainsail is writing it; wait until it has ended, and run again")
        time.sleep(0.01)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(lock)


def _try_lock(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(lock), path.stat()):
            return lock
    except (BlockingIOError, FileNotFoundError):  # held, or removed by the run that held it: what we opened is history
        pass
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return None
