"""What somebody who wrote the name of a parameter that does not exist may have meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

from plainsail.manifests.external_secrets import normalised, segments

_NEAR = 0.6
"""How alike two parts of a path must be for one to be a slip of the other (1: the same)."""

Near = tuple[str, str]
"""An existing name, and how it differs: `without the doubled slash`."""
_Parts = tuple[str, ...]


class Names:
    """The names that exist, to be asked for the one nearest to a name that does not.

    >>> names = Names(["/param/production/key", "/other/key"], environments=["staging", "production"])
    >>> names.nearest("/param/staging/key")
    ('/param/production/key', 'in the folder of production')
    >>> names.nearest("/param/production/kye")
    ('/param/production/key', "with 'key' for 'kye'")
    """

    def __init__(self, existing: Iterable[str], *, environments: Collection[str]) -> None:
        self._names: dict[_Parts, str] = {}
        for name in sorted(set(existing)):
            if parts := segments(name):
                self._names.setdefault(parts, name)
        self._environments = sorted(environments)

    def nearest(self, wanted: str) -> Near | None:
        """The likeliest slip first: slashes, case, another environment's folder, a typo, the same name elsewhere."""
        return next(self._slips(wanted, segments(wanted)), None) if segments(wanted) else None

    def _slips(self, wanted: str, parts: _Parts) -> Iterator[Near]:
        if name := self._names.get(parts):
            yield name, _slashes(wanted, name)
        for theirs, name in self._names.items():  # a slash too few, or one too many, within the name
            if "".join(theirs) == "".join(parts):
                yield name, "with other slashes"
        for name in self._names.values():
            if normalised(name).casefold() == normalised(wanted).casefold():
                yield name, "in other case"
        yield from self._of_environments(parts)
        in_folder, in_name = self._typo(parts, last=False), self._typo(parts, last=True)
        if in_name:
            yield in_name
        # Of several with the same last segment, the one whose folder looks most alike.
        same = [name for theirs, name in self._names.items() if theirs[-1] == parts[-1]]
        best = max(same, key=lambda name: _likeness(wanted, name), default=None)
        if best and not (in_folder and in_folder[0] == best):
            yield best, "in another folder"
        if in_folder:
            yield in_folder

    def _of_environments(self, parts: _Parts) -> Iterator[Near]:
        """The same path with another environment's name in it, as a part or within one: `my-project-staging`."""
        for own in self._environments:
            word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(own)}(?![A-Za-z0-9])")
            for other in self._environments:
                swapped = tuple(word.sub(other, part) for part in parts)
                if swapped != parts and (name := self._names.get(swapped)):
                    yield name, f"in the folder of {other}"

    def _typo(self, parts: _Parts, *, last: bool) -> Near | None:
        """A name of which one part is spelled a little differently: its last one, or a folder."""
        # Comparing part by part, not whole names: a region may hold ten thousand of them.
        near: list[tuple[float, _Parts, int]] = []
        for theirs in self._names:
            if len(theirs) == len(parts):
                differ = [index for index, part in enumerate(parts) if part != theirs[index]]
                if len(differ) == 1 and (differ[0] == len(parts) - 1) == last:
                    near.append((_likeness(parts[differ[0]], theirs[differ[0]]), theirs, differ[0]))
        likeness, theirs, index = max(near, default=(0.0, parts, 0))
        return (self._names[theirs], f"with {theirs[index]!r} for {parts[index]!r}") if likeness >= _NEAR else None


def _slashes(wanted: str, name: str) -> str:
    if wanted.startswith("/") != name.startswith("/"):
        return "with a leading slash" if name.startswith("/") else "without the leading slash"
    return "without the doubled slash" if "//" in wanted else "without the slash at the end"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
