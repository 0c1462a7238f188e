"""What a reader is told before reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.report import provisos as telling
from plainsail.report.page import pages
from plainsail.report.provisos import provisos
from plainsail.scaffold.preview import imported
from tests.plainsail.clones import clone
from tests.plainsail.report.conftest import facts_of
from tests.plainsail.repositories import commit, git

pytestmark = pytest.mark.sample


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A project of which all is committed and rendered."""
    root = clone(tmp_path / "project")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, {"README.md": "a"})
    with imported(root):
        yield root


def test_of_a_project_that_is_rendered_and_committed_nothing_is_told(root: Path) -> None:
    assert list(provisos(Project(root))) == []


def test_a_stale_dist_is_told_on_the_page(root: Path) -> None:
    folder = root / "dist/staging/backend"
    (folder / "Ingress.backend.yaml").unlink()
    (folder / "new.yaml").write_text("a: b\n")

    [text] = pages(facts_of(root), "report").values()

    assert "dist/ is not what the settings say: 2 files of it differ." in text
    assert "2 files that this page is made of are not committed." in text
    assert 'role="note"' in text


def test_settings_that_do_not_render_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ProjectError("envs/backend/base.py:3: no")

    monkeypatch.setattr(telling, "synthesize", failing)

    assert list(provisos(Project(root))) == [
        "Whether dist/ is what the settings say, cannot be told: envs/backend/base.py:3: no."
    ]


def test_without_a_commit_nothing_is_called_uncommitted(tmp_path: Path) -> None:
    root = clone(tmp_path / "project")

    with imported(root):
        assert list(provisos(Project(root))) == []
