"""Which setting decides a field of a rendered object: the one answer, found by changing settings and rendering.

Nothing about constructs is written down here, so it holds for those that a project brings, for patches and for objects
of one's own. A setting is only tried when a question may depend on it: what was learned about one environment tells
which settings a field of the same kind can depend on in another (`knowledge`), and those alone are tried there.
"""

from __future__ import annotations

import gc
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.diff import How
from constructs_lib.kubernetes.hashed_names import known_as, without_hash
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.kubernetes.paths import Item, Path, children, leaves, name_of
from plainsail.attribution.changes import APP_NAME, ENV_NAME, NAMESPACES, Change, Root, roots
from plainsail.attribution.experiment import Effect, Experiment, Keys
from plainsail.attribution.knowledge import FieldPattern, Library, pattern_of
from plainsail.attribution.preference import is_alone
from plainsail.attribution.vendored import Vendored
from plainsail.progress import progress
from plainsail.project.names import label
from plainsail.project.pins import check_pinned, read_pin
from plainsail.project.project import Project
from plainsail.project.remembered import remembered
from plainsail.provenance import SettingPath, format_setting, value_at
from plainsail.render.places import Place, places

if TYPE_CHECKING:
    from constructs_lib.settings import Environment, Pin

_NAMES = (APP_NAME, ENV_NAME)


