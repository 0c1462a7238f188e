"""One place that speaks about a setting."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from constructs_lib.settings.changes import Change

SettingPath: TypeAlias = tuple[str | int, ...]
"""Keys, field names and indexes, from the outside in: `("cron_jobs", "initiate-calls", "schedule")`."""

Kind: TypeAlias = Literal["said", "computed", "default", "pin"]


class _Unknown:
    """The value that only running the code could tell, or that is not there."""

    def __repr__(self) -> str:
        return "unknown"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final[Any] = _Unknown()


@dataclass(frozen=True)
class Origin:
    """A line that speaks about a setting."""

    class_name: str
    """The environment class; the module of a constant; for a default, the class that declares the field."""
    file: Path
    """The file, absolute."""
    path: str
    """The file, from the root of the project."""
    line: int
    """The line of the key, keyword or name that says the value."""
    end_line: int
    """The last line of the value."""
    source: str
    """The text of the line, with its comment."""
    value: Any = UNKNOWN
    """What the line says, where it is known without running it."""
    kind: Kind = "said"
    """`computed` where the value is no literal and no name to follow; `pin` for a line of the image pin."""
    overridden: bool = False
    """Whether a layer nearer to the environment has already decided."""
    documentation: str = ""
    """For a default: the text under the field in the vocabulary."""


def step(value: Any, part: str | int) -> Any:
    """What stands at one key, field or index of a value, or `UNKNOWN` where nothing does."""
    if isinstance(value, Change):
        return value.entries.get(str(part), UNKNOWN)
    if isinstance(value, Mapping):
        return value.get(part, UNKNOWN)
    if isinstance(value, (list, tuple)):
        return value[part] if isinstance(part, int) and -len(value) <= part < len(value) else UNKNOWN
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and isinstance(part, str):
        return getattr(value, part, UNKNOWN)
    return UNKNOWN


def descend(value: Any, path: SettingPath) -> Any:
    """What stands at a path within a value, or `UNKNOWN` where nothing does."""
    for part in path:
        value = step(value, part)
    return value
