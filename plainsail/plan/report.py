"""All that a plan says, with the same in several environments said once."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.kubernetes.diff import FieldChange
from plainsail.findings.engine import Source
from plainsail.findings.finding import Severity
from plainsail.plan.changes import Action


@dataclass(frozen=True)
class Consequence:
    """What will happen, in which environments, and which lines are behind it."""

    id: str
    severity: Severity
    environments: tuple[str, ...]
    app: str | None
    object: str
    field: str
    message: str
    fix: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Row:
    """A field that differs, and the environments in which it differs so."""

    environments: tuple[str, ...]
    change: FieldChange
    """With everything hidden that must not be seen."""
    is_hidden: bool
    source: Source | None


@dataclass(frozen=True)
class Entry:
    """An object that differs, and the environments in which it does."""

    action: Action
    environments: tuple[str, ...]
    app: str | None
    group: str
    object: str
    rows: tuple[Row, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class Plan:
    """Everything that one run found."""

    before: str
    """What was compared with: `dist/ at HEAD`."""
    after: str
    consequences: tuple[Consequence, ...]
    """The gravest first."""
    entries: tuple[Entry, ...]
    objects: int
    """How many there will be."""

    def count(self, action: Action) -> int:
        """How many objects are added, removed or changed, each environment counted.

        >>> Plan("a", "b", (), (Entry("added", ("production", "staging"), None, "", "Service/a"),), 2).count("added")
        2
        """
        return sum(max(1, len(entry.environments)) for entry in self.entries if entry.action == action)
