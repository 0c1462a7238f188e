"""What a rule asks of manifests before it looks at an object, so that nothing is imported to find nothing.

A rule decides by what manifests answer, and by nothing else. One that asks manifests which hold nothing for jobs, and
is done, asks any others for jobs first; where these have none, it finds nothing in them either. So what a rule asks of
nothing says of which objects some must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests

Question = tuple[str, ...]
"""`of`, `custom`, and what they are asked for; or the names that lead from manifests to what they hold."""

_BY_KIND = ("of", "custom")
_PLAIN = (bool, dict, frozenset, list, set, str, tuple, type(None))


def questions(find: Callable[[Any], Iterator[object]], nothing: Manifests) -> Sequence[Question] | None:
    """What a rule asks of manifests that hold nothing; None where it finds something in them, or asks otherwise."""
    asked: dict[Question | None, None] = {}
    found = any(True for _ in find(_Asked(nothing, (), asked)))
    known = [question for question in asked if question is not None]
    if found or None in asked or not all(map(silence(nothing), known)):
        return None
    return known


def silence(manifests: Manifests) -> Callable[[Question], bool]:
    """Tells of a question whether manifests answer as those do that hold nothing."""

    @cache
    def is_nothing(question: Question) -> bool:
        if question[0] in _BY_KIND:
            name, *kinds = question
            return not any(True for _ in getattr(manifests, name)(*kinds))
        held: Any = manifests
        for name in question:
            held = getattr(held, name)
        return not any(True for _ in held()) if callable(held) else not held

    return is_nothing


class _Asked:
    """Answers as what it stands for, and notes what it is asked."""

    def __init__(self, held: object, path: Question, asked: dict[Question | None, None]) -> None:
        self._held, self._path, self._asked = held, path, asked

    def __getattr__(self, name: str) -> Any:
        held, path = getattr(self._held, name), (*self._path, name)
        if not callable(held):
            if not isinstance(held, _PLAIN):
                return _Asked(held, path, self._asked)
            self._asked[path] = None
            return held

        def called(*given: Any, **named: Any) -> Any:
            if path == (name,) and name in _BY_KIND:
                self._asked[(name, *given)] = None
            else:
                self._asked[None if given or named else path] = None
            return held(*given, **named)

        return called
