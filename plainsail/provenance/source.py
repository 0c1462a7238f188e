"""Python files as text and syntax tree, and which statements of a body give a name its value."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path


@dataclass(frozen=True)
class Binding:
    """A statement of a class or module body that gives a name its value, or changes it.

    `value` is the expression of the value, where there is one. `part` is the key that `env["A"] = ...` sets, and
    `merges` is True where the value joins that of earlier statements (`env |= ...`). `imported` is the name in the
    module that an import reads. `sure` is False within `if`, `for` and the like, where only running the code tells
    whether, and how often, the statement runs. `documentation` is the text under an annotated name.
    """

    statement: ast.stmt
    value: ast.expr | None = None
    part: ast.expr | None = None
    merges: bool = False
    sure: bool = True
    imported: str = ""
    documentation: str = ""

    @property
    def end_line(self) -> int:
        """The last line of the statement."""
        return self.statement.end_lineno or self.statement.lineno


class SourceFile:
    """One file of Python."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self._names: dict[ast.AST, dict[str, list[Binding]]] = {}

    @cached_property
    def tree(self) -> ast.Module:
        """The whole file."""
        return ast.parse(self.text)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, with its comment and without the blanks around it."""
        return self._lines[number - 1].strip() if 0 < number <= len(self._lines) else ""

    def class_named(self, qualified_name: str) -> ast.ClassDef | None:
        """The last `class` statement of that name (`Outer.Inner`), or None where no statement made the class."""
        body: list[ast.stmt] = self.tree.body
        statement: ast.ClassDef | None = None
        for name in qualified_name.split("."):
            classes = [node for node in _statements(body) if isinstance(node, ast.ClassDef) and node.name == name]
            if not classes:
                return None
            statement, body = classes[-1], classes[-1].body
        return statement

    def bindings(self, holder: ast.ClassDef | ast.Module, name: str) -> list[Binding]:
        """The statements of the body that give the name a value, in the order of the file."""
        if holder not in self._names:
            self._names[holder] = _bindings(holder.body)
        return self._names[holder].get(name, [])


def read(path: str | Path) -> SourceFile:
    """The file, parsed again only when it has changed."""
    file = Path(path)
    status = file.stat()
    return _read(file, status.st_mtime_ns, status.st_size)


@cache
def _read(path: Path, _mtime: int, _size: int) -> SourceFile:
    return SourceFile(path)


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and of the blocks within it, but not those of functions and classes."""
    for statement in body:
        yield statement
        if not isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _statements(_blocks(statement))


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    inner: list[ast.stmt] = []
    for field in ("body", "orelse", "handlers", "finalbody", "cases"):
        for item in getattr(statement, field, []):
            inner += [item] if isinstance(item, ast.stmt) else item.body
    return inner


def _bindings(body: Sequence[ast.stmt], *, sure: bool = True) -> dict[str, list[Binding]]:
    bindings: dict[str, list[Binding]] = defaultdict(list)
    for statement, following in zip_longest(body, body[1:]):
        for name, binding in _bound_by(statement, _text_of(following), sure):
            bindings[name].append(binding)
        if not isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            for name, inner in _bindings(_blocks(statement), sure=False).items():
                bindings[name] += inner
    return bindings


def _bound_by(statement: ast.stmt, text: str, sure: bool) -> Iterator[tuple[str, Binding]]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _bound_to(target, statement, value, sure)
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            yield name, Binding(statement, value, sure=sure, documentation=text)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.BitOr(), value=value):
            yield name, Binding(statement, value, merges=True, sure=sure)
        case ast.AugAssign(target=ast.Name(id=name)):
            yield name, Binding(statement, sure=sure)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="update"), args=[value])):
            yield name, Binding(statement, value, merges=True, sure=sure)
        case ast.For(target=target):
            yield from _bound_to(target, statement, None, sure=False)
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            for alias in names:
                yield alias.asname or alias.name.split(".")[0], Binding(statement, sure=sure, imported=alias.name)


def _bound_to(
    target: ast.expr, statement: ast.stmt, value: ast.expr | None, sure: bool
) -> Iterator[tuple[str, Binding]]:
    match target:
        case ast.Name(id=name):
            yield name, Binding(statement, value, sure=sure)
        case ast.Subscript(value=ast.Name(id=name), slice=part):
            yield name, Binding(statement, value, part=part, merges=True, sure=sure)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            same = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(elements)
            values = value.elts if same and isinstance(value, (ast.Tuple, ast.List)) else [None] * len(elements)
            for element, item in zip(elements, values, strict=True):
                yield from _bound_to(element, statement, item, sure)


def _text_of(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(text.split())
    return ""
