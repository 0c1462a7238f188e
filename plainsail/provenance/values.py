"""What stands at a path within the settings of an environment."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from constructs_lib.settings import Environment
from constructs_lib.settings.changes import Change
from constructs_lib.settings.layers import settings_of

SettingPath: TypeAlias = tuple[str | int, ...]
"""Keys, field names and indexes, from the outside in: `("cron_jobs", "initiate-calls", "schedule")`."""

IDENTITY: Final = ("app_name", "env_name")
"""What the registry gives an environment: no settings, but they decide fields as settings do."""


class _Unknown:
    """The value that only running the code could tell, or that is not there."""

    def __repr__(self) -> str:
        return "unknown"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final[Any] = _Unknown()


def parts_of(value: Any) -> list[str | int]:
    """The keys, fields or indexes of a value; none of one that holds no others."""
    if isinstance(value, Environment):
        return list(settings_of(type(value)))
    if isinstance(value, Mapping):
        return list(value)
    if isinstance(value, (list, tuple)):
        return list(range(len(value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [field.name for field in dataclasses.fields(value)]
    return []


def descend(value: Any, path: SettingPath) -> Any:
    """What stands at a path within a value, or `UNKNOWN` where nothing does."""
    for part in path:
        if isinstance(value, Change):
            value = value.entries.get(str(part), UNKNOWN)
        elif part not in parts_of(value):
            return UNKNOWN
        elif isinstance(part, int) or isinstance(value, Mapping):
            value = value[part]
        else:
            value = getattr(value, part)
    return value


def value_at(environment: Environment, path: SettingPath) -> Any:
    """The value of a setting, or of a part of one; tag and digest of the image as they are pinned."""
    pinned = path[0] == "image" and hasattr(type(environment), "pinned_image")  # not every shape runs an image
    return descend(getattr(environment, "pinned_image" if pinned else str(path[0])), path[1:])


def leaves(environment: Environment) -> Iterator[tuple[SettingPath, Any]]:
    """Every setting down to its last parts, with the value; what is empty or None is a leaf too."""
    for path, value, _ in _side_by_side(environment, environment):
        yield path, value


def differences(one: Environment, other: Environment) -> Iterator[tuple[SettingPath, Any, Any]]:
    """The settings, down to their last parts, that are not the same, with both values; `UNKNOWN` where one has none.

    Where only one has parts (`hpa` is None in the other), the whole is beside them.
    """
    return (row for row in _side_by_side(one, other) if row[1] != row[2])


def _side_by_side(*both: Environment) -> Iterator[tuple[SettingPath, Any, Any]]:
    for name in dict.fromkeys(name for environment in both for name in settings_of(type(environment))):
        one, other = (value_at(env, (name,)) if name in settings_of(type(env)) else UNKNOWN for env in both)
        yield from _leaves((name,), one, other)


def _leaves(path: SettingPath, one: Any, other: Any) -> Iterator[tuple[SettingPath, Any, Any]]:
    ends = [value for value in (one, other) if value is not UNKNOWN and not parts_of(value)]
    # Of a collection that is empty on one side, each entry of the other says all that differs.
    if len(ends) == 2 or any(end not in ({}, (), []) or UNKNOWN in (one, other) for end in ends):
        yield path, one, other
    for part in dict.fromkeys([*parts_of(one), *parts_of(other)]):
        yield from _leaves((*path, part), descend(one, (part,)), descend(other, (part,)))
