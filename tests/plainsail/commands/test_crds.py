"""`plainsail crds`: a project's own definitions of custom resources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainsail.library import LIBRARY
from tests.plainsail.projects import Plainsail, copy_of_envs, write
from tests.plainsail.widgets import definition

FILE = "imports/crds/example.com.yaml"
TEXT = {"type": "object", "description": "What is wanted.", "properties": {"size": {"type": "string", "title": "Size"}}}
WIDGET = """\
apiVersion: example.com/v1
kind: Widget
metadata: {name: a}
spec: {size: 1}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of_envs(tmp_path / "project")


def upstream(tmp_path: Path, *crds: dict[str, Any]) -> str:
    """A file of definitions as their authors publish it."""
    file = tmp_path / "upstream.yaml"
    file.write_text(yaml.safe_dump_all(crds), encoding="utf-8")
    return str(file)


def test_a_definition_is_added_and_says_what_it_judges(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    write(project, {"dist/staging/app/Widget.a.yaml": f"---\n{WIDGET}"})

    code, said, _ = plainsail("crds", "add", upstream(tmp_path, definition(TEXT)))

    assert code == 0
    assert said.splitlines() == [
        f"new      {FILE}",
        "added    Widget of example.com (v1)",
        "judges   dist/staging/app/Widget.a.yaml",
        "next     `plainsail check` judges by what is known now",
    ]
    write(project, {"widget.yaml": WIDGET})
    code, said, _ = plainsail("check", "--path", str(project / "widget.yaml"))
    assert code == 1
    assert "is the number 1 where text belongs" in said


def test_prose_and_status_stay_upstream(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    crd = definition({"type": "object", "properties": {"description": {"type": "string", "description": "Prose."}}})
    version = crd["spec"]["versions"][0]
    version["schema"]["openAPIV3Schema"] |= {"required": ["spec", "status"]}
    version["schema"]["openAPIV3Schema"]["properties"]["status"] = {"type": "object"}
    version |= {
        "subresources": {"status": {}},
        "additionalPrinterColumns": [{"name": "A", "type": "string", "jsonPath": ".a"}],
    }

    plainsail("crds", "add", upstream(tmp_path, crd | {"status": {"acceptedNames": {"kind": "Widget", "plural": "a"}}}))

    kept = yaml.safe_load((project / FILE).read_text(encoding="utf-8"))
    assert kept["spec"]["versions"] == [
        {
            "name": "v1",
            "served": True,
            "storage": True,
            "schema": {
                "openAPIV3Schema": {
                    "type": "object",
                    "required": ["spec"],
                    "properties": {"spec": {"type": "object", "properties": {"description": {"type": "string"}}}},
                }
            },
        }
    ]
    assert "status" not in kept


def test_a_kind_takes_the_place_of_itself_and_leaves_its_neighbours(
    tmp_path: Path, project: Path, plainsail: Plainsail
) -> None:
    """What people wrote beside it stays as they wrote it, comments included."""
    gadget = "---\n# Ours.\n" + yaml.safe_dump(definition({"type": "object"}, kind="Gadget"), default_flow_style=True)
    write(project, {FILE: gadget})
    plainsail("crds", "add", upstream(tmp_path, definition({"type": "object"})))

    code, said, _ = plainsail("crds", "add", upstream(tmp_path, definition(TEXT)))

    assert code == 0
    assert said.splitlines()[:2] == [f"changed  {FILE}", "replaced Widget of example.com (v1)"]
    text = (project / FILE).read_text(encoding="utf-8")
    assert text.startswith(gadget)
    assert [crd["spec"]["names"]["kind"] for crd in yaml.safe_load_all(text)] == ["Gadget", "Widget"]


def test_a_second_time_changes_nothing(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    source = upstream(tmp_path, definition(TEXT), definition(TEXT, kind="Gadget"))
    plainsail("crds", "add", source)
    before = (project / FILE).read_bytes()

    code, said, _ = plainsail("crds", "add", source)

    assert code == 0
    assert said.splitlines()[0] == "kept     Gadget of example.com (v1)"
    assert "next" not in said
    assert (project / FILE).read_bytes() == before


def test_the_project_s_takes_the_place_of_the_library_s(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    code, said, _ = plainsail("crds", "add", str(LIBRARY / "imports/crds/keda.sh.yaml"))

    assert code == 0
    assert "added    ScaledObject of keda.sh (v1alpha1); it takes the place of the library's\n" in said
    rows = json.loads(plainsail("crds", "list", "--format", "json")[1])["definitions"]
    assert {row["group"] for row in rows if row["defined_by"] == "project"} == {"keda.sh"}
    assert [row["kind"] for row in rows].count("ScaledObject") == 1


def test_a_folder_and_json_and_lists(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    folder = tmp_path / "upstream"
    gadget = {"apiVersion": "v1", "kind": "List", "items": [definition(TEXT, kind="Gadget")]}
    write(
        folder,
        {
            "bases/widgets.yaml": yaml.safe_dump(definition(TEXT)),
            "gadgets.json": json.dumps(gadget),
            "kustomization.yaml": "resources: [bases/widgets.yaml]\n",
            "README.md": "# Definitions\n",
        },
    )

    code, said, _ = plainsail("crds", "add", str(folder))

    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("added")] == [
        "added    Gadget of example.com (v1)",
        "added    Widget of example.com (v1)",
    ]
    _, listed, _ = plainsail("crds", "list")
    assert [line.split() for line in listed.splitlines() if "example.com" in line] == [
        ["Gadget", "example.com", "v1", "project", "0"],
        ["Widget", "example.com", "v1", "project", "0"],
    ]


def _beta() -> dict[str, Any]:
    return definition(TEXT) | {"apiVersion": "apiextensions.k8s.io/v1beta1"}


def _named(group: str) -> dict[str, Any]:
    crd = definition(TEXT)
    return crd | {"metadata": {"name": f"widgets.{group}"}, "spec": crd["spec"] | {"group": group}}


def _unserved() -> dict[str, Any]:
    return definition(TEXT, served=False)


@pytest.mark.parametrize(
    ("crds", "message"),
    [
        ([{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}],
         ": holds Secret, which is no CustomResourceDefinition; name a file or a folder that holds definitions alone"),
        ([_beta()],
         "; take a release of its operator that has apiextensions.k8s.io/v1, which Kubernetes asks for since 1.22"),
        ([_named("../../escaped")], ": spec.group: "),
        ([_unserved()], ": Widget of example.com has no version that is served, so it judges nothing; take"),
        ([definition({"type": "strin"})], ": spec.versions"),
        ([definition(TEXT), definition({"type": "object"})], "and differently; keep one"),
        ([], ": holds no CustomResourceDefinition; name a file or a folder that does"),
    ],
    ids=["other kind", "v1beta1", "group leaves the folder", "unserved", "broken", "twice", "empty"],
)  # fmt: skip
def test_what_is_refused(
    tmp_path: Path, project: Path, plainsail: Plainsail, crds: list[dict[str, Any]], message: str
) -> None:
    """All or nothing: the sound one before it is not written either."""
    crds = [definition(TEXT, kind="Gadget"), *crds] if crds else []

    code, said, told = plainsail("crds", "add", upstream(tmp_path, *crds))

    assert (code, said) == (2, "")
    assert message in told
    assert not (project / "imports").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", ":2: is no YAML of objects: "),
        ("- 1\n", ":1: is no YAML of objects: a list where an object is expected; correct it"),
    ],
)
def test_what_is_no_yaml_is_refused(
    tmp_path: Path, project: Path, plainsail: Plainsail, text: str, message: str
) -> None:
    write(tmp_path, {"broken.yaml": text})

    code, _, told = plainsail("crds", "add", str(tmp_path / "broken.yaml"))

    assert code == 2
    assert f"broken.yaml{message}" in told


def test_what_is_not_there_is_said(tmp_path: Path, project: Path, plainsail: Plainsail) -> None:
    (tmp_path / "empty").mkdir()

    for name, why in (("gone", "is not there"), ("empty", "holds no file of YAML or JSON")):
        code, _, told = plainsail("crds", "add", str(tmp_path / name))
        assert code == 2
        assert f"{name}: {why}" in told


def test_a_definition_in_another_file_would_hide_the_new_one(
    tmp_path: Path, project: Path, plainsail: Plainsail
) -> None:
    write(project, {"imports/crds/all.yaml": yaml.safe_dump(definition(TEXT))})

    code, _, told = plainsail("crds", "add", upstream(tmp_path, definition({"type": "object"})))

    assert code == 2
    assert (
        f"imports/crds/all.yaml:1: defines Widget of example.com already; remove it there; {FILE} is its place" in told
    )
