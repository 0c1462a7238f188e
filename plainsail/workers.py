"""Processes that share the work of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from plainsail.errors import ProjectError
from plainsail.process import mute_when_interrupted

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")


@contextmanager
def workers(
    jobs: int, doing: str, fix: str, *, method: str = "fork", begin: Callable[[], None] = mute_when_interrupted
) -> Iterator[Executor]:
    """So many processes; `doing` says in words what they do, and `fix` what helps where one is killed.

    Each does `begin` first, which has to keep it silent when it is interrupted. Raises `ProjectError` where one was
    killed.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method), initializer=begin) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise ProjectError(f"one of {jobs} processes was killed while it {doing} (SIGKILL); {fix}") from None


def in_shares(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items, so many at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]
