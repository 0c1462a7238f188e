"""The vocabulary of settings as its source says it: classes of values, their fields, and names for kinds of text."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTAINERS = ("Map", "Seq", "Sequence")
MARKS = ("Bounds", "Check")


@dataclass(frozen=True)
class Field:
    """A setting, or a field of a value."""

    name: str
    type: ast.expr
    default: ast.expr | None
    documentation: str
    group: str
    """The comment above it, which opens a group of settings; or nothing."""

    @property
    def is_first(self) -> bool:
        """Whether it is given without its name: `Probe("/check/readiness")`."""
        return self.default is not None and ast.unparse(self.default) == "field(kw_only=False)"


@dataclass(frozen=True)
class Value:
    """A class of values, and what its author wrote under its name."""

    name: str
    bases: tuple[str, ...]
    documentation: str
    fields: tuple[Field, ...]
    declares_settings: bool
    """Whether it is a vocabulary, made with `vocabulary=True`."""


@dataclass(frozen=True)
class Alias:
    """A name for a kind of text or number: `Quantity`."""

    name: str
    type: ast.expr
    documentation: str


class Vocabulary:
    """All classes and aliases of the settings, by name."""

    def __init__(self, folder: Path) -> None:
        self.values: dict[str, Value] = {}
        self.aliases: dict[str, Alias] = {}
        for file in sorted(folder.glob("*.py")):
            text = file.read_text(encoding="utf-8")
            for node, documentation in _documented(ast.parse(text).body):
                match node:
                    case ast.ClassDef(name=name):
                        self.values[name] = _value(node, text.splitlines())
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()):
                        self.aliases[name] = Alias(name, node.value, documentation)

    def fields(self, name: str) -> list[Field]:
        """The fields of a class, those of the classes above it first; a class may say one of theirs anew."""
        known: dict[str, Field] = {}
        for base in self.values[name].bases:
            if base in self.values:
                known |= {field.name: field for field in self.fields(base)}
        known |= {field.name: field for field in self.values[name].fields}
        # The one that is given without its name stands in front, whichever class declares it.
        return sorted(known.values(), key=lambda field: not field.is_first)

    def vocabularies(self) -> list[Value]:
        """The classes that declare settings, each behind those that it extends."""
        vocabularies = [value for value in self.values.values() if value.declares_settings]
        return sorted(vocabularies, key=lambda value: (self._depth(value), value.name))

    def _depth(self, value: Value) -> int:
        return 1 + max((self._depth(self.values[base]) for base in value.bases if base in self.values), default=0)

    def explained(self, name: str) -> bool:
        """Whether there is more to say about a name than the name: a class, or an alias with documentation."""
        return name in self.values or (name in self.aliases and self.aliases[name].documentation != "")

    def reached(self) -> set[str]:
        """The names that explain themselves, of all that settings lead to."""
        names: set[str] = set()
        left = [field.type for value in self.vocabularies() for field in value.fields]
        while left:
            for node in ast.walk(left.pop()):
                if not isinstance(node, ast.Name) or node.id in names or node.id in CONTAINERS + MARKS:
                    continue
                if self.explained(node.id):
                    names.add(node.id)
                if node.id in self.values:
                    left += [field.type for field in self.fields(node.id)]
                elif node.id in self.aliases:
                    left.append(self.aliases[node.id].type)
        return names


def _value(node: ast.ClassDef, lines: list[str]) -> Value:
    fields = []
    for statement, documentation in _documented(node.body):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                above = lines[statement.lineno - 2].strip()
                group = above.removeprefix("# ").rstrip(".") if above.startswith("# ") else ""
                fields.append(Field(name, statement.annotation, statement.value, documentation, group))
    bases = tuple(base.id for base in node.bases if isinstance(base, ast.Name))
    keywords = {keyword.arg for keyword in node.keywords}
    documentation = inspect.cleandoc(ast.get_docstring(node) or "")
    return Value(node.name, bases, documentation, tuple(fields), "vocabulary" in keywords)


def _documented(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, str]]:
    """Each statement, with the text under it."""
    for statement, after in zip(body, [*body[1:], None], strict=True):
        match after:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield statement, inspect.cleandoc(text)
            case _:
                yield statement, ""
