"""What this project wrote into a folder. All else in it is somebody's, and is never removed.

A record in the project says which file went where, as hashes. It is widened before a folder is replaced and narrowed
after, so that a run that is killed in between is recognised whichever tree it left. A fresh clone has no record: there,
a file of `dist/` is synth's own if Git holds it in the form that synth writes.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project import git
from plainsail.project.files import replace_file
from plainsail.project.remembered import remembered
from plainsail.render.layout import is_rendered
from plainsail.render.leaves import Leaf, plain

Hashes = dict[str, list[str]]
"""Relative path to the hashes that the file may have."""

_VERSION = 1
_SHOWN = 3


class Owner:
    """A project in front of a folder: its own `dist/`, or one that may be somebody else's."""

    def __init__(self, root: Path, target: Path) -> None:
        self._root = root
        self._target = target
        self._folder = target.parent.resolve() / target.name
        self._is_dist = self._folder == root.resolve() / "dist"
        self._record = remembered(root) / "outputs" / f"{_hash(os.fsencode(self._folder))[:16]}.json"

    def foreign(self, gone: Mapping[str, Leaf], kept: Mapping[str, Leaf], wanted: Collection[str]) -> set[str]:
        """The files that this project did not write, of those that would be removed or overwritten.

        What was edited in `dist/` is overwritten: it is the project's own. Another folder is taken only as it was left.
        """
        if not self._is_dist:
            known = self._recorded()
            there = {**gone, **kept}.items()
            return {path for path, leaf in there if not plain(leaf) or _hash(_read(leaf)) not in known.get(path, ())}
        links = {path for path, leaf in gone.items() if not plain(leaf)}
        removed = {path: leaf for path, leaf in gone.items() if path not in links and path not in wanted}
        return links | self._unknown(removed) if removed else links

    def _unknown(self, removed: Mapping[str, Leaf]) -> set[str]:
        """The files of `dist/` that are neither recorded nor in the form that synth writes."""
        paths = removed.keys() - self._recorded().keys()
        tracked = git.tracked(self._root, "dist") if paths else {}
        if tracked is None:  # no repository: the files themselves are all that there is to tell by
            tracked = {path: [_read(removed[path])] for path in paths}
        return {path for path in paths if not any(is_rendered(path, text) for text in tracked.get(path, ()))}

    def refusal(self, foreign: Sequence[str]) -> str:
        """Why nothing was written, and what to do."""
        named = ", ".join(foreign[:_SHOWN]) + (", ..." if len(foreign) > _SHOWN else "")
        if self._is_dist:
            remedy = "nothing was changed; move them elsewhere, or remove them"
            return f"{self._target}: holds files that synth did not write ({named}); {remedy}"
        why = f"holds files that were not written there by this project, or changed since ({named})"
        return f"{self._target}: {why}; name an empty folder, or remove them"

    @contextmanager
    def recording(self, files: Mapping[str, bytes], replaces: Callable[[str], bool]) -> Iterator[None]:
        """Records the files that are written within the block, in the place of those that they replace."""
        known = self._recorded()
        if self._is_dist:  # of which the names alone are asked for
            new = {path: known.get(path, []) for path in files}
            wide = known | new
        else:
            new = {path: [_hash(text)] for path, text in files.items()}
            wide = {path: known.get(path, []) + new.get(path, []) for path in known | new}
        if wide != known:
            self._write(wide)
        yield
        narrow = {path: hashes for path, hashes in known.items() if not replaces(path)} | new
        if narrow != wide:
            self._write(narrow)

    def _recorded(self) -> Hashes:
        """What was written; nothing when the record is missing, broken, or another folder's."""
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        match record:
            case {"version": int(version), "folder": folder, "files": dict(files)}:
                return files if (version, folder) == (_VERSION, str(self._folder)) else {}
        return {}

    def _write(self, files: Hashes) -> None:
        content = {"version": _VERSION, "folder": str(self._folder), "files": files}
        try:
            self._record.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._record, json.dumps(content, separators=(",", ":")) + "\n")
        except OSError as error:
            what = (error.strerror or str(error)).lower()
            remedy = "it remembers what was written where: make it writable"
            raise ProjectError(f"{self._record}: {what}; {remedy}") from error


def _read(leaf: Leaf) -> bytes:
    return Path(leaf.path).read_bytes()


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
