from __future__ import annotations

from pathlib import Path

import pytest

from bench.projects import forget, unrender


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One that was rendered."""
    folder = tmp_path / "cold-250"
    for path in ("dist/staging/app/Service.app.yaml", ".plainsail/kept/all.json", "envs/__init__.py"):
        file = folder / path
        file.parent.mkdir(parents=True)
        file.write_text(path)
    return folder


def test_what_is_to_be_gone_is_moved_and_never_deleted(project: Path) -> None:
    """Deleting thousands of files would make the next ones slow."""
    rendered = project / "dist/staging/app/Service.app.yaml"
    for _ in range(2):
        unrender(project)
        assert [path.name for path in project.iterdir()] == ["envs"]
        rendered.parent.mkdir(parents=True)
        rendered.write_text("again")

    unrender(project)

    assert len(list(project.parent.rglob("Service.app.yaml"))) == 3


def test_what_is_remembered_goes_without_what_is_rendered(project: Path) -> None:
    forget(project)

    assert {path.name for path in project.iterdir()} == {"dist", "envs"}
