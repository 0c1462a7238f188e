"""Work that several processes share: forks of this one, which have in memory what it has.

What comes of it does not depend on their number. Where there can be no fork, this process does it all.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from plainsail.errors import TRACEBACK
from plainsail.process import mute_when_interrupted
from plainsail.workers import workers

T = TypeVar("T")
R = TypeVar("R")

_MOST = 8
"""Processes at once: each comes to hold much of what this one does."""
_FIX = "if nobody did that, the system was out of memory: free some"

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
    global _work  # noqa: PLW0603 - how a fork comes by what no pickle holds
    _work = partial(_of_share, work, shares)
    with workers(min(_jobs(), len(shares)), doing, _FIX, begin=_begin) as pool:
        for share, told in zip(shares, pool.map(_told, range(len(shares))), strict=True):
            # What is wrong with a share is told as this process tells it.
            yield work(share) if told is None else pickle.loads(told)  # noqa: S301 - a fork of ours wrote it


def _of_share(work: Callable[[Sequence[T]], R], shares: Sequence[Sequence[T]], number: int) -> R:
    return work(shares[number])


def _jobs() -> int:
    return min(os.cpu_count() or 1, _MOST)


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
