"""Which keys of the values say something that the settings do not.

No list of names tells it: each key is given another value, and what Helm then renders differently is what it decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from constructs_lib.kubernetes.diff import moves
from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import format_path
from plainsail.helm.release import Made, Release, render
from plainsail.helm.values import merged
from plainsail.helm_import.comments import Path
from plainsail.helm_import.native.judge import Difference, Judge
from plainsail.helm_import.sources import Layer
from plainsail.provenance.values import UNKNOWN, descend


@dataclass(frozen=True)
class Key:
    """A key of the values, down to its last part."""

    name: str
    """`externalSecrets.params[0].key`."""
    where: str
    """`deploy/argo/backend/values.yaml:12`."""
    lost: str = ""
    """What it decides that the settings do not say, `Deployment/backend spec.x`; empty where they say all."""
    decides: bool = True
    """Whether anything that is rendered depends on it."""


def keys(
    layers: Sequence[Layer], release: Release, made: Made, judge: Judge, differences: Sequence[Difference]
) -> list[Key]:
    """Every key that an environment's values have; `layers` begin with the chart's own."""
    values = merged(layer.values for layer in layers)
    unsaid = [difference for difference in differences if not difference.is_meant]
    paths = [path for path in _leaves(values) if path]
    tries = [[_overlay(values, path, other) for other in _others(descend(values, path))] for path in paths]
    first = _render(release, [each[0] for each in tries])
    found = []
    for path, given, tried in zip(paths, tries, first, strict=True):
        answers = [tried] if isinstance(tried, Made) else _render(release, given[1:])
        answer = next((each for each in answers if isinstance(each, Made)), None)
        decided = _decided(made, answer, judge) if answer else None
        where = _where(layers, path)
        if decided is None:
            found.append(Key(_named(path), where, "Helm takes no other value, so nobody can tell what it decides"))
        else:
            found.append(Key(_named(path), where, _lost(decided, unsaid), bool(decided)))
    return found


_Decided = Sequence[tuple[str, tuple[Any, ...], bool]]
"""Object and field, and whether it is the field's value that is decided, or whether there is one at all."""


def _render(release: Release, overlays: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    others = [replace(release, values=merged([release.values, overlay])) for overlay in overlays]
    return render(others, twice=False)


def _decided(made: Made, other: Made, judge: Judge) -> _Decided:
    """The fields that are not the same with another value of a key."""
    by_kind: dict[str, list[Any]] = {}
    for document in other.documents:
        by_kind.setdefault(document["kind"], []).append(document)
    found: list[tuple[str, tuple[Any, ...], bool]] = []
    index_of = {id(role.document): index for index, role in enumerate(judge.roles.roles)}
    for document in made.documents:
        rest = by_kind.get(document["kind"], [])
        same = [each for each in rest if each["metadata"]["name"] == document["metadata"]["name"]]
        counterpart = (same or rest or [None])[0]
        if counterpart is not None:
            rest.remove(counterpart)
        if document == counterpart:
            continue
        index = index_of.get(id(document))
        if index is None:
            found.append((str(key_of(document)), (), counterpart is not None))
            continue
        old = judge.translated(index, document)
        new = {} if counterpart is None else judge.translated(index, counterpart)
        found += [(judge.object_of(index), path, how == "value") for path, how in moves(old, new) if how != "appears"]
    return found


def _lost(decided: _Decided, unsaid: Sequence[Difference]) -> str:
    """A field that the key decides and the settings do not say.

    What switches an object on has its place as soon as the settings say some of the object, and what is said of others,
    too, as soon as it is said of one.
    """
    lost = [each for each in decided if any(_is_of(difference, *each[:2]) for difference in unsaid)]
    values = [each for each in lost if each[2] and each[1]]
    if values or (lost and len(lost) == len(decided)):
        name, path, _ = (values or lost)[0]
        return f"{name} {format_path(path)}".strip()
    return ""


def _is_of(difference: Difference, name: str, path: tuple[Any, ...]) -> bool:
    if difference.object != name:
        return False
    length = min(len(path), len(difference.path))
    return path[:length] == difference.path[:length]


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """What says something: no null, and nothing that is empty."""
    match value:
        case dict():
            for key, item in value.items():
                yield from _leaves(item, (*path, key))
        case list():
            for index, item in enumerate(value):
                yield from _leaves(item, (*path, index))
        case None:
            return
        case _:
            yield path


def _others(value: Any) -> list[Any]:
    """Other values: the first that Helm takes is tried."""
    match value:
        case bool():
            return [not value, None]
        case int():
            return [value + 1, value - 1, None]
        case float():
            return [value + 1, None]
        case str() if value.isdigit():
            return [str(int(value) + 1), None]
        case _:
            return [f"{value}x", f"x{value}", None]


def _overlay(values: Mapping[str, Any], path: Path, other: Any) -> dict[str, Any]:
    """Values that differ in one place. Lists are replaced as a whole."""
    length = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    given: Any = other
    if length < len(path):
        given = deepcopy(descend(values, path[:length]))
        holder = descend(given, path[length:-1])
        holder[path[-1]] = other
    for part in reversed(path[:length]):
        given = {part: given}
    made: dict[str, Any] = given
    return made


def _where(layers: Sequence[Layer], path: Path) -> str:
    """The line of the last file that says it."""
    for layer in reversed(layers):
        if descend(layer.values, path) is not UNKNOWN:
            lines = (layer.notes.lines.get(path[:length]) for length in range(len(path), 0, -1))
            line = next((line for line in lines if line), None)
            return f"{layer.where}:{line}" if line else layer.where
    return ""


def _named(path: Path) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
