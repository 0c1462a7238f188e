"""Where the constructs say what no setting decides: found in their text, so it holds for those yet to be written."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeAlias

from constructs_lib.kubernetes.paths import Item
from constructs_lib.kubernetes.paths import Path as FieldPath
from plainsail.provenance.source import Source, read

ROOMS = ("constructs_lib", "charts")
_VOCABULARY = "constructs_lib/settings/"
_MOST = 3
_WORD = re.compile(r"\w+")
_EVERYWHERE = ("spec", "template", "metadata")
"""Fields that tell nothing about where one stands."""


_Index: TypeAlias = dict[str, list[tuple[str, int, ast.expr]]]
"""A name or a text to where it stands: file, line, and the expression that belongs to it."""


@dataclass(frozen=True)
class Constant:
    """A line of the constructs that says a field."""

    path: str
    """The file, from the root of the project."""
    line: int
    source: str


def said_by_constructs(root: Path, field: FieldPath, value: Any, kind: str) -> list[Constant]:
    """The lines that say the field by its name, those that give it this value before others; or none is found.

    `kind` is the object's: it is what its `kind` and `apiVersion` come from.
    """
    rooms = _rooms(root)
    keys = [part for part in field if not isinstance(part, Item)]
    name = keys[-1] if keys else ""
    made = sorted(rooms.made(kind), key=lambda said: said[0])
    if len(field) == 1 and name in ("kind", "apiVersion"):
        return [constant for _, constant in made][:1]
    home = {constant.path for _, constant in made}
    found = []
    for rank, constant in rooms.said(name, value):
        near = rooms.nearness(constant.path, keys[:-1])
        # The vocabulary names things; what it says of them is for settings.
        other = rank > 1 and constant.path.startswith(_VOCABULARY)
        elsewhere = constant.path not in home
        found.append(((other, rank > 0 or elsewhere, near == 0, rank, -near, elsewhere), constant))
    best = min((order for order, _ in found), default=None)
    return list(dict.fromkeys(constant for order, constant in found if order == best))[:_MOST]


class _Rooms:
    """The files of the constructs, and what stands in them by name and by value. Each is read once."""

    def __init__(self, root: Path) -> None:
        found = [file for room in ROOMS for file in sorted((root / room).rglob("*.py"))]
        files = {file.relative_to(root).as_posix(): file for file in found}
        self._words = {path: set(_WORD.findall(file.read_text(encoding="utf-8"))) for path, file in files.items()}
        self._sources: dict[str, Source] = {path: read(file) for path, file in files.items()}
        self._names: dict[str, str] = {}
        self._keywords: _Index = defaultdict(list)
        self._keys: _Index = defaultdict(list)
        self._texts: _Index = defaultdict(list)
        self._calls: _Index = defaultdict(list)
        for source in self._sources.values():
            for node in source.tree.body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                        self._names[name] = text
        for path, source in self._sources.items():
            for each in ast.walk(source.tree):
                self._note(path, each)

    def _note(self, path: str, node: ast.AST) -> None:
        match node:
            case ast.keyword(arg=str(name), value=given):
                self._keywords[name].append((path, node.lineno, given))
            case ast.Dict():
                for key, given in zip(node.keys, node.values, strict=True):
                    if key is not None and isinstance(text := self._text(key), str):
                        self._keys[text].append((path, key.lineno, given))
            case ast.Assign(targets=[ast.Subscript(slice=key)], value=given):
                if isinstance(text := self._text(key), str):
                    self._keys[text].append((path, node.lineno, given))
            case ast.Constant(value=str(text)):
                self._texts[text].append((path, node.lineno, node))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                self._calls[name].append((path, node.lineno, node))

    def said(self, name: str, value: Any) -> Iterator[tuple[int, Constant]]:
        """Lines with name and value, those with a name that nothing else has, with the value, with the name."""
        for path, line, given in self._keywords.get(_snake(name), ()):
            yield (0 if self._says(given, value) else 3), self._constant(path, line)
        for path, line, given in self._keys.get(name, ()):
            if self._says(given, value):
                yield 0, self._constant(path, line)
        if name and not name.isidentifier():
            yield from ((1, self._constant(path, line)) for path, line, _ in self._texts.get(name, ()))
        if value and isinstance(value, str):
            yield from ((2, self._constant(path, line)) for path, line, _ in self._texts.get(value, ()))

    def nearness(self, path: str, above: Sequence[str]) -> int:
        """How many of the fields that a field stands in, from the innermost on, a file speaks of."""
        words = self._words[path]
        names = reversed([name for name in above if name not in _EVERYWHERE])
        return len(list(takewhile(lambda name: name in words or _snake(name) in words, names)))

    def made(self, kind: str) -> Iterator[tuple[int, Constant]]:
        """Calls that make an object of this kind."""
        wanted = re.compile(rf"(Kube)?{re.escape(kind)}(V\d\w*)?")
        for name in filter(wanted.fullmatch, self._calls):
            for path, line, _ in self._calls[name]:
                yield (0 if "Kube" in name else 1), self._constant(path, line)

    def _constant(self, path: str, line: int) -> Constant:
        return Constant(path, line, self._sources[path].line(line))

    def _says(self, node: ast.expr, value: Any) -> bool:
        """Whether the value stands in the expression."""
        return any(type(text := self._text(each)) is type(value) and text == value for each in ast.walk(node))

    def _text(self, node: ast.AST) -> Any:
        """What a constant, or the name of one, means."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._names.get(name)
        return None


@cache
def _rooms(root: Path) -> _Rooms:
    return _Rooms(root)


def _snake(name: str) -> str:
    """The name as the typed API writes it.

    >>> _snake("readOnlyRootFilesystem"), _snake("apiVersion")
    ('read_only_root_filesystem', 'api_version')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
