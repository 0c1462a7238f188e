"""`change(...)`: a layer gives only what differs, and the layers above it keep the rest.

`replace(Base.hpa, ...)` names one parent and forgets the others; a change is resolved along the method resolution
order when the class is made, so a mix-in of the organisation and an app's own base compose.

`merge({...})` is the same for values of a Helm chart, with Helm's own rule, at any depth.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from constructs_lib.kubernetes.helm_values import merged
from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.settings.errors import Path, SettingsError, fields_of, shorten
from constructs_lib.settings.values import FrozenDict, freeze


class Removed:
    """The mark that takes a key away: `env = change({"DEBUG": remove})`."""

    def __repr__(self) -> str:
        return "remove"


remove: Final[Any] = Removed()


class Change:
    """What one layer changes of the value that the layers above it give."""

    __slots__ = ("entries",)

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self.entries = FrozenDict(entries)

    def __repr__(self) -> str:
        return "change(...)"

    def touches(self, path: Path) -> bool:
        """Whether it changes what stands at this path."""
        if not path:
            return True
        entry = self.entries.get(str(path[0]))
        return entry.touches(path[1:]) if isinstance(entry, Change) else str(path[0]) in self.entries


def change(entries: Mapping[str, Any] | None = None, /, **fields: Any) -> Any:
    """Changes the named fields of a value, or the keys of a mapping, and leaves the rest as the layers above give it.

    `hpa = change(max_replicas=1)`; `env = change({"APP_ENV": "staging", "DEBUG": remove})`; and within each other:
    `cron_jobs = change({"initiate-calls": change(suspended=True)})`.
    """
    if (entries is None) == (not fields):
        raise SettingsError("change() takes fields (max_replicas=1) or a mapping ({...}), one of the two")
    if entries is not None and not isinstance(entries, Mapping):
        raise SettingsError(f"change({shorten(entries)}) is neither fields nor a mapping; write change({{...}})")
    return Change(fields if entries is None else entries)


class Merge(Change):
    """A layer of values that is merged into the layers above it as Helm merges its files."""

    __slots__ = ()

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(freeze(values))

    def __repr__(self) -> str:
        return "merge(...)"

    def touches(self, path: Path) -> bool:
        """Whether it gives what stands at this path, or replaces what holds it."""
        value: Any = self.entries
        for part in path:
            if not isinstance(value, Mapping):
                return True
            if part not in value:
                return False
            value = value[part]
        return True


def merge(values: Mapping[str, Any], /) -> Any:
    """Merges values into those of the layers above, as Helm does with one file of values after another.

    Mappings merge, at any depth; all else, lists too, replaces what stands there. None is Helm's null: it takes the
    chart's own default away. `values = merge({"image": {"tag": "v2"}, "resources": None})`.
    """
    if not isinstance(values, Mapping):
        raise SettingsError(f"merge({shorten(values)}) is no mapping; write merge({{...}})")
    if path := _change_in(values):
        message = "change(), merge() and remove mean nothing within merge(), which merges at any depth; write {...}"
        raise SettingsError(message, path=path)
    return Merge(values)


def _change_in(value: Any) -> Path:
    """Where a change stands within values; an empty path where none does."""
    for key, item in value.items() if isinstance(value, Mapping) else ():
        if isinstance(item, Change | Removed):
            return (key,)
        if inner := _change_in(item):
            return (key, *inner)
    return ()


def apply(changes: Sequence[Change], value: Any, *, path: Path) -> Any:
    """The value with all changes made, the farthest layer's first. `path` is where the value stands, for the error.

    The result alone is checked: what one layer makes of `min_replicas` may need what the next makes of `max_replicas`.
    """
    if not changes:
        return value
    for at, layer in enumerate(changes):
        if isinstance(layer, Merge):
            above = apply(changes[:at], value, path=path)
            return apply(changes[at + 1 :], _merged(above, layer, path), path=path)
    if isinstance(value, Mapping):
        return _apply_to_mapping(changes, value, path)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _apply_to_fields(changes, value, path)
    if value is None:
        name = ".".join(map(str, path))
        message = f"change() of {name} has nothing to change: no class above sets {name}; set the whole value"
        raise SettingsError(message, path=path)
    raise SettingsError(f"{path[-1]}={shorten(value)} cannot be changed in part; set the whole value", path=path)


def _merged(value: Any, layer: Change, path: Path) -> Mapping[str, Any]:
    if value is not None and not isinstance(value, Mapping):
        message = f"{path[-1]}={shorten(value)} is no mapping to merge into; set the whole value"
        raise SettingsError(message, path=path)
    return FrozenDict(merged([value or {}, layer.entries]))


@dataclasses.dataclass
class _Entry:
    """What becomes of one key or field: the last whole value that a layer gives, and the changes since."""

    value: Any
    changes: list[Change] = dataclasses.field(default_factory=list)

    def add(self, given: Any) -> None:
        """Takes what the next layer gives: a change, or a whole value that ends all before it."""
        if isinstance(given, Change):
            self.changes.append(given)
        else:
            self.value, self.changes = given, []


def _apply_to_mapping(changes: Sequence[Change], value: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    result = {key: _Entry(entry) for key, entry in value.items()}
    for key, given in _entries(changes):
        if key not in result and (given is remove or isinstance(given, Change)):
            verb = "remove" if given is remove else "change"
            message = f"there is no {key!r} to {verb} in {path[-1]}{did_you_mean(str(key), list(result))}"
            raise SettingsError(message, path=(*path, key))
        if given is remove:
            del result[key]
        else:
            result.setdefault(key, _Entry(None)).add(given)
    return FrozenDict({key: apply(entry.changes, entry.value, path=(*path, key)) for key, entry in result.items()})


def _apply_to_fields(changes: Sequence[Change], value: Any, path: Path) -> Any:
    kind = type(value)
    known = fields_of(kind)
    result: dict[str, _Entry] = {}
    for name, given in _entries(changes):
        here = (*path, name)
        if name not in known:
            raise SettingsError(f"{name} is not a field of {kind.__name__}{did_you_mean(str(name), known)}", path=here)
        if given is remove:
            message = f"{name} is a field of {kind.__name__}, and only keys of mappings can be removed; set {name}=..."
            raise SettingsError(message, path=here)
        result.setdefault(name, _Entry(getattr(value, name))).add(given)
    entries = {name: apply(entry.changes, entry.value, path=(*path, name)) for name, entry in result.items()}
    try:
        return dataclasses.replace(value, **entries)
    except SettingsError as error:
        # What the value held before was right until this change: the change is the line to look at.
        own = error.path if error.path[:1] and error.path[0] in entries else tuple(entries)[-1:]
        raise SettingsError(error.message, path=(*path, *own)) from None


def _entries(changes: Sequence[Change]) -> Iterator[tuple[str, Any]]:
    for change in changes:
        yield from change.entries.items()