class Attribution:
    """One app in one environment: its objects, those of Argo CD too, and which setting decides which field."""

    def __init__(
        self,
        environment: Environment,
        companions: Sequence[Environment],
        pin: Pin | None,
        library: Library,
        keys: Keys | None = None,
    ) -> None:
        """`companions` are all apps of the environment, with their `keys`.

        Raises what rendering raises for the settings as they are.
        """
        self.environment = environment
        self._library = library
        with _without_garbage_collection():
            self._experiment = Experiment(environment, companions, keys or Keys())
            self.vendored = Vendored(environment, self.documents)
            self._roots: dict[Root, None] = dict.fromkeys(roots(environment, pin))
        """Settings of the class whose changes are not spelled out yet."""
        self._patterns = frozenset(pattern for root in self._roots for pattern in root.patterns)
        self._untried: dict[SettingPath, list[Change]] = defaultdict(list)
        """Setting to its changes, which are tried together: in part, they tell neither reach nor strength."""
        self._settings: dict[str, set[SettingPath]] = defaultdict(set)
        """Pattern of the vocabulary to the settings that are changed by it."""
        self._moved: set[tuple[FieldPattern, str]] = set()
        """What a change of a pattern moved."""
        self._asked: set[tuple[FieldPattern, bool]] = set()
        self._set: set[SettingPath] = set()
        """Settings that have a value as things are."""
        self._effects: dict[SettingPath, dict[Effect, None]] = defaultdict(dict)
        self._reach: Counter[tuple[SettingPath, How]] = Counter()
        """How much a setting decides: the less, the more it is about one field."""
        self._deciders: dict[tuple[str, Path], dict[How, list[SettingPath]]] = defaultdict(lambda: defaultdict(list))

    @property
    def documents(self) -> Mapping[str, Document]:
        """The file in `dist/` to the object in it, as the settings say it."""
        return self._experiment.documents

    def made(self, file: str) -> Sequence[Place]:
        """The lines of charts and constructs that made an object, the innermost first, as far as they are known."""
        return list(places(self._experiment.made[file]))

    def deciding(self, file: str, field: Path, how: How = "value") -> list[SettingPath]:
        """The settings that do this to a field, the most particular first; unset ones where no other does."""
        self._try_for(self.documents[file]["kind"], field)
        rank = _ranking(field)
        settings = sorted(self._deciders[file, field][how], key=lambda s: rank(s, self._reach[s, how]))
        if chosen := [setting for setting in settings if setting in self._set]:
            return chosen
        return [self.vendored.setting] if how == "value" and self.vendored.says(file, field) else settings

    def foremost(self, file: str, field: Path) -> SettingPath | None:
        """The first of those that decide what a field holds. None is tried that could not be it."""
        rank, deciders = _ranking(field), self._deciders[file, field]["value"]
        for untried in sorted(self._set_candidates(self.documents[file]["kind"], field), key=lambda s: rank(s, _LEAST)):
            found = [rank(setting, self._reach[setting, "value"]) for setting in deciders if setting in self._set]
            if found and min(found) < rank(untried, _LEAST):
                break
            self._try([untried])
        chosen = [setting for setting in deciders if setting in self._set]
        if chosen:
            return min(chosen, key=lambda s: rank(s, self._reach[s, "value"]))
        return next(iter(self.deciding(file, field)), None)

    def setting_of(self, file: str, field: Path, *, before: Any = None, gone: bool = False) -> SettingPath | None:
        """The one setting that decides a field, or all that stands below it; None where the constructs do.

        Of a field that is not there, the setting that would bring it, or what decides the part that it would stand in.
        `before` is what the field held: of several settings, one whose value is new in it comes first. Of what is
        `gone`, the mapping that says its like; none where another could have said it.
        """
        document = self.documents[file]
        if not (inside := leaves_below(document, field)):
            if bringing := self.bringing(known_as(key_of(document), self.environment.app_name), field):
                return _common(bringing) or _namesake(bringing, field) or (None if gone else bringing[0])
            if gone:
                return self._holding_the_like(file, field, before)
            while not inside:
                field = field[:-1]
                inside = leaves_below(document, field)
        elif isinstance(before, str) and len(inside) == 1 and isinstance(value := inside[field], str):
            if self._follows_content(before, value):  # any part of the content, not the entry that the field is about
                return _common(setting for setting in self.deciding(file, field) if setting not in _NAMES) or None
            for setting in self._by_rank(file, field):
                part = value_at(self.environment, setting)
                if isinstance(part, str) and part in value and part not in before:
                    return setting
        return self._of_leaves(file, field, list(inside))

    def setting_of_object(self, name: str) -> SettingPath | None:
        """The setting that would bring an object that is not rendered, or others of its kind."""
        if exact := self.bringing(name):
            return _common(exact) or exact[0]
        kind = f"{name.partition('/')[0]}/"
        # What another object comes from is one entry of a mapping: this one was, or would be, another.
        return _common(s[:-1] for s, effects in self._all().items() if any(_goes(e, kind) for e in effects)) or None

    def bringing(self, name: str, field: Path = ()) -> list[SettingPath]:
        """The settings of which another value would render an object, or a field of one, that is not there."""
        self._try_for(name.partition("/")[0], field, is_there=False)
        return [
            setting
            for setting in sorted(self._effects, key=format_setting)
            if any(
                effect.how == "appears" and effect.object == name and effect.field[: len(field)] == field
                for effect in self._effects[setting]
            )
        ]

    def effects(self) -> Iterator[tuple[SettingPath, Effect]]:
        """What each setting does to each field."""
        for setting, effects in self._all().items():
            yield from ((setting, effect) for effect in effects)

    def _of_leaves(self, file: str, field: Path, inside: Sequence[Path]) -> SettingPath | None:
        """The setting that all leaves come from; else the one that brings them all; else that of most of them."""
        deciders = [setting for leaf in inside if (setting := self.foremost(file, leaf))]
        if len(inside) == 1:
            return next(iter(deciders or self.deciding(file, inside[0], "presence")), None)
        particular = [setting for setting in deciders if setting not in _NAMES]
        if common := _common(particular):
            return common
        if not field:
            return next(iter(self.deciding(file, (), "presence")), None)
        if holding := set.intersection(*(set(self.deciding(file, leaf, "presence")) for leaf in inside)):
            return min(holding, key=self._by_reach("presence"))
        roots = Counter(setting[0] for setting in particular).most_common(1)
        if not roots or roots[0][1] * 2 <= len(particular):
            return None
        return _common(setting for setting in particular if setting[0] == roots[0][0])

    def _follows_content(self, before: str, value: str) -> bool:
        """Whether two names are those of one object, before and after its content changed."""
        old, new = (without_hash(f"ExternalSecret/{name}", self.environment.app_name) for name in (before, value))
        return before != value and old == new

    def _holding_the_like(self, file: str, field: Path, before: Any) -> SettingPath | None:
        """The mapping of the settings that has an entry for each neighbour of the shape that a field had."""
        shape, above = _shape(_from_json(before)), field[:-1]
        held: set[SettingPath] = set()
        for beside, value in _children(self.documents[file], above):
            if _shape(value) != shape:
                continue
            leaf = next(iter(leaves_below(self.documents[file], beside)))
            deciders = self.deciding(file, leaf, "presence")
            entries = [
                s for s in deciders if isinstance(value_at(self.environment, s[:-1]) if s[1:] else None, Mapping)
            ]
            held |= {setting[:-1] for setting in entries[:1]}
        return held.pop() if len(held) == 1 else None

    def _by_rank(self, file: str, field: Path) -> Iterator[SettingPath]:
        """Those that decide what a field holds, each found when it is asked for."""
        if first := self.foremost(file, field):
            yield first
            yield from self.deciding(file, field)[1:]

    def _by_reach(self, how: How) -> Callable[[SettingPath], tuple[int, int, str]]:
        return lambda setting: (self._reach[setting, how], -len(setting), format_setting(setting))

    def _all(self) -> Mapping[SettingPath, Mapping[Effect, None]]:
        self._spell_out(self._patterns)
        self._try(list(self._untried))
        return {setting: self._effects[setting] for setting in sorted(self._effects, key=format_setting)}

    def _try_for(self, kind: str, field: Path, *, is_there: bool = True) -> None:
        """Tries the settings that a field may depend on; all, where nothing is known of such a field."""
        pattern = pattern_of(kind, field)
        if (pattern, is_there) not in self._asked:
            self._asked.add((pattern, is_there))
            candidates = self._candidates(pattern, is_there=is_there)
            self._try(self._spelled_out(self._patterns if candidates is None else candidates))

    def _set_candidates(self, kind: str, field: Path) -> list[SettingPath]:
        """Settings that may decide a field, are not tried yet and have a value: before one of these, no other counts.

        Of a field of which nothing is known, all are tried first, which teaches it.
        """
        candidates = self._candidates(pattern_of(kind, field), is_there=True)
        if candidates is None:
            self._try_for(kind, field)
            return []
        settings = dict.fromkeys(self._spelled_out(candidates))
        return [s for s in settings if s in self._untried and not all(each.unset for each in self._untried[s])]

    def _candidates(self, pattern: FieldPattern, *, is_there: bool) -> frozenset[str] | None:
        """What of the vocabulary a field may depend on; None where nothing is known of such a field."""
        if self.vendored:  # what one file holds tells nothing about another
            return None
        return self._library.of(type(self.environment)).candidates(pattern, self._patterns, is_there=is_there)

    def _spelled_out(self, patterns: frozenset[str]) -> list[SettingPath]:
        """The settings of these patterns, their changes at hand."""
        self._spell_out(patterns)
        return [setting for pattern in patterns for setting in self._settings.get(pattern, ())]

    def _spell_out(self, patterns: frozenset[str]) -> None:
        """Readies the changes of these patterns, and all others of the same settings of the class."""
        with _without_garbage_collection():
            for root in [root for root in self._roots if not patterns.isdisjoint(root.patterns)]:
                del self._roots[root]
                for change in root.changes():
                    self._untried[change.setting].append(change)
                    self._settings[change.pattern].add(change.setting)

    def _try(self, settings: Iterable[SettingPath]) -> None:
        untried = list(dict.fromkeys(setting for setting in settings if setting in self._untried))
        with _without_garbage_collection():
            for setting in progress(untried, "trying settings", len(untried)):
                for change in self._untried.pop(setting):
                    self._set |= set() if change.unset else {setting}
                    for effect in self._experiment.effects(change):
                        self._note(change, effect)
        if untried and not self._untried and not self._roots and not self.vendored:
            self._library.of(type(self.environment)).learn(self._settings, self._seen())
            self._library.keep(type(self.environment))

    def _note(self, change: Change, effect: Effect) -> None:
        setting = change.setting
        self._moved.add((pattern_of(effect.object.partition("/")[0], effect.field), change.pattern))
        if effect not in self._effects[setting]:
            self._effects[setting][effect] = None
            self._reach[setting, effect.how] += 1
            self._deciders[effect.file, effect.field][effect.how].append(setting)

    def _seen(self) -> Iterator[tuple[FieldPattern, str | None]]:
        """What is rendered, and what a setting moved, with that setting as a pattern."""
        for document in self.documents.values():
            yield from ((pattern_of(document["kind"], leaf), None) for leaf, _ in leaves(document))
        yield from self._moved


