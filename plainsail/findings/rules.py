"""The checks as the engine and the documentation see them: id, severity, title, why, fix."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from constructs_lib.nearest import did_you_mean
from plainsail.checks import CHECKS
from plainsail.errors import ProjectError
from plainsail.findings.finding import Finding, Severity
from plainsail.table import table

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests


@dataclass(frozen=True)
class Rule:
    """One check."""

    id: str
    severity: Severity
    title: str
    """What is wrong, in one line."""
    text: str
    """The docstring below the title, without `Why:` and `Fix:`."""
    why: str
    fix: str
    check: Callable[[Manifests], Iterator[Finding]]


@cache
def rules() -> dict[str, Rule]:
    """Every listed check, by id."""
    return {rule.id: rule for rule in map(_rule, CHECKS)}


def _rule(name: str) -> Rule:
    module = importlib.import_module(f"plainsail.checks.{name}")
    title, why, fix, text = parse(module.__doc__ or "")
    return Rule(name.rpartition(".")[2].replace("_", "-"), module.SEVERITY, title, text, why, fix, module.check)


def parse(docstring: str) -> tuple[str, str, str, str]:
    r"""Title, why, fix, and what else a check's docstring says; each on one line.

    >>> parse("Pods have no name.\n\nWhy: nobody\nfinds them.\nFix: say `name`.\n")
    ('Pods have no name', 'nobody finds them', 'say `name`', '')
    """
    title, _, rest = docstring.strip().partition("\n")
    parts = re.split(r"^(Why|Fix): ", rest, flags=re.MULTILINE)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    return _line(title), _line(said.get("Why", "")), _line(said.get("Fix", "")), _line(parts[0])


def _line(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def listing() -> str:
    """Every check: id, severity, title."""
    return table([(rule.id, rule.severity, rule.title) for rule in sorted(rules().values(), key=lambda rule: rule.id)])


def explain(check: str) -> str:
    """What one check is about. Raises `ProjectError` for an unknown id."""
    known = rules()
    if check not in known:
        near = did_you_mean(check, known) or "; `plainsail check --list` shows them"
        raise ProjectError(f"{check}: there is no such check{near}")
    rule = known[check]
    parts = (
        f"{rule.id} ({rule.severity})",
        f"{rule.title}.",
        rule.text and f"{rule.text}.",
        f"Why: {rule.why}.",
        f"Fix: {rule.fix}.",
    )
    return "\n\n".join(part for part in parts if part)
