"""The objects of a vendored folder or file, each with its place; what is no object is one line with file and line.

Everything in the folder is meant to be delivered, so nothing is passed over: what only a tool understands is refused,
with the command that makes plain YAML of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.errors import ProjectError
from plainsail.location import Location
from plainsail.manifests.field_lines import FieldLines
from plainsail.manifests.loader import objects_of
from plainsail.manifests.manifests import Broken
from plainsail.manifests.strangers import KUSTOMIZATIONS, is_chart_template, is_template
from plainsail.yaml_reader import ENDINGS

_CHART = "Chart.yaml"
_RENDERED_BY = "kustomize.config.k8s.io"


class NoSource(Exception):
    """There is nothing to read: the message ends a sentence that begins with the path."""


@dataclass(frozen=True, eq=False)
class SourceObject:
    """An object as its file holds it. Many renderings share the document: nobody changes it."""

    document: Document
    file: File
    start: int
    """The line at which its document begins; objects of one `List` share it."""

    @cached_property
    def key(self) -> Key:
        """Group, kind, namespace and name, as the file says them."""
        return key_of(self.document)

    @cached_property
    def place(self) -> str:
        """`vendor/keda/deploy.yaml:12`."""
        return f"{self.file.path}:{self.line()}"

    def line(self, field: str = "") -> int:
        """The line of a field, in any spelling; of what is not there, that of the nearest field above."""
        where = Location(self.file.path, self.start, object=str(self.key), field=field, namespace=self.key.namespace)
        return self.file.lines(where).line


@dataclass(frozen=True, eq=False)
class File:
    """A file of the source."""

    path: str
    """From the project's root."""
    text: str

    @cached_property
    def lines(self) -> FieldLines:
        """What finds the line of a field."""
        return FieldLines(lambda _: self.text)


def read_source(root: Path, source: str) -> list[SourceObject]:
    """The objects of a folder or file of the project, those of a `List` each by itself, in the order of the files.

    Raises `NoSource` where there is none, and `ProjectError` for the first thing in it that cannot be delivered.
    """
    root = root.resolve()
    start = root / source
    if not start.exists():
        raise NoSource("is not there; name a folder or file of YAML in the repository")
    _refuse_outside(root, start)
    paths = list(_files(root, start)) if start.is_dir() else [start]
    for path in paths:
        _refuse_tools(root, path)
    read = [path for path in paths if path is start or path.suffix in ENDINGS]
    for path in read:
        _refuse_outside(root, path)
    objects = [found for path in read for found in _objects(root, path)]
    if not objects:
        raise NoSource("holds no object; name a folder or file of YAML")
    return objects


def _files(root: Path, folder: Path) -> Iterator[Path]:
    """All files below a folder, sorted."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            if entry.is_symlink():
                shown = _shown(root, entry)
                raise ProjectError(f"{shown}: is a link to a folder, which is not followed; put the files there")
            yield from _files(root, entry)
        else:
            yield entry


def _refuse_outside(root: Path, path: Path) -> None:
    """What lies outside the repository is not part of the commit."""
    if not path.resolve().is_relative_to(root):
        raise ProjectError(f"{_shown(root, path)}: leads out of the project; put the file itself there")


def _refuse_tools(root: Path, path: Path) -> None:
    shown, folder = _shown(root, path), _shown(root, path.parent)
    if path.name in KUSTOMIZATIONS:
        tool, command = "for kustomize", f"kubectl kustomize {folder} > {folder}.yaml"
    elif path.name == _CHART:
        tool, command = "a chart of Helm", f"helm template {path.parent.name} {folder} > {folder}.yaml"
    else:
        return
    remedy = f'render it first ({command}), and name that file (source = "{folder}.yaml")'
    raise ProjectError(f"{shown}:1: is {tool}, which is not run here; {remedy}")


def _objects(root: Path, path: Path) -> Iterator[SourceObject]:
    status = path.stat()
    try:
        yield from _read(path, _shown(root, path), status.st_mtime_ns, status.st_size)
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{_shown(root, path)}: cannot be read: {str(error).lower()}") from None


@lru_cache(maxsize=256)  # the same source is rendered for every environment, and for every setting that is tried
def _read(path: Path, shown: str, _mtime: int, _size: int) -> tuple[SourceObject, ...]:
    file = File(shown, path.read_text(encoding="utf-8-sig"))
    objects = []
    for found in objects_of(file.text, shown, None, None):
        if isinstance(found, Broken):
            raise ProjectError(f"{shown}:{found.where.line}: {found.message}; {_remedy(found, path, file.text)}")
        # The nulls of the file stay: what they mean is the API server's to judge.
        object_ = SourceObject(found.written or found.document, file, found.line)
        if not object_.key.name:
            raise ProjectError(f"{object_.place}: has no name, so no cluster keeps it; take it out")
        objects.append(object_)
    return tuple(objects)


def _remedy(broken: Broken, path: Path, text: str) -> str:
    if (broken.message.startswith("is no YAML") and is_template(text)) or is_chart_template(path):
        return f"render it first (helm template NAME CHART > {path.stem}.yaml)"
    return broken.fix or "correct it, or take it out of the folder"


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
