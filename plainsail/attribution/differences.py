"""Two environments of one app, side by side: the settings in which they differ, and who said so in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plainsail.provenance import UNKNOWN, Origin, SettingPath, format_setting, leaves, origins

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Side:
    """What one environment says."""

    environment: str
    value: Any
    """`UNKNOWN` where it says nothing."""
    origin: Origin | None


@dataclass(frozen=True)
class Difference:
    """One setting in two environments."""

    setting: str
    sides: tuple[Side, Side]


def differences(one: Environment, other: Environment) -> list[Difference]:
    """The settings, down to their last parts, that are not the same, in the order of the vocabulary."""
    known: Sequence[dict[SettingPath, Any]] = [dict(leaves(each)) for each in (one, other)]
    order = list(dict.fromkeys([*known[0], *known[1]]))
    order.sort(key=lambda path: list(known[0]).index(path) if path in known[0] else _neighbour(path, list(known[0])))
    return [
        Difference(format_setting(path), (_side(one, path, known[0]), _side(other, path, known[1])))
        for path in order
        if known[0].get(path, UNKNOWN) != known[1].get(path, UNKNOWN)
    ]


def _neighbour(path: SettingPath, known: list[SettingPath]) -> int:
    """Beside the last setting that begins as this one does."""
    for depth in range(len(path) - 1, 0, -1):
        same = [at for at, other in enumerate(known) if other[:depth] == path[:depth]]
        if same:
            return same[-1]
    return len(known)


def _side(environment: Environment, path: SettingPath, known: dict[SettingPath, Any]) -> Side:
    if path not in known:
        return Side(environment.env_name, UNKNOWN, None)
    found = origins(environment, path)
    return Side(environment.env_name, known[path], found[0] if found else None)
