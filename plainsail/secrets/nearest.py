"""What somebody who wrote the name of a parameter that does not exist may have meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

from plainsail.manifests.external_secrets import normalised, segments

_NEAR = 0.6
"""How alike two parts of a path must be for one to be a slip of the other (1: the same)."""

Near = tuple[str, str]
"""An existing name, and how it differs: `without the doubled slash`."""


class Names:
    """The names that exist, to be asked for the one nearest to a name that does not.

    >>> names = Names(["/param/production/key", "/other/key"], environments=["staging", "production"])
    >>> names.nearest("/param/staging/key")
    ('/param/production/key', 'in the folder of production')
    >>> names.nearest("/param/production/kye")
    ('/param/production/key', "with 'key' for 'kye'")
    """

    def __init__(self, existing: Iterable[str], *, environments: Collection[str]) -> None:
        self._existing = sorted(set(existing))
        self._environments = sorted(environments)
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._by_shape: dict[str, str] = {}
        self._by_letters: dict[str, str] = {}
        self._by_depth: dict[int, list[tuple[str, ...]]] = defaultdict(list)
        self._by_parts: dict[tuple[str, ...], str] = {}
        for name in self._existing:
            parts = segments(name)
            if not parts:
                continue
            self._by_last[parts[-1]].append(name)
            self._by_shape.setdefault(normalised(name).casefold(), name)
            self._by_letters.setdefault("".join(parts).casefold(), name)
            self._by_depth[len(parts)].append(parts)
            self._by_parts.setdefault(parts, name)

    def nearest(self, wanted: str) -> Near | None:
        """The likeliest slip first: slashes, case, another environment's folder, a typo, the same name elsewhere."""
        if not segments(wanted):
            return None
        slips = (self._slashes, self._case, self._environment, self._typo_in_name, self._elsewhere, self._typo)
        return next((found for slip in slips if (found := slip(wanted))), None)

    def _slashes(self, wanted: str) -> Near | None:
        name = self._by_parts.get(segments(wanted))
        if name is None:
            # A slash too few, or one too many, within the name.
            name = self._by_letters.get("".join(segments(wanted)).casefold())
            alike = name is not None and "".join(segments(name)) == "".join(segments(wanted))
            return (name, "with other slashes") if name and alike and segments(name) != segments(wanted) else None
        if wanted.startswith("/") != name.startswith("/"):
            return name, "with a leading slash" if name.startswith("/") else "without the leading slash"
        return name, "without the doubled slash" if "//" in wanted else "without the slash at the end"

    def _case(self, wanted: str) -> Near | None:
        name = self._by_shape.get(normalised(wanted).casefold())
        return (name, "in other case") if name else None

    def _environment(self, wanted: str) -> Near | None:
        """The same path with another environment's name in it, as a part or within one: `my-project-staging`."""
        parts = segments(wanted)
        for own in self._environments:
            word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(own)}(?![A-Za-z0-9])")
            for other in self._environments:
                swapped = tuple(word.sub(other, part) for part in parts)
                if swapped != parts and (name := self._by_parts.get(swapped)):
                    return name, f"in the folder of {other}"
        return None

    def _typo_in_name(self, wanted: str) -> Near | None:
        """A name beside it, in the same folder."""
        return self._one_part_apart(wanted, last=True)

    def _elsewhere(self, wanted: str) -> Near | None:
        """The same last segment; of several, the one whose folder looks most alike."""
        same = self._by_last.get(segments(wanted)[-1], [])
        best = max(same, key=lambda name: _likeness(wanted, name), default=None)
        if best is None:
            return None
        if (near := self._typo(wanted)) and near[0] == best:
            return near
        return best, "in another folder"

    def _typo(self, wanted: str) -> Near | None:
        """A folder that is spelled a little differently."""
        return self._one_part_apart(wanted, last=False)

    def _one_part_apart(self, wanted: str, *, last: bool) -> Near | None:
        # Comparing part by part, not whole names: a region may hold ten thousand of them.
        parts = segments(wanted)
        best = max(self._apart(parts, last=last), default=None)
        if best is None or best[0] < _NEAR:
            return None
        _, theirs, index = best
        return self._by_parts[theirs], f"with {theirs[index]!r} for {parts[index]!r}"

    def _apart(self, parts: tuple[str, ...], *, last: bool) -> Iterator[tuple[float, tuple[str, ...], int]]:
        for theirs in self._by_depth.get(len(parts), []):
            differ = [index for index, (ours, other) in enumerate(zip(parts, theirs, strict=True)) if ours != other]
            if len(differ) == 1 and (differ[0] == len(parts) - 1) == last:
                [index] = differ
                yield _likeness(parts[index], theirs[index]), theirs, index


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
