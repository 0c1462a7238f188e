"""What is found on the way back from a value to the lines that said it."""

from __future__ import annotations

import ast
import dataclasses
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from constructs_lib.settings import remove
from constructs_lib.settings.changes import Change
from plainsail.provenance.origin import UNKNOWN, Kind, Origin
from plainsail.provenance.scope import Modules, Scope


class Reach(Enum):
    """What an expression says about a leaf."""

    NOT_SAID = auto()
    OPEN = auto()
    """It changes a part of what is asked for; the layers above say the rest."""
    DECIDED = auto()


@dataclass(frozen=True)
class Place:
    """The lines that stand for an expression: those of the key, keyword or name that it belongs to."""

    scope: Scope
    line: int
    end_line: int
    lent: bool = False
    """Whether other expressions are laid over this one: a parent's value then speaks for itself."""
    kind: Kind = "said"
    documentation: str = ""

    def at(self, node: ast.expr | ast.keyword, value: ast.expr) -> Place:
        """The place of a part."""
        end = value.end_lineno or value.lineno
        return dataclasses.replace(self, line=node.lineno, end_line=end, lent=False, documentation="")

    def lending(self) -> Place:
        """The same place, for an expression that others are laid over."""
        return dataclasses.replace(self, lent=True)


class Trail:
    """The origins found, in the order in which they were."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.found: list[Origin] = []
        self.leaf: Any = UNKNOWN
        """What the layer in hand says at the leaf."""

    def say(self, place: Place, kind: Kind | None = None) -> Reach:
        """Notes that a place speaks, once per line."""
        scope, file = place.scope, place.scope.source.path
        if not any(origin.line == place.line and origin.file == file for origin in self.found):
            origin = Origin(
                class_name=scope.label,
                file=file,
                path=scope.path,
                line=place.line,
                end_line=place.end_line,
                source=scope.source.line(place.line),
                value=UNKNOWN if isinstance(self.leaf, Change) or self.leaf is remove else self.leaf,
                kind=kind if kind and place.kind == "said" else place.kind,
                documentation=place.documentation,
            )
            self.found.append(origin)
        return Reach.DECIDED
