"""What people are told of an app that became settings: what is meant, what they must decide, what has no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from plainsail.helm_import.native.judge import Difference
from plainsail.helm_import.native.keys import Key
from plainsail.terminal import listing

_SHOWN = 6
"""Fields of one kind that are named; the rest is counted."""
_WIDTH = 100
_ABOVE = re.compile(r".*spec\.(template|jobTemplate)\.(spec\.)?|.*containers\[app\]\.|spec\.")
"""What stands before the telling part of a field."""


@dataclass
class Report:
    """Of one app, in all its environments."""

    _meant: dict[str, list[Difference]] = field(default_factory=dict)
    """Reasons, each with what it is the reason of."""
    _open: dict[str, list[str]] = field(default_factory=dict)
    """What a person must decide, each with its environments."""
    _keys: dict[tuple[str, str], list[Key]] = field(default_factory=dict)
    """Keys by place and name, as each environment has them."""

    def add(
        self,
        env: str,
        differences: Sequence[Difference],
        keys: Sequence[Key],
        guesses: Sequence[str],
    ) -> None:
        """Takes what was found in one environment."""
        for guess in guesses:
            self._open.setdefault(guess, []).append(env)
        for each in differences:
            if each.is_meant:
                self._meant.setdefault(each.why, []).append(each)
            else:
                self._open.setdefault(str(each), []).append(env)
        for key in keys:
            self._keys.setdefault((key.where, key.name), []).append(key)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not self._open and not any(self._lost())

    def lines(self) -> Iterator[str]:
        """The report, a line each."""
        for why, differences in self._meant.items():
            objects = ", ".join(dict.fromkeys(each.object for each in differences))
            yield from _wrapped(f"meant    {objects}{_fields(differences)}")
            yield from _wrapped(f"         {why}")
        used = [name for name, keys in self._keys.items() if any(key.decides for key in keys)]
        lost = [*self._lost()]
        yield f"keys     {len(used) - len(lost)} of {len(used)} that decide anything have their place in the settings"
        yield from (f"unused   {line}" for line in self._unused())
        yield from (f"no place {line}" for line in lost)
        yield from (f"decide   {line}" for line in self._decisions())

    def remarks(self) -> list[str]:
        """What the new settings hold of it, as comments."""
        made = [f"To decide, {line}" for line in self._decisions()]
        if lost := [*self._lost()]:
            made += ["Of the chart's values, these have no place here:", *(f"  {line}" for line in lost)]
        if unused := [*self._unused()]:
            made += ["Nothing that was rendered depended on these:", *(f"  {line}" for line in unused)]
        return made

    def _decisions(self) -> Iterator[str]:
        yield from (f"{listing(envs)}: {what}" for what, envs in self._open.items())

    def _lost(self) -> Iterator[str]:
        for (where, name), keys in sorted(self._keys.items(), key=_place):
            if what := next((key.lost for key in keys if key.lost), ""):
                yield f"{where} {name}: {what}"

    def _unused(self) -> Iterator[str]:
        """Keys that decide nothing in any environment, by their first part where nothing below it does."""
        used = {_root(*name) for name, keys in self._keys.items() if any(key.decides for key in keys)}
        told: dict[tuple[str, str], list[str]] = {}
        for (where, name), keys in sorted(self._keys.items(), key=_place):
            if not any(key.decides for key in keys):
                told.setdefault(_root(where, name), []).append(f"{where} {name}")
        for root, names in told.items():
            if root in used or len(names) == 1:
                yield from names
            else:
                yield f"{names[0].partition(' ')[0]} {root[1]} (all of it)"


def _root(where: str, name: str) -> tuple[str, str]:
    """The file, and the first part of a key."""
    return where.rpartition(":")[0], name.partition(".")[0].partition("[")[0]


def _place(entry: tuple[tuple[str, str], Sequence[Key]]) -> tuple[str, int]:
    """A key's file and line, as one sorts them."""
    file, _, line = entry[0][0].rpartition(":")
    return file, int(line) if line.isdigit() else 0


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent=" " * 9, break_long_words=False, break_on_hyphens=False)


def _fields(differences: Sequence[Difference]) -> str:
    """The fields, but for what they have in common."""
    named = [*dict.fromkeys(_short(each.change.field) for each in differences if each.change)]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return f": {', '.join(named[:_SHOWN])}{more}" if named else ""


def _short(field: str) -> str:
    """Its telling part: a list by its name, a variable by its own.

    >>> _short("spec.template.spec.containers[app].securityContext.capabilities.drop[ALL]")
    'securityContext.capabilities.drop'
    """
    part = _ABOVE.sub("", field)
    return part if part.startswith("env[") else part.partition("[")[0]
