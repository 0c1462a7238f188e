"""Folders outside the project: written only when empty, or when they hold nothing but what this project wrote there.

A record in the project says which file went where, as hashes. It is widened before a folder is replaced and narrowed
after, so that a run that is killed in between is recognised whichever tree it left.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from plainsail.render.publish import Changes, publish
from plainsail.render.tree import PublishError, Scope, errors_of, leaves, target_folder

Hashes = dict[str, list[str]]  # relative path -> the hashes that the file may have

_VERSION = 1
_SHOWN = 3


def publish_outside(
    files: Mapping[str, str], target: Path, *, records: Path, folders: Collection[str] | None = None
) -> Changes:
    """As `publish`, into a folder that may be somebody's: refuses one that holds anything that it did not write.

    `records` is the project's folder for its memory of what it wrote where. Files that are gone since do not matter.
    """
    folder = target_folder(target)
    record = records / f"{_hash(os.fsencode(folder))[:16]}.json"
    known = _recorded(record, folder)
    with errors_of(target):
        strangers = sorted(_strangers(folder, known))
    if strangers:
        named = ", ".join(strangers[:_SHOWN]) + (", ..." if len(strangers) > _SHOWN else "")
        raise PublishError(
            f"{target}: holds files that were not written there by this project, or changed since ({named}); "
            "name an empty folder, or remove them"
        )
    scope = Scope(folders)
    new: Hashes = {path: [_hash(text.encode())] for path, text in files.items()}
    kept = {path: hashes for path, hashes in known.items() if not scope.replaces(path)}
    _remember(record, folder, {path: known.get(path, []) + new.get(path, []) for path in known | new})
    changes = publish(files, target, folders=folders)
    _remember(record, folder, kept | new)
    return changes


def _strangers(folder: Path, known: Hashes) -> list[str]:
    if not folder.is_dir():
        return []
    found = []
    for path, entry in leaves(folder).items():
        plain = entry.is_file(follow_symlinks=False)
        if not plain or path not in known or _hash(Path(entry.path).read_bytes()) not in known[path]:
            found.append(path)
    return found


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _recorded(record: Path, folder: Path) -> Hashes:
    """What was written; nothing when the record is missing, broken, or another folder's."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    match found:
        case {"version": 1, "folder": where, "files": dict(files)} if where == str(folder):
            return {str(path): [str(text) for text in hashes] for path, hashes in files.items()}
    return {}


def _remember(record: Path, folder: Path, files: Hashes) -> None:
    text = json.dumps({"version": _VERSION, "folder": str(folder), "files": files}, indent=1, sort_keys=True)
    fresh = record.with_suffix(f".{os.getpid()}")
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(record)
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise PublishError(f"{record}: {what}; it remembers what was written where: make it writable") from error