_LEAST = 1
"""What a setting reaches that decides a field, at least."""


def _ranking(field: Path) -> Callable[[SettingPath, int], tuple[bool, bool, int, int, str]]:
    """In which order settings decide a field, by how much they reach: the most particular first."""
    items = {part.name for part in field if isinstance(part, Item)}
    # What is called as an item that the field stands in is about that item.
    return lambda s, reach: (s == NAMESPACES, items.isdisjoint(s), reach, -len(s), format_setting(s))


_MOST_AT_ONCE = 32
"""Attributions that are held: each has all objects of its app, and a fleet has hundreds."""


class Attributions:
    """The attributions of a project's apps, each made when it is asked for; who asks app by app waits least."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, bool], Attribution] = {}
        self._keys = Keys()
        self._library = Library(remembered(project.root) / "attribution")

    def of(self, environment: Environment, file: str = "") -> Attribution:
        """That of an app in an environment. Raises what rendering raises for the settings as they are.

        `file` is the one of `dist/` that it is asked about. What an app alone decides is found without the others of
        its environment: with all of them rendered for each, a thousand apps would be a million.
        """
        alone = is_alone(environment, file)
        name = label(environment), alone
        if name not in self._known:
            if len(self._known) >= _MOST_AT_ONCE:
                del self._known[next(iter(self._known))]
            check_pinned([environment])
            pin = read_pin(self._project.root, environment.app_name)
            companions = [environment] if alone else self._companions(environment)
            self._known[name] = Attribution(environment, companions, pin, self._library, self._keys)
        return self._known[name]

    def _companions(self, environment: Environment) -> list[Environment]:
        built = (other for other in self._project.environments if other not in self._project.unbuilt)
        return [other for other in built if other.env_name == environment.env_name]


def leaves_below(document: Document, field: Path) -> dict[Path, Any]:
    """The last fields of a field, which may be the field itself, with their values."""
    return {leaf: value for leaf, value in leaves(document) if leaf[: len(field)] == field}


def _children(document: Document, field: Path) -> list[tuple[Path, Any]]:
    """What stands right below a field; nothing where it is not there."""
    inside = children((), document)
    for depth in range(1, len(field) + 1):
        inside = next((children(path, value) for path, value in inside if path == field[:depth]), [])
    return inside


def _from_json(text: Any) -> Any:
    """What a cause says of what was there, which is text where it is not JSON of more."""
    with suppress(TypeError, ValueError, RecursionError):
        value = json.loads(text)
        return value if isinstance(value, Mapping | list) else text
    return text


def _shape(value: Any) -> frozenset[Path]:
    """The fields within a value, without what they hold: a variable of a Secret has others than one with a value."""
    return frozenset(path for path, _ in leaves(value))


def _goes(effect: Effect, kind: str) -> bool:
    """Whether a whole object of the kind goes."""
    return effect.how == "presence" and not effect.field and effect.object.startswith(kind)


def _namesake(settings: Iterable[SettingPath], field: Path) -> SettingPath | None:
    """The setting that is called as the field: of those that would bring it, the one that is about it."""
    name = name_of(field[-1]).lower()
    return next((setting for setting in settings if str(setting[-1]).replace("_", "") == name), None)


def _common(paths: Iterable[SettingPath]) -> SettingPath:
    """What the paths begin with alike.

    >>> _common([("hpa", "min_replicas"), ("hpa", "max_replicas")]), _common([("hpa",), ("env",)])
    (('hpa',), ())
    """
    return tuple(steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """A tenth of the time of a rendering; memory is given back when all is done."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
