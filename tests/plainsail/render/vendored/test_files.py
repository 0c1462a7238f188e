"""What a vendored folder holds: every object in it, and a line of words for all that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.render.vendored.files import NoSource, SourceObject, read_source
from tests.plainsail.projects import write

CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n"
LIST = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: one
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: two
  data:
    key: value
"""
CONFIG_MAPS = "apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: three}\n"


def read(root: Path, files: dict[str, str], source: str = "vendor") -> list[SourceObject]:
    return read_source(write(root, files), source)


def names(found: list[SourceObject]) -> list[str]:
    return [str(each.key) for each in found]


def test_a_folder_is_read_whole_in_the_order_of_its_files(tmp_path: Path) -> None:
    files = {
        "vendor/b.yml": CONFIG % "b",
        "vendor/a.yaml": f"# a comment\n---\n---\n{CONFIG % 'a1'}---\n{CONFIG % 'a2'}",
        "vendor/crds/c.json": '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}',
        "vendor/README.md": "Not YAML: *at all*",
    }

    assert names(read(tmp_path, files)) == ["ConfigMap/a1", "ConfigMap/a2", "ConfigMap/b", "ConfigMap/c"]


def test_a_file_is_read_by_itself(tmp_path: Path) -> None:
    assert names(read(tmp_path, {"vendor/a.yaml": CONFIG % "a", "vendor/b.yaml": "]"}, "vendor/a.yaml")) == [
        "ConfigMap/a"
    ]


def test_lists_are_unpacked_and_each_item_has_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, {"vendor/a.yaml": f"{LIST}---\n{CONFIG_MAPS}"})

    assert [(str(each.key), each.place) for each in found] == [
        ("ConfigMap/one", "vendor/a.yaml:4"),
        ("ConfigMap/two", "vendor/a.yaml:8"),
        ("ConfigMap/three", "vendor/a.yaml:18"),
    ]
    assert found[1].line("data.key") == 13


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", True),
        ("'yes'", "yes"),
        ("0o17", 15),
        ("1e3", 1000),
        ("9007199254740993", 9007199254740993),
        ("2001-01-01", "2001-01-01"),
        ("22:30", "22:30"),
        ("~", None),
    ],
)
def test_values_are_what_kubectl_reads(value: str, expected: object, tmp_path: Path) -> None:
    [found] = read(tmp_path, {"vendor/a.yaml": f"{CONFIG % 'a'}spec:\n  value: {value}\n"})

    assert found.document["spec"] == {"value": expected}
    assert type(found.document["spec"]["value"]) is type(expected)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.yaml": "kind: X\nmetadata: {name: a}\n"}, "a.yaml:1: is no object of Kubernetes: it has no apiVersion"),
        (
            {"a.yaml": "---\napiVersion: v1\nmetadata: {name: a}\n"},
            "a.yaml:2: is no object of Kubernetes: it has no kind",
        ),
        ({"a.yaml": "apiVersion: v1\nkind: Pod\n"}, "a.yaml:1: is no object of Kubernetes: it has no metadata"),
        (
            {"a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {labels: {}}\n"},
            "a.yaml:1: is no object of Kubernetes: it has no metadata.name",
        ),
        (
            {"a.yaml": f"{CONFIG % 'a'}data:\n  a: b\n  a: c\n"},
            "a.yaml:6: is no YAML of objects: key 'a' is set twice: line 5 and line 6; correct the YAML",
        ),
        ({"a.yaml": "apiVersion: [\n"}, "a.yaml:2: is no YAML of objects: "),
        ({"a.yaml": "- a\n"}, "a.yaml:1: is no YAML of objects: a list where an object is expected"),
        (
            {"a.yaml": "apiVersion: v1\nkind: {{ .Values.kind }}\nmetadata: {name: a}\n"},
            "render it first (helm template NAME CHART > a.yaml)",
        ),
        ({"a.yaml": "<<<<<<< HEAD\n"}, "a.yaml:1: is no YAML of objects: a merge conflict begins here (`<<<<<<<`)"),
        (
            {"a.yaml": "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nmetadata: {name: a}\n"},
            "a.yaml:1: is no object of Kubernetes: kind.x-k8s.io/v1alpha4 Cluster is for kind",
        ),
        (
            {"a.yaml": "apiVersion: authentication.k8s.io/v1\nkind: TokenReview\n"},
            "a.yaml:1: has no name, so no cluster keeps it; take it out",
        ),
        (
            {"kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": "["},
            'render it first (kubectl kustomize vendor > vendor.yaml), and name that file (source = "vendor.yaml")',
        ),
        ({"overlay/Kustomization": "x"}, "kubectl kustomize vendor/overlay > vendor/overlay.yaml"),
        (
            {"chart/Chart.yaml": "apiVersion: v2\nname: a\n", "chart/templates/a.yaml": "{{"},
            "chart/Chart.yaml:1: is a chart of Helm, which is not run here; render it first (helm template chart",
        ),
    ],
)
def test_what_is_no_object_is_told_with_file_and_line(files: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as raised:
        read(tmp_path, {f"vendor/{name}": text for name, text in files.items()})

    [line] = str(raised.value).splitlines()
    assert message in line
    assert line.startswith("vendor/")


@pytest.mark.parametrize(
    ("files", "message"),
    [({}, "is not there; name a folder or file of YAML"), ({"vendor/README.md": "x"}, "holds no object; name")],
)
def test_a_source_without_objects_is_none(files: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(NoSource, match=message):
        read(tmp_path, files)


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    (write(tmp_path, {"vendor/b.yaml": ""}) / "vendor/a.yaml").write_bytes(b"\xff\xfe\xff")

    with pytest.raises(ProjectError, match=r"^vendor/a\.yaml: cannot be read: .*codec can't decode"):
        read_source(tmp_path, "vendor")


@pytest.mark.parametrize("linked", ["vendor/a.yaml", "vendor/sub", "vendor"])
def test_a_link_leads_nowhere_else(linked: str, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"a.yaml": CONFIG % "a"})
    project = write(tmp_path / "project", {"other/x.yaml": CONFIG % "x"})
    link = project / linked
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / "a.yaml" if linked.endswith(".yaml") else outside)

    with pytest.raises(ProjectError, match=r"leads out of the project|is a link to a folder"):
        read_source(project, "vendor")


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    project = write(tmp_path, {"other/x.yaml": CONFIG % "x", "vendor/a.yaml": CONFIG % "a"})
    (project / "vendor/x.yaml").symlink_to("../other/x.yaml")

    assert names(read_source(project, "vendor")) == ["ConfigMap/a", "ConfigMap/x"]


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    before = names(read(tmp_path, {"vendor/a.yaml": CONFIG % "a"}))

    assert (before, names(read(tmp_path, {"vendor/a.yaml": CONFIG % "other"}))) == (
        ["ConfigMap/a"],
        ["ConfigMap/other"],
    )
