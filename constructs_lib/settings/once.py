"""What is asked again and again of settings, and is the same each time: they are frozen."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary, ref

S = TypeVar("S")
R = TypeVar("R")


def once(compute: Callable[[S], R]) -> Callable[[S], R]:
    """Makes what is computed of settings be computed once for each: they are frozen, and rules and charts ask the same.

    For answers that are small: they are kept as long as the settings.
    """
    known: WeakKeyDictionary[S, R] = WeakKeyDictionary()

    @wraps(compute)
    def asked(settings: S) -> R:
        if settings not in known:
            known[settings] = compute(settings)
        return known[settings]

    return asked


def once_in_turn(compute: Callable[[S], R]) -> Callable[[S], R]:
    """The same for large answers: kept for the settings that were asked last alone, while their rules are.

    Those of a fleet would take more memory than all its settings.
    """
    last: list[tuple[ref[S], R]] = []

    @wraps(compute)
    def asked(settings: S) -> R:
        if not last or last[0][0]() is not settings:
            last[:] = [(ref(settings), compute(settings))]
        return last[0][1]

    return asked
