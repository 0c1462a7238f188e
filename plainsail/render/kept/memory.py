"""What of the record is still true: by the files that an app is made of, and by those that `dist/` holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from plainsail.digests import Disk, digest, texts_digest
from plainsail.project.names import REGISTRY
from plainsail.render.kept.code import code_digest
from plainsail.render.kept.record import Record, Row, Whole, load, store

Files = Mapping[str, str]
"""Path in `dist/` to text."""


class Memory:
    """What is remembered of one project, looked up as long as one command runs."""

    def __init__(self, root: Path, *, used: bool = True) -> None:
        """Nothing is remembered where it is not `used`; what is rendered is still kept for the next time."""
        self._root = root
        self._dist = root / "dist"
        self._disk = Disk(root)
        self._record = load(root) if used else Record({}, None)
        self._there: dict[str, dict[str, bytes] | None] = {}

    @property
    def labels(self) -> list[str] | None:
        """What is registered, `staging/backend`; None where that is to be asked anew."""
        whole = self._record.whole
        if whole is None or whole.registry is None or whole.registry != self.registry:
            return None
        return list(whole.labels)

    @property
    def registry(self) -> str:
        """The digest of the file that registers apps."""
        return self._disk.digest_of(REGISTRY)

    def row(self, label: str, kind: str | None = None) -> Row | None:
        """What an app in an environment became, if it is made of the same as then, and of this class."""
        for row in self._record.rows.get(label, ()):
            if kind in (None, row.kind) and row.made_of == self.made_of(row.kind, row.inputs):
                return row
        return None

    def made_of(self, kind: str, inputs: Iterable[str]) -> str:
        """The digest of what an app is made of now."""
        return digest((code_digest(self._root), kind, self._disk.digest_of_all(inputs)))

    def holds_together(self, rows: Mapping[str, Row]) -> Whole | None:
        """What was true of these apps together; None where one of them says otherwise now, or one came or went."""
        whole = self._record.whole
        return whole if whole and whole.together == together(rows) else None

    def files(self, folder: str, output: str) -> Files | None:
        """The files in a folder of `dist/`, if they are those that were rendered."""
        if folder not in self._there:
            self._there[folder] = _files_in(self._dist, folder)
        there = self._there[folder]
        if there is None or output_of(there) != output:
            return None
        return {path: text.decode() for path, text in there.items()}

    def keep(self, rows: Mapping[str, Row], whole: Whole | None, *, part: str | None = None) -> None:
        """Remembers these apps, and of all others what is true already. `part` is the name of a share of them."""
        if part is None:
            others = self._record.rows.keys() - rows.keys()
            known = whole.labels if whole else others
            rows = {label: row for label in others if label in known and (row := self.row(label))} | dict(rows)
        store(self._root, rows, whole, part=part)


def together(rows: Mapping[str, Row]) -> str:
    """The digest of what is asked of apps together, and of the objects that they render."""
    return digest(text for label, row in sorted(rows.items()) for text in (label, row.facts, repr(row.keys)))


def output_of(files: Mapping[str, bytes]) -> str:
    """The digest of the files of a folder."""
    return texts_digest(sorted(files.items()))


def _files_in(dist: Path, folder: str) -> dict[str, bytes] | None:
    """The files of a folder; None where it is not there, or holds what was not rendered: links, further folders."""
    files = {}
    try:
        with os.scandir(dist / folder) as entries:
            for entry in entries:
                if not entry.is_file(follow_symlinks=False):
                    return None
                with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
                    files[f"{folder}/{entry.name}"] = file.read()
    except OSError:
        return None
    return files
