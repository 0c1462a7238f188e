"""The definitions that a project keeps are found in whatever files they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from plainsail.errors import ProjectError
from plainsail.schemas import NoSchema, Schemas
from tests.plainsail.checks.planted_objects import made
from tests.plainsail.widgets import definition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty `imports/crds`."""
    crds = tmp_path / "imports" / "crds"
    crds.mkdir(parents=True)
    return crds


def test_any_file_of_the_folder_may_hold_several_definitions(folder: Path) -> None:
    documents = [definition({"type": "object"}, kind=kind) for kind in ("Gadget", "Widget")]
    (folder / "anything.yml").write_text(yaml.safe_dump_all(documents, explicit_start=True))
    (folder / "note.txt").write_text("Widget of example.com: not read")
    schemas = Schemas(crds=folder)

    assert schemas.problems(made("Widget", "example.com/v1"), "1.35") == []
    assert schemas.problems(made("Gadget", "example.com/v1"), "1.35") == []


def test_definitions_in_a_list_are_found_too(folder: Path) -> None:
    listed = {"apiVersion": "v1", "kind": "List", "items": [definition({"type": "object"})]}
    (folder / "list.yaml").write_text(yaml.safe_dump(listed))

    assert Schemas(crds=folder).problems(made("Widget", "example.com/v1"), "1.35") == []


def test_file_that_is_no_yaml_is_named_with_its_line(folder: Path) -> None:
    good = yaml.safe_dump(definition({"type": "object"}, kind="Gadget"))
    (folder / "broken.yaml").write_text(f"---\n{good}---\nWidget: [example.com\n")
    line = good.count("\n") + 4

    with pytest.raises(ProjectError, match=rf"^imports/crds/broken\.yaml:{line}: is no YAML: .*; correct it$"):
        Schemas(crds=folder).problems(made("Widget", "example.com/v1"), "1.35")


def test_broken_file_about_other_kinds_is_not_read(folder: Path) -> None:
    (folder / "a.yaml").write_text("Gadget: [\n")
    (folder / "b.yaml").write_text(yaml.safe_dump(definition({"type": "object"})))

    assert Schemas(crds=folder).problems(made("Widget", "example.com/v1"), "1.35") == []


def test_definition_of_the_project_wins_over_one_among_the_objects(folder: Path) -> None:
    (folder / "b.yaml").write_text(yaml.safe_dump(definition({"type": "object", "properties": {"a": {}}})))
    schemas = Schemas(crds=folder)
    schemas.learn(definition({"type": "object"}))

    assert schemas.problems(made("Widget", "example.com/v1", spec={"a": 1}), "1.35") == []


def test_a_folder_that_is_not_there_holds_no_definition(tmp_path: Path) -> None:
    with pytest.raises(NoSchema):
        Schemas(crds=tmp_path / "imports" / "crds").problems(made("Widget", "example.com/v1"), "1.35")
