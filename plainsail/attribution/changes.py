"""An environment with one setting changed: each setting in turn, in every direction that may matter.

A change is a legal one where there is one. Where there is none (a minimum above its maximum), the value is put in
unchecked: what is asked is only what the rendering would make of it.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from constructs_lib.settings import Environment, HelmRelease, Manifests, Pin, Workload
from constructs_lib.settings.containers import Command
from constructs_lib.settings.layers import settings_of
from constructs_lib.settings.values import FrozenDict, freeze
from plainsail.attribution.alternatives import Node, Step, alternatives, nodes
from plainsail.provenance import SettingPath

APP_NAME: SettingPath = ("app_name",)
ENV_NAME: SettingPath = ("env_name",)
"""The two names that the registry says, and no class of settings."""
SOURCE: SettingPath = ("source",)
"""Where an app of plain YAML has its objects from."""
CHART: SettingPath = ("chart",)
"""The chart of Helm that makes an app's objects."""
RELEASE_NAME: SettingPath = ("release_name",)
"""What it calls them after."""
NAMESPACES: SettingPath = ("namespaces",)
"""Which of them go to the app's namespace: what that is, another setting says."""

_OTHER_DIGEST = "sha256:" + "d" * 64
_VERSION = re.compile(r"(\d+)\.(\d+)")


@dataclass(frozen=True)
class Change:
    """One setting, and ways to make an environment in which only it differs, the best first."""

    setting: SettingPath
    pattern: str
    """The setting in the vocabulary: `env.*`."""
    ways: Sequence[Callable[[], Environment]]
    unset: bool = False
    """Whether the setting has no value of its own as things are: None, or nothing in it."""


@dataclass(frozen=True, eq=False)
class Root:
    """All that can be changed of one setting of the class, and of what stands below it; spelled out when asked for."""

    patterns: frozenset[str]
    """Of the vocabulary: those of its changes, at least."""
    changes: Callable[[], Iterator[Change]]


def changes(environment: Environment, pin: Pin | None) -> Iterator[Change]:
    """Every change of every setting. A way raises `SettingsError` where it leads to what cannot be."""
    for root in roots(environment, pin):
        yield from root.changes()


def roots(environment: Environment, pin: Pin | None) -> Iterator[Root]:
    """The same by the settings of the class: those of one root are not among those of another."""
    more = _beside(environment, pin)
    for name, hint in settings_of(type(environment)).items():
        found = list(_nodes(hint, getattr(environment, name), name))
        special = more.pop(name, [])
        patterns = frozenset([*(node.path for node in found), *(change.pattern for change in special)])
        yield Root(patterns, partial(_below, environment, pin, name, found, special))
    for special in more.values():
        yield Root(frozenset(change.pattern for change in special), partial(iter, special))


def _below(
    environment: Environment, pin: Pin | None, name: str, found: Sequence[Node], special: Sequence[Change]
) -> Iterator[Change]:
    for node in found:
        for setting, values in _groups(name, node):
            ways = [*_ways(environment, pin, name, node.steps, values)]
            yield Change(setting, node.path, ways, unset=node.value in (None, {}, ()))
    yield from special


def _beside(environment: Environment, pin: Pin | None) -> dict[str, list[Change]]:
    """What is changed otherwise than by another value of a setting, by the setting of the class that it is about."""
    found = list(_other_pins(environment, pin))
    if isinstance(environment, Manifests):
        found.append(Change(SOURCE, "source", [partial(with_values, environment, {"source": ""})]))
    if isinstance(environment, HelmRelease):
        found.append(Change(CHART, "chart", [partial(with_values, environment, {"chart": ""})]))
    found.append(Change(APP_NAME, "app_name", [partial(_named, environment, pin, app=f"{environment.app_name}x")]))
    found.append(Change(ENV_NAME, "env_name", [partial(_named, environment, pin, env=f"{environment.env_name}x")]))
    by_root: dict[str, list[Change]] = {}
    for change in found:
        by_root.setdefault(str(change.setting[0]), []).append(change)
    return by_root


def _ways(
    environment: Environment, pin: Pin | None, name: str, steps: Sequence[Step], values: Sequence[Any]
) -> Iterator[Callable[[], Environment]]:
    for value in values:
        yield partial(_legal, environment, pin, name, steps, value)
    for value in values[:1]:
        yield partial(_unchecked, environment, name, steps, value)


def _nodes(hint: Any, value: Any, name: str) -> Iterator[Node]:
    """The nodes of the vocabulary, and those of plain data below them, whose types nobody declares."""
    for node in nodes(hint, value, name):
        yield node
        if node.hint is not hint and _is_plain(node) and isinstance(node.value, (Mapping, tuple)):
            yield from list(_plain(node))[1:]


def _is_plain(node: Node) -> bool:
    return getattr(node.hint, "__origin__", None) is Any


