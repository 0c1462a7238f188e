"""The shapes that a project declares itself, read from its files: importing its charts would import cdk8s."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.errors import ProjectError
from plainsail.scaffold.python_text import PythonText, named_entries, read_python
from plainsail.scaffold.shapes import GROUNDS, SETTINGS, SHAPES, Shape

CHARTS = "charts/__init__.py"
VOCABULARY = "envs/vocabulary.py"
_VOCABULARY_MODULE = "envs.vocabulary"
_Origin = tuple[str, str]
"""A module, and a class in it."""


def shapes(root: Path) -> dict[str, Shape]:
    """Every shape that an app of this project can have, by name: the library's, then the project's own."""
    own = {shape.name: shape for shape in _own(root)}
    return {shape.name: shape for shape in SHAPES} | own


def shape_of(root: Path, name: str, *, option: str = "--shape") -> Shape:
    """The shape of that name. Raises `ProjectError` where there is none."""
    known = shapes(root)
    if name not in known:
        near = did_you_mean(name, list(known)) or f"; it is one of {', '.join(known)}"
        raise ProjectError(f"{option} {name}: there is no such shape{near}")
    return known[name]


def shape_name(vocabulary: str) -> str:
    """What a shape is asked for with: its class's name in words.

    >>> shape_name("WebService"), shape_name("GRPCService"), shape_name("Grpc2")
    ('web-service', 'grpc-service', 'grpc2')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", vocabulary).lower()


def _own(root: Path) -> Iterator[Shape]:
    files = _Files(root)
    charts = files.module("charts")
    drawn = named_entries(charts.assigned("CHARTS")) if charts else {}
    registered = [files.origin("charts", name) for name in drawn]
    declared = [(_VOCABULARY_MODULE, name) for name in files.vocabularies(_VOCABULARY_MODULE)]
    for origin in dict.fromkeys((*registered, *declared)):
        if origin is not None and not _is_library(origin[0]) and not origin[1].startswith("_"):
            chain = list(files.chain(origin))
            if origin in registered or any(each in registered for each in chain) or _ground(chain).name:
                yield _shape(files, origin, chain)


def _is_library(module: str) -> bool:
    return f"{module}.".startswith(f"{SETTINGS}.")


def _ground(chain: list[_Origin]) -> Shape:
    """What the nearest vocabulary of the library makes an app say; an app that runs pods, where none is known."""
    known = (GROUNDS[name] for module, name in chain if _is_library(module) and name in GROUNDS)
    return next(known, GROUNDS["Workload"])


def _shape(files: _Files, origin: _Origin, chain: list[_Origin]) -> Shape:
    module, name = origin
    ground = _ground(chain)
    own = [files.class_(each) for each in chain]
    required: list[str] = []
    given: set[str] = set()
    for class_ in filter(None, own):
        settings = _declared(class_)
        required += [setting for setting, has_default in settings.items() if not has_default and setting not in given]
        given |= settings.keys()
    text = ast.get_docstring(own[0]) if own and own[0] else None
    summary = re.sub(r"^(An?|The) ", lambda word: word[0].lower(), (text or f"{name}, of {module}").partition("\n")[0])
    return replace(
        ground,
        name=shape_name(name),
        vocabulary=name,
        module=module,
        summary=summary.rstrip("."),
        required=tuple(required),
    )


def _declared(class_: ast.ClassDef) -> Mapping[str, bool]:
    """The settings that a vocabulary declares, and whether it gives a default."""
    return {
        node.target.id: node.value is not None
        for node in class_.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id[0] != "_"
    }


class _Files:
    """The project's modules as text."""

    def __init__(self, root: Path) -> None:
        self.module = cache(lambda name: _read(root, name))

    def class_(self, origin: _Origin) -> ast.ClassDef | None:
        """The class, where the project's files hold it."""
        module = None if _is_library(origin[0]) else self.module(origin[0])
        return module.classes().get(origin[1]) if module else None

    def vocabularies(self, module: str) -> Iterator[str]:
        """The names of the classes that declare settings."""
        text = self.module(module)
        for name, class_ in text.classes().items() if text else ():
            if any(keyword.arg == "vocabulary" for keyword in class_.keywords):
                yield name

    def origin(self, module: str, name: str) -> _Origin | None:
        """Where a name of a module comes from; None where that cannot be read."""
        text = self.module(module)
        if text is None:
            return None
        if name in text.classes():
            return module, name
        return text.origins().get(name)

    def chain(self, origin: _Origin) -> Iterator[_Origin]:
        """The class and what it derives from, the nearest first, down to the library's vocabularies."""
        yield origin
        class_ = self.class_(origin)
        for base in class_.bases if class_ else ():
            word = ast.unparse(base).partition("[")[0]
            holder, _, last = word.rpartition(".")
            parent = self.origin(origin[0], word) if not holder else (SETTINGS, last)
            if parent is not None and parent != origin:
                yield from self.chain(parent)


def _read(root: Path, module: str) -> PythonText | None:
    """A module of the project; None where there is none."""
    stem = module.replace(".", "/")
    return read_python(root, f"{stem}.py") or read_python(root, f"{stem}/__init__.py")
