"""What is imported: an app's chart, and what each of its environments passes to it, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from plainsail.errors import ProjectError
from plainsail.helm.values import merged, read_values
from plainsail.helm_import.comments import Notes, joined, read_notes
from plainsail.helm_import.layouts import Files


@dataclass(frozen=True)
class Layer:
    """Values that are passed to Helm as one file."""

    where: str
    """The file, or the line of the Application, as people are told."""
    values: Mapping[str, Any]
    notes: Notes = field(default_factory=Notes, compare=False)


@dataclass(frozen=True)
class Source:
    """An environment as it is now."""

    env: str
    layers: Sequence[Layer]
    origin: str = ""
    """The Application that says so; empty where its files alone are known."""
    release_name: str | None = None
    namespace: str | None = None
    creates_namespace: bool = False
    cluster: str | None = None

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """All that is passed."""
        return merged(layer.values for layer in self.layers)


@dataclass(frozen=True)
class Target:
    """An app that is to be written."""

    app: str
    chart: Path
    """The chart's folder."""
    sources: Sequence[Source]

    @cached_property
    def shared(self) -> Sequence[Layer]:
        """The layers that every environment begins with; of a single one, all but its last."""
        first, *others = (source.layers for source in self.sources)
        length = len(first) if others else len(first) - 1
        for layers in others:
            length = min(length, len(layers))
            length = next((at for at in range(length) if layers[at] != first[at]), length)
        return first[: max(length, 0)]


class Reader:
    """Reads each file once, however many environments share it."""

    def __init__(self, root: Path) -> None:
        """`root` is what paths are told from, where they lie in it."""
        self._root = root
        self._known: dict[Path, Layer] = {}

    def source(self, files: Files) -> Source:
        """An environment that passes files. Raises `ProjectError`."""
        return Source(files.env, [self.layer(path) for path in files.paths])

    def layer(self, path: Path) -> Layer:
        """A file. Raises `ProjectError` with the line that is wrong in it."""
        path = path.resolve()
        if path not in self._known:
            where = told(path, self._root)
            try:
                values = read_values(path)
                text = path.read_bytes().decode("utf-8-sig")
            except ProjectError as error:
                raise ProjectError(str(error).replace(str(path), where, 1)) from None
            self._known[path] = Layer(where, values, read_notes(text))
        return self._known[path]


def told(path: Path, root: Path) -> str:
    """The path as people are told: from the project's folder, where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def notes_of(layers: Sequence[Layer]) -> Notes:
    """The comments of layers that become one."""
    return joined([layer.notes for layer in layers]) if layers else Notes()
