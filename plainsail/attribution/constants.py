"""Where the constructs give a field what no setting decides: looked up in their text, so it holds for those to come."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.paths import Item
from constructs_lib.kubernetes.paths import Path as FieldPath
from plainsail.library import folders_of, modules_of
from plainsail.provenance.source import SourceFile, read
from plainsail.render.places import Place

ROOMS = ("constructs_lib", "charts")
_SETTINGS = "constructs_lib/settings/"
_MOST = 3
_WORD = re.compile(r"\w+")
_EVERYWHERE = ("spec", "template", "metadata")
"""Fields that tell nothing about where one stands."""


@dataclass(frozen=True)
class Constant:
    """A line of the constructs that gives a field its value."""

    path: str
    """The file, from the root of the project, or from where the library is installed."""
    line: int
    source: str


def constants_of(root: Path, field: FieldPath, value: Any, kind: str, made: Sequence[Place] = ()) -> list[Constant]:
    """The lines that write the field's name, those with this value before others; none where nothing is alike.

    `kind` is the object's: it is what its `kind` and `apiVersion` come from. `made` are the lines that made the object,
    where they are known; else it is whatever makes objects of this kind.
    """
    text = _text_of(root)
    keys = [part for part in field if not isinstance(part, Item)]
    name = keys[-1] if keys else ""
    calls = [text.at(place) for place in made[:1]]
    calls = calls or [constant for _, constant in sorted(text.calls(kind), key=lambda ranked: ranked[0])]
    if len(field) == 1 and name in ("kind", "apiVersion"):
        return calls[:1]
    home = {constant.path for constant in calls}
    ranked = []
    for rank, constant in text.lines(name, value):
        near = text.nearness(constant.path, keys[:-1])
        # The settings name things, too; what they give a value is for other settings.
        other = rank > 1 and constant.path.startswith(_SETTINGS)
        elsewhere = constant.path not in home
        ranked.append(((other, rank > 0 or elsewhere, near == 0, rank, -near, elsewhere), constant))
    best = min((order for order, _ in ranked), default=None)
    return list(dict.fromkeys(constant for order, constant in ranked if order == best))[:_MOST]


class _Text:
    """The files of the constructs, and where names and texts stand in them. Each is read once."""

    def __init__(self, root: Path) -> None:
        self._sources: dict[str, SourceFile] = {}
        for room in ROOMS:
            for path, file in modules_of(folders_of(room, root)).items():
                self._sources[f"{room}/{path}"] = read(file)
        self._words: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        """What a name of a module means."""
        self._uses: dict[str, dict[str, list[tuple[Constant, ast.expr]]]] = defaultdict(lambda: defaultdict(list))
        """Keywords, keys, texts and calls by name: the line, and the expression that belongs to it."""
        for path, source in self._sources.items():
            self._words[path] = set(_WORD.findall(source.text))
            for statement in source.tree.body:
                match statement:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                        self._names[name] = text
        for path, source in self._sources.items():
            for node in ast.walk(source.tree):
                for use, name, line, value in self._uses_in(node):
                    self._uses[use][name].append((Constant(path, line, source.line(line)), value))

    def _uses_in(self, node: ast.AST) -> Iterator[tuple[str, str, int, ast.expr]]:
        match node:
            case ast.keyword(arg=str(name), value=value):
                yield "keyword", name, node.lineno, value
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if key is not None and isinstance(text := self._meaning(key), str):
                        yield "key", text, key.lineno, value
            case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
                if isinstance(text := self._meaning(key), str):
                    yield "key", text, node.lineno, value
            case ast.Constant(value=str(text)):
                yield "text", text, node.lineno, node
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield "call", name, node.lineno, node

    def lines(self, name: str, value: Any) -> Iterator[tuple[int, Constant]]:
        """Lines with name and value, those with a name that nothing else has, with the value, with the name."""
        for constant, given in self._uses["keyword"].get(_snake(name), ()):
            yield (0 if self._holds(given, value) else 3), constant
        for constant, given in self._uses["key"].get(name, ()):
            if self._holds(given, value):
                yield 0, constant
        if name and not name.isidentifier():
            yield from ((1, constant) for constant, _ in self._uses["text"].get(name, ()))
        if value and isinstance(value, str):
            yield from ((2, constant) for constant, _ in self._uses["text"].get(value, ()))

    def nearness(self, path: str, above: Sequence[str]) -> int:
        """How many of the fields that a field stands in, from the innermost on, a file names."""
        words = self._words[path]
        names = reversed([name for name in above if name not in _EVERYWHERE])
        return len(list(takewhile(lambda name: name in words or _snake(name) in words, names)))

    def at(self, place: Place) -> Constant:
        """The line at a place."""
        return Constant(place.path, place.line, self._sources[place.path].line(place.line))

    def calls(self, kind: str) -> Iterator[tuple[int, Constant]]:
        """Calls that make an object of this kind."""
        wanted = re.compile(rf"(Kube)?{re.escape(kind)}(V\d\w*)?")
        for name in filter(wanted.fullmatch, self._uses["call"]):
            yield from (("Kube" not in name, constant) for constant, _ in self._uses["call"][name])

    def _holds(self, node: ast.expr, value: Any) -> bool:
        """Whether the value stands in the expression."""
        meanings = [self._meaning(part) for part in ast.walk(node)]
        return any(type(meaning) is type(value) and meaning == value for meaning in meanings)

    def _meaning(self, node: ast.AST) -> Any:
        """What a constant, or the name of one, means."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._names.get(name)
        return None


_text_of = cache(_Text)


def _snake(name: str) -> str:
    """The name as the typed API writes it.

    >>> _snake("readOnlyRootFilesystem"), _snake("apiVersion")
    ('read_only_root_filesystem', 'api_version')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
