"""The files of `.plainsail/kept/`: what each app was made of and became. One that is no such record holds nothing.

Paths in it are the project's, and all else are digests, so that it may be taken to another machine. Whoever renders a
part writes a file of its own; whoever renders all takes over what the others hold.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from plainsail.project.files import replace_file
from plainsail.project.remembered import remembered

_KEPT = "kept"
_ALL = "all"
_SUFFIX = ".json"
_VERSION = 2


class Row(NamedTuple):
    """One app in one environment."""

    kind: str
    """Its class, `envs.backend.staging:Staging`."""
    inputs: tuple[str, ...]
    """The files that it is made of, beside the code."""
    made_of: str
    """The digest of the code and of those files."""
    output: str
    """The digest of the files in its folder of `dist/`."""
    keys: Sequence[Sequence[Any]]
    """What it renders: the parts of each object's key."""
    asked: str
    """The digest of what is asked of it together with others: its facts, and its keys."""
    left_out: tuple[str, ...]
    """What people are told that is not rendered of it."""


class Whole(NamedTuple):
    """All apps together."""

    registry: str | None
    """The digest of the file that registers them; None where only running it tells which there are."""
    labels: tuple[str, ...]
    """What is registered: `staging/backend`."""
    kinds: tuple[str, ...]
    """The class of each, as the file spells it; nothing where only running it tells."""
    together: str
    """The digest of what is asked of all apps, by which every rule held."""
    deliveries: Mapping[str, str]
    """The folders of `dist/` that tell what brings each environment, with the digests of their files."""


class Record(NamedTuple):
    """What was kept."""

    rows: Mapping[str, tuple[Row, ...]]
    """By label: `staging/backend`. Of several rows, any may be true."""
    whole: Whole | None


def load(root: Path) -> Record:
    """What the files hold together. Raises `ProjectError` where they are committed."""
    rows: dict[str, tuple[Row, ...]] = {}
    whole = None
    for name, content in _contents(remembered(root) / _KEPT):
        with suppress(LookupError, TypeError, ValueError, AttributeError):
            own = {label: _row(fields) for label, fields in content["rows"].items()}
            for label, row in own.items():
                rows[label] = (*rows.get(label, ()), row)
            if name == _ALL and content["whole"] is not None:
                registry, labels, kinds, agreed, deliveries = content["whole"]
                whole = Whole(registry, tuple(labels), tuple(kinds), agreed, dict(deliveries))
    return Record(rows, whole)


def store(root: Path, rows: Mapping[str, Row], whole: Whole | None, *, part: str | None = None) -> None:
    """Writes what is true now, if that folder can be written; of a `part` (`2-of-8`) beside what others write."""
    folder = remembered(root) / _KEPT
    content = {
        "version": _VERSION,
        "rows": rows,
        "whole": whole,
    }
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / f"{part or _ALL}{_SUFFIX}", json.dumps(content, separators=(",", ":"), sort_keys=True))
        for other in folder.glob(f"*{_SUFFIX}") if part is None else ():
            if other.stem != _ALL:
                other.unlink(missing_ok=True)


def _contents(folder: Path) -> Iterator[tuple[str, Any]]:
    with suppress(OSError):
        for file in sorted(os.listdir(folder)):  # noqa: PTH208 - the names are enough
            with suppress(OSError, ValueError):
                content = json.loads((folder / file).read_bytes()) if file.endswith(_SUFFIX) else None
                if isinstance(content, dict) and content.get("version") == _VERSION:
                    yield file.removesuffix(_SUFFIX), content


def _row(fields: Any) -> Row:
    kind, inputs, made_of, output, keys, asked, left_out = fields
    return Row(kind, tuple(inputs), made_of, output, tuple(map(tuple, keys)), asked, tuple(left_out))
