"""Work that several processes share: forks of this one, which have in memory what it has.

What comes of it does not depend on their number. Where there can be no fork, this process does it all.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from plainsail.errors import TRACEBACK, ProjectError
from plainsail.process import mute_when_interrupted

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")
R = TypeVar("R")

_MOST = 8
"""Processes at once: each comes to hold much of what this one does."""

_work: Callable[[int], object] | None = None
"""What a fork does with the share of a number; it finds its parent's."""


def can_share() -> bool:
    """Whether forks could do some of the work: several processors are there, and Node, which none can share, is not."""
    from plainsail.render.kernel import node_is_running

    return sys.platform == "linux" and _jobs() > 1 and not os.environ.get(TRACEBACK) and not node_is_running()


def shared(work: Callable[[Sequence[T]], R], shares: Sequence[Sequence[T]], doing: str) -> Iterator[R]:
    """What `work` makes of each share, in their order; `doing` is what it does, in words.

    Raises what `work` raises, and `ProjectError` where a process was killed.
    """
    if len(shares) < 2 or not can_share():
        yield from map(work, shares)
        return
    from concurrent.futures.process import BrokenProcessPool

    jobs = min(_jobs(), len(shares))
    with _pool(lambda number: work(shares[number]), jobs) as pool:
        try:
            for share, told in zip(shares, pool.map(_told, range(len(shares))), strict=True):
                # What is wrong with a share is told as this process tells it.
                yield work(share) if told is None else pickle.loads(told)  # noqa: S301 - a fork of ours wrote it
        except BrokenProcessPool:
            message = f"one of {jobs} processes was killed while it {doing} (SIGKILL)"
            fix = "if nobody did that, the system was out of memory: free some"
            raise ProjectError(f"{message}; {fix}") from None


def in_shares(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items, so many at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def _jobs() -> int:
    return min(os.cpu_count() or 1, _MOST)


def _pool(work: Callable[[int], object], jobs: int) -> Executor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    global _work  # noqa: PLW0603 - how a fork comes by what no pickle holds
    _work = work
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"), initializer=_begin)


def _begin() -> None:
    mute_when_interrupted()
    gc.freeze()  # what all forks have is not looked at when one frees what it made


def _told(number: int) -> bytes | None:
    """What comes of a share, as it crosses between processes; None where nothing does."""
    if _work is None:
        return None
    try:
        return pickle.dumps(_work(number))
    except Exception:
        return None
    finally:
        gc.collect()
