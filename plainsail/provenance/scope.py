"""Names where they are used: which statement gave them their value, and what they mean at run time.

Names are looked up in the namespace of their module as it ran, never guessed from the text.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plainsail.provenance.origin import UNKNOWN
from plainsail.provenance.source import Binding, Source, read

Namespace = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Scope:
    """A module, or the body of a class in it."""

    label: str
    """What speaks here: the name of the class, or of the module."""
    source: Source
    path: str
    """The file, from the root of the project."""
    namespace: Namespace
    """The names of the module as it ran."""
    holder: ast.ClassDef | None = None
    local: Namespace = field(default_factory=dict)
    """The names of the class body as it ran."""

    def find(self, name: str, *, before: int) -> tuple[Scope, list[Binding]]:
        """The statements that gave a name the value that it has on a line, and the scope that they stand in."""
        if self.holder is not None:
            said = [b for b in self.source.bindings(self.holder, name) if _end(b.statement) < before]
            if said:
                return self, said
            before = self.holder.lineno
        said = self.source.bindings(self.source.tree, name)
        module = replace(self, label=str(self.namespace.get("__name__", self.path)), holder=None, local={})
        return module, [b for b in said if _end(b.statement) < before] or said

    def evaluate(self, node: ast.expr) -> Any:
        """The value of a constant, or of a name with dots and constant keys behind it; otherwise `UNKNOWN`."""
        try:
            return self._evaluate(node)
        except (AttributeError, LookupError, TypeError):
            return UNKNOWN

    def _evaluate(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
                return -number
            case ast.Name(id=name):
                for names in (self.local, self.namespace, vars(builtins)):
                    if name in names:
                        return names[name]
            case ast.Attribute(value=inner, attr=name):
                value = self._evaluate(inner)
                return UNKNOWN if value is UNKNOWN else getattr(value, name)
            case ast.Subscript(value=inner, slice=key):
                value, part = self._evaluate(inner), self._evaluate(key)
                return UNKNOWN if value is UNKNOWN or part is UNKNOWN else value[part]
        return UNKNOWN


class Modules:
    """The scopes of modules and classes.

    `running` are the namespaces of modules that failed while they were imported, and so are in `sys.modules` no more.
    """

    def __init__(self, running: Mapping[str, Namespace] | None = None) -> None:
        self._running = dict(running or {})
        self._modules: dict[str, Scope | None] = {}
        self._classes: dict[type, Scope | None] = {}

    def module(self, name: str) -> Scope | None:
        """The scope of a module, or None where it has no file of Python."""
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Scope | None:
        module = sys.modules.get(name)
        namespace = self._running.get(name) or (vars(module) if module else {})
        file = namespace.get("__file__")
        if not file or not str(file).endswith(".py") or not Path(file).is_file():
            return None
        return Scope(name, read(file), relative(Path(file), name), namespace)

    def class_(self, cls: type) -> Scope | None:
        """The scope of the body of a class, or None where no `class` statement of a file made it."""
        if cls not in self._classes:
            module = self.module(cls.__module__)
            holder = module.source.class_named(cls.__qualname__) if module else None
            local = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
            made = module and holder and replace(module, label=cls.__name__, holder=holder, local=local)
            self._classes[cls] = made if isinstance(made, Scope) else None
        return self._classes[cls]

    def imported(self, scope: Scope, statement: ast.ImportFrom) -> Scope | None:
        """The scope of the module that a `from ... import` reads."""
        package = str(scope.namespace.get("__package__") or "")
        name = "." * statement.level + (statement.module or "")
        return self.module(importlib.util.resolve_name(name, package) if statement.level else name)


def top_folder(file: Path, module: str) -> Path:
    """The folder that a module's top package lies in: for settings, the root of the project."""
    depth = module.count(".") + (file.name == "__init__.py")
    return file.parents[depth]


def relative(file: Path, module: str) -> str:
    """The file of a module, from the folder that its top package lies in."""
    return file.relative_to(top_folder(file, module)).as_posix()


def _end(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