def _plain(node: Node) -> Iterator[Node]:
    yield node
    inside: Iterable[tuple[Step, Any]] = ()
    if isinstance(node.value, (Mapping, tuple)):
        inside = node.value.items() if isinstance(node.value, Mapping) else enumerate(node.value)
    for key, item in inside:
        yield from _plain(Node((*node.steps, key), node.path, node.hint, item))


def _groups(name: str, node: Node) -> Iterator[tuple[SettingPath, Sequence[Any]]]:
    """Each group of alternatives with the setting that it changes: of a mapping or a list, the part that differs."""
    here = (name, *node.steps)
    match node.value:
        case int() if not isinstance(node.value, bool):
            yield from ((here, [value]) for value in _numbers(node.value))
        case str() if version := _VERSION.fullmatch(node.value):
            major, minor = int(version[1]), int(version[2])
            yield from ((here, [f"{major}.{minor + by}"]) for by in (1, -1, -8) if minor + by >= 0)
        case _:
            yield from _other_words(here, node)
            for values in alternatives(node):
                yield (*here, *_differing(node.value, values[0])), values


def _other_words(here: SettingPath, node: Node) -> Iterator[tuple[SettingPath, Sequence[Any]]]:
    """A command with another word, each in turn: it becomes a list of words, each a field of its own."""
    if node.hint not in (Command, Command | None) or node.value is None:
        return
    parts = node.value.split() if isinstance(node.value, str) else node.value
    for at in range(len(parts)):
        words = [*parts[:at], f"{parts[at]}x", *parts[at + 1 :]]
        yield (here, [" ".join(words)]) if isinstance(node.value, str) else ((*here, at), [words])


def _numbers(value: int) -> Iterator[int]:
    """Both neighbours, for thresholds next to the value; of large ones, one far away, for those that are not."""
    yield value + 1
    if value > 0:
        yield value - 1
    if value >= 10:
        yield value * 100 if value < 1000 else value // 100


def _differing(value: Any, other: Any) -> SettingPath:
    """The key or index that one of two mappings or lists lacks."""
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        return tuple(key for key in value if key not in other)[:1]
    if isinstance(value, tuple) and isinstance(other, Sequence) and len(other) < len(value):
        return (next((at for at, item in enumerate(other) if item is not value[at]), len(other)),)
    return ()


def _legal(environment: Environment, pin: Pin | None, name: str, steps: Sequence[Step], value: Any) -> Environment:
    """The environment with one setting said anew, as a subclass would, and checked as a whole."""
    kind = type(environment)
    body = {name: _put(getattr(environment, name), steps, value, _replaced), "__module__": kind.__module__}
    made: Environment = type(kind.__name__, (kind,), body)(app=environment.app_name, env=environment.env_name, pin=pin)
    return made


def _unchecked(environment: Environment, name: str, steps: Sequence[Step], value: Any) -> Environment:
    return with_values(environment, {name: _put(getattr(environment, name), steps, value, _stuffed)})


def with_values(environment: Environment, values: Mapping[str, Any]) -> Environment:
    """The environment with some settings replaced, unchecked."""
    copy: Environment = object.__new__(type(environment))
    vars(copy).update(vars(environment))
    vars(copy).update(values)
    return copy


def _other_pins(environment: Environment, pin: Pin | None) -> Iterator[Change]:
    image = environment.image if isinstance(environment, Workload) else None
    if pin is None or image is None or image.tag is not None or image.digest is not None:
        return
    for field, value in (("tag", f"{pin.tag[:126]}x"), ("digest", _OTHER_DIGEST)):
        other = dataclasses.replace(pin, **{field: value})
        yield Change(("image", field), f"image.{field}", [partial(_named, environment, other)])


def _named(environment: Environment, pin: Pin | None, *, app: str = "", env: str = "") -> Environment:
    return type(environment)(app=app or environment.app_name, env=env or environment.env_name, pin=pin)


Replace = Callable[[Any, str, Any], Any]


def _put(value: Any, steps: Sequence[Step], new: Any, replace: Replace) -> Any:
    """The value with another one at the end of the steps."""
    if not steps:
        return freeze(new)
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        return FrozenDict({**value, str(step): _put(value[step], rest, new, replace)})
    if isinstance(value, Sequence):
        return tuple(_put(item, rest, new, replace) if at == step else item for at, item in enumerate(value))
    return replace(value, str(step), _put(getattr(value, str(step)), rest, new, replace))


def _replaced(value: Any, name: str, new: Any) -> Any:
    """The same value with another field. Raises `SettingsError` where that is not legal."""
    return dataclasses.replace(value, **{name: new})


def _stuffed(value: Any, name: str, new: Any) -> Any:
    """The same, unchecked."""
    copy = object.__new__(type(value))
    for field in dataclasses.fields(value):
        object.__setattr__(copy, field.name, new if field.name == name else getattr(value, field.name))
    return copy
