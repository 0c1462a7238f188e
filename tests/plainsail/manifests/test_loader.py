"""Files of YAML as objects."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.delivery import Delivery
from plainsail.errors import ProjectError
from plainsail.manifests.loader import Reading, read_dist, read_path, validated
from plainsail.manifests.manifests import Manifests
from plainsail.schemas import NoSchema, Schemas
from plainsail.schemas.problems import Problem
from tests.plainsail.checks.planted import resources

OBJECT = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n"
VERSIONS = {"staging/backend": "1.36", "staging/frontend": "1.34"}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_an_object_knows_its_environment_app_and_version_by_its_folder(dist: Path) -> None:
    put(dist / "staging/frontend/ConfigMap.a.yaml", OBJECT % "a")

    [found] = read_dist(dist, VERSIONS).resources

    assert (found.environment, found.app, found.kubernetes_version) == ("staging", "frontend", "1.34")
    assert (found.path, found.line) == ("dist/staging/frontend/ConfigMap.a.yaml", 2)


def test_what_somebody_else_wrote_is_known_by_its_app(dist: Path) -> None:
    put(dist / "staging/frontend/ConfigMap.a.yaml", OBJECT % "a")
    put(dist / "staging/keda/ConfigMap.a.yaml", OBJECT % "a")

    found = read_dist(dist, VERSIONS, ["staging/keda"]).resources

    assert [(each.app, each.is_ours, each.where().vendored) for each in found] == [
        ("frontend", True, False),
        ("keda", False, True),
    ]


def test_what_is_argo_cds_belongs_to_an_environment_and_no_app(dist: Path) -> None:
    put(dist / "argocd/staging/ConfigMap.a.yaml", OBJECT % "a")

    [found] = read_dist(dist, VERSIONS).resources

    assert (found.environment, found.app, found.kubernetes_version) == ("staging", None, "1.36")


def test_each_document_has_the_line_at_which_it_begins(tmp_path: Path) -> None:
    put(tmp_path / "all.yaml", OBJECT % "a" + "---\n# nothing\n" + OBJECT % "b")

    assert [(each.name, each.line) for each in read_path(str(tmp_path), "1.35").resources] == [("a", 2), ("b", 9)]


def test_a_list_is_unpacked(tmp_path: Path) -> None:
    put(
        tmp_path / "list.json",
        '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod",'
        ' "metadata": {"name": "a", "labels": null}}]}',
    )

    [found] = read_path(str(tmp_path / "list.json"), "1.35").resources

    assert found.document["metadata"] == {"name": "a"}


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(OBJECT % "a"))

    [found] = read_path("-", "1.35").resources

    assert (found.path, found.environment) == ("standard input", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1", "is no YAML of objects: "),
        ("kind: Pod\nmetadata: {name: a}\n", "is no object of Kubernetes: it has no apiVersion"),
        ("apiVersion: v1\nmetadata: {name: a}\n", "is no object of Kubernetes: it has no kind"),
        ("apiVersion: v1\nkind: Pod\n", "is no object of Kubernetes: it has no metadata"),
        (
            "apiVersion: v1\nkind: Pod\nmetadata: {name: 7, generateName: a}\n",
            "is no object of Kubernetes: it has no metadata.name that is text",
        ),
        (
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: [b]}\n",
            "is no object of Kubernetes: it has no metadata.namespace that is text",
        ),
        ("apiVersion: v1\nkind: Pod\nmetadata: {labels: {}}\n", "is no object of Kubernetes: it has no metadata.name"),
        ("- a\n", "is no YAML of objects: a list where an object is expected"),
    ],
)
def test_what_is_no_object_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    put(tmp_path / "odd.yaml", text)

    reading = read_path(str(tmp_path / "odd.yaml"), "1.35")

    [broken] = reading.broken
    assert broken.message.startswith(message)
    assert not reading.resources


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\xff")

    [broken] = read_path(str(tmp_path), "1.35").broken

    assert broken.message.startswith("cannot be read: ")


def test_a_name_that_the_api_server_makes_is_a_name(tmp_path: Path) -> None:
    put(tmp_path / "job.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\n")

    [found] = read_path(str(tmp_path), "1.35").resources

    assert str(found.key) == "Job/run-*"


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="there is no such file or folder; name one, or - for standard input"):
        read_path(str(tmp_path / "nowhere"), "1.35")


def test_a_missing_dist_is_refused(dist: Path) -> None:
    with pytest.raises(
        ProjectError, match=r"^dist/ is not there; run `plainsail synth`, or name other YAML: --path DIR$"
    ):
        read_dist(dist, VERSIONS)


[CONFIG] = resources("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: backend}}")


def judged(*problems: Problem) -> Manifests:
    return validated(Reading((CONFIG,), ()), lambda document, _: (document, problems), Delivery())


def test_an_object_with_a_field_too_much_is_still_read() -> None:
    manifests = judged(Problem("datta", "is not a field here", unknown_field=True, readable=True))

    assert list(manifests.of("ConfigMap")) == [CONFIG]


def test_a_broken_object_is_hidden_from_checks_but_exists_for_its_siblings() -> None:
    manifests = judged(Problem("data", "is text"))

    assert list(manifests.of("ConfigMap")) == []
    assert manifests.sibling(CONFIG, "ConfigMap", "c") is CONFIG


@pytest.mark.parametrize(("ignored", "count"), [(False, 1), (True, 0)])
def test_a_kind_without_a_schema_is_told_unless_that_is_ignored(ignored: bool, count: int) -> None:
    def judge(document: Document, version: str) -> tuple[Document, list[Problem]]:
        raise NoSchema("no schema of it is known", "drop its CRD into imports/crds/")

    manifests = validated(Reading((CONFIG,), ()), judge, Delivery(), ignore_missing_schemas=ignored)

    assert (len(manifests.unknown), list(manifests.of("ConfigMap"))) == (count, [])


def test_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)

    with pytest.raises(ProjectError, match=r"^-: standard input is closed; pipe YAML into it$"):
        read_path("-", "1.35")


def test_a_key_that_is_set_twice_hides_no_object(tmp_path: Path) -> None:
    """The last of the two counts, as to kubectl."""
    put(tmp_path / "a.yaml", "---\n" + OBJECT % "a" + "data: {a: b}\ndata: {c: d}\n" + OBJECT % "b")

    reading = read_path(str(tmp_path), "1.35")

    [broken] = reading.broken
    assert broken.message == "is no YAML of objects: key 'data' is set twice: line 7 and line 8"
    assert (broken.where.line, broken.fix) == (8, "correct the YAML")
    assert [resource.document.get("data") for resource in reading.resources] == [{"c": "d"}, None]


def test_an_item_of_a_list_that_is_no_mapping_is_told(tmp_path: Path) -> None:
    item = "{apiVersion: v1, kind: Pod, metadata: {name: a}}"
    put(tmp_path / "list.yaml", f"apiVersion: v1\nkind: List\nitems:\n-\n- {item}\n")

    reading = read_path(str(tmp_path), "1.35")

    [broken] = reading.broken
    assert broken.message == "is no object of Kubernetes: an item of the List is no mapping"
    assert [resource.name for resource in reading.resources] == ["a"]


def test_a_merge_conflict_in_dist_is_rendered_anew(dist: Path) -> None:
    put(dist / "staging/backend/ConfigMap.a.yaml", OBJECT % "a" + "<<<<<<< HEAD\ndata: {}\n=======\n>>>>>>> x\n")

    [broken] = read_dist(dist, VERSIONS).broken

    assert broken.message == "is no YAML of objects: a merge conflict begins here (`<<<<<<<`)"
    assert (broken.where.line, broken.fix) == (6, "settle it in envs/, then run `plainsail synth`")


def test_synth_writes_anew_only_what_is_called_as_it_calls_files(dist: Path) -> None:
    """It refuses to write over any other file."""
    put(dist / "staging/backend/ConfigMap.a.yaml", "a: b\n")
    put(dist / "staging/backend/notes.yaml", "a: b\n")

    fixes = {Path(broken.where.path).name: broken.fix for broken in read_dist(dist, VERSIONS).broken}

    assert fixes == {
        "ConfigMap.a.yaml": "run `plainsail synth`",
        "notes.yaml": "move it elsewhere, or remove it: only what synth writes belongs in dist/",
    }


def test_a_null_is_kept_for_the_schema_to_say_what_it_is(tmp_path: Path) -> None:
    """Whoever asks no schema, as a plan, reads the object without it."""
    put(tmp_path / "a.yaml", OBJECT % "a" + "  annotations: null\ndata: {a: null}\n")

    reading = read_path(str(tmp_path / "a.yaml"), "1.35")
    [judged] = validated(reading, Schemas().judge, Delivery()).resources

    assert (reading.resources[0].document.get("data"), judged.document.get("data")) == ({}, {"a": ""})
    assert judged.document["metadata"] == {"name": "a"}


@pytest.mark.parametrize(
    "content",
    [
        b"apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: a}\r\ndata: {text: 'two\r\n\r\n  lines'}\r\n",
        b"apiVersion: v1\rkind: ConfigMap\rmetadata: {name: a}\r",
        b"\xef\xbb\xbfapiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        b"# " + b"a" * 9000 + b"\xff",
        b"# " + b"a" * (16 << 20),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: \u00e4}}".encode(),
        b"kind: ConfigMap\nmetadata: {name: a}\n",
        b"apiVersion: ''\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n",
        b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '', namespace: b}\n",
    ],
)
def test_a_file_of_dist_is_read_as_any_other(dist: Path, content: bytes) -> None:
    """It is read in a faster way."""
    path = dist / "staging/backend/ConfigMap.a.yaml"
    put(path, "")
    path.write_bytes(content)

    ours, theirs = read_dist(dist, VERSIONS), read_path(str(path), "1.36")

    assert [each.document for each in ours.resources] == [each.document for each in theirs.resources]
    assert [each.message for each in ours.broken] == [each.message for each in theirs.broken]
    assert len(ours.resources) + len(ours.broken) == 1
