"""The sample's facts, at a commit that is always the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plainsail.project.commits import Commit
from plainsail.project.project import Project
from plainsail.report.facts import Facts, gather

ROOT = Path(__file__).resolve().parents[3]
COMMIT = Commit("0123456789abcdef" * 2 + "01234567", datetime(2027, 1, 31, 12, tzinfo=UTC), "Change <something>")


def facts_of(root: Path) -> Facts:
    """The facts of a project, as if it stood at `COMMIT`."""
    facts = gather(Project(root))
    vars(facts)["commit"] = COMMIT
    return facts


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The facts of the repository's own settings."""
    return facts_of(ROOT)
