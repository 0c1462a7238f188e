from __future__ import annotations

from pathlib import Path

import pytest

from bench.measure import NotMeasured
from bench.projects import Successive, forget, unrender


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


def test_no_edit_leads_back(tmp_path: Path) -> None:
    file = tmp_path / "staging.py"
    file.write_text("hpa = change(max_replicas=1)\n", encoding="utf-8")
    edit = Successive(file, "max_replicas={}", 1)
    said = []

    for _ in range(12):
        edit()
        said.append(file.read_text(encoding="utf-8"))

    assert said == [f"hpa = change(max_replicas={number})\n" for number in range(2, 14)]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "staging.py"
    file.write_text("hpa = None\n", encoding="utf-8")

    with pytest.raises(NotMeasured, match=rf"^staging.py of {tmp_path.name} does not say 'max_replicas=1'$"):
        Successive(file, "max_replicas={}", 1)()
