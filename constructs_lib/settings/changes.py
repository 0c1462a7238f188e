"""`change(...)`: a layer says only what differs, and every layer above it keeps its say.

`replace(Base.hpa, ...)` names one parent and forgets the others; a change is resolved along the method resolution
order when the class is made, so a mix-in of the organisation and an app's own base compose.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.frozen import FrozenDict
from constructs_lib.settings.wording import did_you_mean, fields_of, shorten


class Removed:
    """The mark that takes a key away: `env = change({"DEBUG": remove})`."""

    def __repr__(self) -> str:
        return "remove"


remove: Final[Any] = Removed()


class Change:
    """What one layer changes of the value that the layers above it say."""

    __slots__ = ("entries",)

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self.entries = FrozenDict(entries)

    def __repr__(self) -> str:
        return "change(...)"


def change(entries: Mapping[str, Any] | None = None, /, **fields: Any) -> Any:
    """Changes the named fields of a value, or the keys of a mapping, and leaves the rest as the layers above say.

    `hpa = change(max_replicas=1)`; `env = change({"APP_ENV": "staging", "DEBUG": remove})`; and within each other:
    `cron_jobs = change({"initiate-calls": change(suspended=True)})`.
    """
    if (entries is None) == (not fields):
        raise SettingsError("change() takes fields (max_replicas=1) or a mapping ({...}), one of the two")
    if entries is not None and not isinstance(entries, Mapping):
        raise SettingsError(f"change({shorten(entries)}) is neither fields nor a mapping; write change({{...}})")
    return Change(fields if entries is None else entries)


def apply(said: Change, value: Any, *, path: Path) -> Any:
    """The value with the change made. `path` is where the value stands, for the error."""
    if isinstance(value, Mapping):
        return _apply_to_mapping(said, value, path)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _apply_to_fields(said, value, path)
    if value is None:
        name = ".".join(map(str, path))
        message = f"change() of {name} has nothing to change: no class above says {name}; say the whole value"
        raise SettingsError(message, path=path)
    raise SettingsError(f"{path[-1]}={shorten(value)} cannot be changed in part; say the whole value", path=path)


def _apply_to_mapping(said: Change, value: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    result = dict(value)
    for key, entry in said.entries.items():
        here = (*path, key)
        if entry is remove or isinstance(entry, Change):
            if key not in result:
                verb = "remove" if entry is remove else "change"
                raise SettingsError(
                    f"there is no {key!r} to {verb} in {path[-1]}{did_you_mean(str(key), list(result))}", path=here
                )
            if entry is remove:
                del result[key]
            else:
                result[key] = apply(entry, result[key], path=here)
        else:
            result[key] = entry
    return FrozenDict(result)


def _apply_to_fields(said: Change, value: Any, path: Path) -> Any:
    kind = type(value)
    known = fields_of(kind)
    entries: dict[str, Any] = {}
    for name, entry in said.entries.items():
        here = (*path, name)
        if name not in known:
            raise SettingsError(f"{name} is not a field of {kind.__name__}{did_you_mean(str(name), known)}", path=here)
        if entry is remove:
            message = f"{name} is a field of {kind.__name__}, and only keys of mappings can be removed; say {name}=..."
            raise SettingsError(message, path=here)
        entries[name] = apply(entry, getattr(value, name), path=here) if isinstance(entry, Change) else entry
    try:
        return dataclasses.replace(value, **entries)
    except SettingsError as error:
        # What the value held before was right until this change: the change is the line to look at.
        own = error.path if error.path[:1] and error.path[0] in entries else tuple(entries)[:1]
        raise SettingsError(error.message, path=(*path, *own)) from None
