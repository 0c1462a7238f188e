"""The files of `.plainsail/kept/`: what each app was made of and became. One that is no such record holds nothing.

Paths in it are the project's, and all else are digests, so that it may be taken to another machine. Whoever renders a
part writes a file of its own; whoever renders all takes over what the others hold.

Where few apps changed since all were written, these alone are written, to `later`: the record of a fleet is long.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from plainsail.project.remembered import remembered
from plainsail.render.kept.sealed import read_sealed, write_sealed

_KEPT = "kept"
_ALL = "all"
_LATER = "later"
_SUFFIX = ".json"
_VERSION = 3
_FEW = 1 / 8
"""Of all apps; more are written with all others."""


class Row(NamedTuple):
    """One app in one environment."""

    kind: str
    """Its class, `envs.backend.staging:Staging`."""
    inputs: Sequence[str]
    """The files that it is made of, beside the code."""
    made_of: str
    """The digest of the code and of those files."""
    output: str
    """The digest of the files in its folder of `dist/`."""
    keys: Sequence[Sequence[Any]]
    """What it renders: the parts of each object's key."""
    asked: str
    """The digest of what is asked of it together with others: its facts, and its keys."""
    left_out: Sequence[str]
    """What people are told that is not rendered of it."""


class Whole(NamedTuple):
    """All apps together."""

    registry: str | None
    """The digest of the file that registers them; None where only running it tells which there are."""
    labels: Sequence[str]
    """What is registered: `staging/backend`."""
    kinds: Sequence[str]
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
    all: Mapping[str, Row]
    """Those that were written when all were."""


NOTHING = Record({}, None, {})


def load(root: Path) -> Record:
    """What the files hold together. Raises `ProjectError` where they are committed."""
    rows: dict[str, tuple[Row, ...]] = {}
    whole, written = None, {}
    for name, content in _contents(remembered(root) / _KEPT):
        own = {label: Row(*fields) for label, fields in content["rows"].items()}
        for label, row in own.items():
            rows[label] = (*rows.get(label, ()), row)
        if name == _ALL:
            whole, written = Whole(*content["whole"]) if content["whole"] else None, own
    return Record(rows, whole, written)


def store(root: Path, rows: Mapping[str, Row], whole: Whole | None, before: Record) -> None:
    """Writes what is true of all now, if that folder can be written; of few, beside what was written `before`."""
    later = {label: row for label, row in rows.items() if before.all.get(label) != row}
    if whole and whole is before.whole and len(later) <= len(rows) * _FEW:
        store_part(root, later, _LATER)
        return
    folder = _write(root, _ALL, rows, whole)
    with suppress(OSError):
        for other in folder.glob(f"*{_SUFFIX}"):
            if other.stem != _ALL:
                other.unlink(missing_ok=True)


def store_part(root: Path, rows: Mapping[str, Row], part: str) -> None:
    """Writes what is true of a part (`2-of-8`) now, beside what others write."""
    _write(root, part, rows, None)


def _write(root: Path, name: str, rows: Mapping[str, Row], whole: Whole | None) -> Path:
    folder = remembered(root) / _KEPT
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_sealed(folder / f"{name}{_SUFFIX}", _VERSION, {"rows": rows, "whole": whole})
    return folder


def _contents(folder: Path) -> Iterator[tuple[str, Any]]:
    with suppress(OSError):
        for file in sorted(os.listdir(folder)):  # noqa: PTH208 - the names are enough
            if file.endswith(_SUFFIX) and (content := read_sealed(folder / file, _VERSION)):
                yield file.removesuffix(_SUFFIX), content
