"""Modules and class bodies as they ran: what a name means there, and which statements gave it its value.

Names are looked up in the namespace of their module as it ran, never guessed from the text.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any

from plainsail.provenance.source import Binding, SourceFile, read
from plainsail.provenance.values import UNKNOWN

Namespace = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Scope:
    """A module, or the body of a class in it."""

    label: str
    """The name of the class, or of the module."""
    source: SourceFile
    path: str
    """The file, from the folder that the module's top package lies in: for settings, the root of the project."""
    namespace: Namespace
    """The names of the module as it ran."""
    holder: ast.ClassDef | None = None
    local: Namespace = field(default_factory=dict)
    """The names of the class body as it ran."""

    @property
    def root(self) -> Path:
        """The folder that `path` starts from."""
        return self.source.path.parents[self.path.count("/")]

    def bindings(self, name: str) -> list[Binding]:
        """The statements of this very body that give the name a value, in the order of the file."""
        return self.source.bindings(self.holder or self.source.tree, name)

    def find(self, name: str, *, before: int) -> tuple[Scope, list[Binding]]:
        """The statements that gave a name the value that it has on a line, and the scope that they stand in."""
        if self.holder is not None:
            if own := [binding for binding in self.bindings(name) if binding.end_line < before]:
                return self, own
            before = self.holder.lineno
        module = replace(self, label=str(self.namespace.get("__name__", self.path)), holder=None, local={})
        bindings = module.bindings(name)
        return module, [binding for binding in bindings if binding.end_line < before] or bindings

    def evaluate(self, node: ast.expr) -> Any:
        """The value of a constant, or of a name with dots and constant keys behind it; otherwise `UNKNOWN`."""
        return evaluate(node, self.local, self.namespace)


def evaluate(node: ast.expr, *namespaces: Namespace) -> Any:
    """What a constant, or a name with dots and constant keys behind it, means; `UNKNOWN` for all else."""
    try:
        return _evaluate(node, (*namespaces, vars(builtins)))
    except Exception:  # whatever an attribute, or an item, of somebody's object raises
        return UNKNOWN


def _evaluate(node: ast.expr, namespaces: Sequence[Namespace]) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case ast.Name(id=name):
            return next(names[name] for names in namespaces if name in names)
        case ast.Attribute(value=inner, attr=name):
            return getattr(_evaluate(inner, namespaces), name)
        case ast.Subscript(value=inner, slice=key):
            return _evaluate(inner, namespaces)[_evaluate(key, namespaces)]
    raise LookupError(ast.unparse(node))


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
            module = sys.modules.get(name)
            self._modules[name] = _scope(name, self._running.get(name) or (vars(module) if module else {}))
        return self._modules[name]

    def class_(self, cls: type) -> Scope | None:
        """The scope of the body of a class, or None where no `class` statement of a file made it."""
        if cls not in self._classes:
            module = self.module(cls.__module__)
            holder = module and module.source.class_named(cls.__qualname__)
            local = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
            made = replace(module, label=cls.__name__, holder=holder, local=local) if module and holder else None
            self._classes[cls] = made
        return self._classes[cls]

    def imported(self, scope: Scope, statement: ast.ImportFrom) -> Scope | None:
        """The scope of the module that a `from ... import` reads."""
        package = str(scope.namespace.get("__package__") or "")
        name = "." * statement.level + (statement.module or "")
        return self.module(importlib.util.resolve_name(name, package) if statement.level else name)

    def frame(self, frame: FrameType) -> Scope | None:
        """The scope of a running frame: of a function, the module with the names of the function."""
        module = self.module(str(frame.f_globals.get("__name__")))
        if module is None:
            return None
        holder = module.source.class_named(frame.f_code.co_qualname)
        return replace(module, label=holder.name if holder else module.label, holder=holder, local=frame.f_locals)


def _scope(name: str, namespace: Namespace) -> Scope | None:
    file = Path(str(namespace.get("__file__")))
    if file.suffix != ".py" or not file.is_file():
        return None
    top = file.parents[name.count(".") + (file.name == "__init__.py")]
    return Scope(name, read(file), file.relative_to(top).as_posix(), namespace)
