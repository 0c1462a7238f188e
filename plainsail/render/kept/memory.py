"""What of the record is still true: by the files that an app is made of, and by those that `dist/` holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path

from plainsail.digests import Disk, content_of, digest, texts_digest, times_of
from plainsail.project.root import REGISTRY
from plainsail.render.exchange import publications
from plainsail.render.kept.code import code_digest
from plainsail.render.kept.files import Files
from plainsail.render.kept.record import NOTHING, Row, Whole, load, store, store_part
from plainsail.render.kept.seen import Seen

_name = attrgetter("name")


class Memory:
    """What is remembered of one project, looked up as long as one command runs."""

    def __init__(self, root: Path, *, used: bool = True, seen: Seen | None = None) -> None:
        """Nothing is remembered where it is not `used`; what is rendered is still kept for the next time.

        Files are read, but those that `seen` knows not to be changed since.
        """
        self._root, self._seen = root, seen
        self.dist = root / "dist"
        self.since = publications(root)
        """How often anything was published before `dist/` was looked at."""
        self._disk = Disk(root, seen)
        self._record = load(root) if used else NOTHING
        self._true: dict[str, list[Row]] = {}
        self._there: dict[str, tuple[str, Files] | None] = {}

    @property
    def kinds(self) -> Mapping[str, str] | None:
        """What is registered, `staging/backend`, with the class of each; None where that is to be asked anew."""
        whole = self._record.whole
        if whole is None or whole.registry != self.registry or len(whole.labels) != len(whole.kinds):
            return None
        return dict(zip(whole.labels, whole.kinds, strict=True))

    @property
    def registry(self) -> str:
        """The digest of the file that registers apps."""
        return self._disk.digest_of(REGISTRY)

    def row(self, label: str, kind: str | None = None) -> Row | None:
        """What an app in an environment became, if it is made of the same as then, and of this class."""
        if label not in self._true:
            rows = self._record.rows.get(label, ())
            self._true[label] = [row for row in rows if row.made_of == self.made_of(row.kind, row.inputs)]
        return next((row for row in self._true[label] if kind in (None, row.kind)), None)

    def made_of(self, kind: str, inputs: Iterable[str]) -> str:
        """The digest of what an app is made of now."""
        return digest((code_digest(self._root, self._disk), kind, self._disk.digest_of_all(inputs)))

    def holds_together(self, rows: Mapping[str, Row]) -> Whole | None:
        """What was true of these apps together; None where one of them says otherwise now, or one came or went."""
        whole = self._record.whole
        return whole if whole and whole.together == together(rows) else None

    def files(self, folder: str, output: str) -> Files | None:
        """The files in a folder of `dist/`, if they are those that were rendered."""
        if folder not in self._there:
            self._there[folder] = self._look(folder)
        there = self._there[folder]
        return there[1] if there and there[0] == output else None

    def _look(self, folder: str) -> tuple[str, Files] | None:
        """What a folder holds, as a digest; None where it is not there, or holds more than files: links, folders."""
        name = f"dist/{folder}/"
        try:
            with os.scandir(f"{self._root}/{name}") as entries:
                files = sorted(entries, key=_name)
            if not all(entry.is_file(follow_symlinks=False) for entry in files):
                return None
            times = [times_of(entry.name, entry.stat()) for entry in files] if self._seen else []
            if self._seen and (known := self._seen.digest_of(name, times)):
                return known, Files(self.dist, [f"{folder}/{entry.name}" for entry in files])
            texts = {f"{folder}/{entry.name}": content_of(entry.path) for entry in files}
        except OSError:
            return None
        output = output_of(texts)
        if self._seen:
            self._seen.note(name, times, output)
        return output, Files(self.dist, texts=texts)

    def keep(self, rows: Mapping[str, Row], whole: Whole | None, *, part: str | None = None) -> None:
        """Remembers these apps, and of all others what is true already. `part` is the name of a share of them."""
        if part:
            store_part(self._root, rows, part)
            return
        others = self._record.rows.keys() - rows.keys()
        known = whole.labels if whole else others
        rows = {label: row for label in others if label in known and (row := self.row(label))} | dict(rows)
        store(self._root, rows, whole, self._record)

    def end(self) -> None:
        """Remembers which files need not be read the next time."""
        if self._seen:
            self._seen.keep()


def asked_of(facts: str, keys: Iterable[object]) -> str:
    """The digest of what is asked of an app together with others."""
    return digest((facts, *map(repr, keys)))


def together(rows: Mapping[str, Row]) -> str:
    """The digest of what is asked of apps together, and of the objects that they render."""
    return digest(text for label, row in sorted(rows.items()) for text in (label, row.asked))


def output_of(files: Mapping[str, bytes]) -> str:
    """The digest of the files of a folder."""
    return texts_digest(sorted(files.items()))
