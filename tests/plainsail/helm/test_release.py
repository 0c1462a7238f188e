"""A release as Helm renders it."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from plainsail.helm.release import Made, Refused, render
from tests.helm.made import MAP, chart, data, made, refusal, release

PARENT = """\
apiVersion: v2
name: it
version: 1.0.0
dependencies:
- name: part
  version: 1.x
  condition: part.enabled
- name: part
  version: 1.x
  alias: other
  import-values:
  - child: exported
    parent: taken
"""
PART = {
    "charts/part/Chart.yaml": "apiVersion: v2\nname: part\nversion: 1.2.0\n",
    "charts/part/values.yaml": "color: red\nexported: {size: 3}\n",
    "charts/part/templates/map.yaml": (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{ .Chart.Name }}'}\n"
        "data: {color: '{{ .Values.color }}', host: '{{ .Values.global.host }}'}\n"
    ),
}


def test_values_reach_the_templates_as_helm_merges_them(tmp_path: Path) -> None:
    folder = chart(
        tmp_path,
        {
            "templates/it.yaml": f"{MAP}  {{{{- toYaml .Values.all | nindent 2 }}}}\n",
            "values.yaml": "all: {kept: a, lost: b, list: [1, 2]}\n",
        },
    )

    assert data(folder, {"all": {"lost": None, "list": [3]}}) == {"kept": "a", "list": [3]}
    assert data(folder, {"all": {"list": [3]}}, defaults={"all": {"own": True}}) == {"own": True, "list": [3]}


def test_subcharts_follow_condition_alias_and_imported_values(tmp_path: Path) -> None:
    folder = chart(
        tmp_path,
        {"Chart.yaml": PARENT, "templates/it.yaml": f"{MAP}  size: {{{{ .Values.taken.size }}}}\n", **PART},
    )
    values = {"global": {"host": "example.com"}, "part": {"enabled": False}, "other": {"color": "blue"}}

    own, other = sorted(made(folder, values).documents, key=lambda each: "size" not in each["data"])

    assert own["data"] == {"size": 3}
    assert (other["metadata"], other["data"]) == ({"name": "other"}, {"color": "blue", "host": "example.com"})


def test_an_archive_is_a_chart(tmp_path: Path) -> None:
    folder = chart(tmp_path / "it", "  a: {{ .Values.a }}\n")
    with tarfile.open(archive := tmp_path / "it-1.0.0.tgz", "w:gz") as tar:
        tar.add(folder, "it")

    assert data(archive, {"a": 1}, defaults={"a": 2}) == {"a": 1}


@pytest.mark.parametrize("name", ["../it/a", "/it/a", "it/../../a", "other/a"])
def test_an_archive_holds_the_folder_of_its_chart_alone(name: str, tmp_path: Path) -> None:
    folder = chart(tmp_path / "it", "  a: 1\n")
    with tarfile.open(archive := tmp_path / "it-1.0.0.tgz", "w:gz") as tar:
        tar.add(folder, "it")
        tar.addfile(tarfile.TarInfo(name))

    words = "holds more than one chart" if name == "other/a" else "holds files outside of its chart"

    assert words in refusal(archive, defaults={"a": 2})


def test_a_link_in_an_archive_leads_nowhere(tmp_path: Path) -> None:
    folder = chart(tmp_path / "it", '  a: {{ .Files.Get "it.txt" | quote }}\n')
    (tmp_path / "secret").write_text("secret")
    (folder / "it.txt").symlink_to(tmp_path / "secret")
    with tarfile.open(archive := tmp_path / "it-1.0.0.tgz", "w:gz") as tar:
        tar.add(folder, "it")

    assert data(archive, defaults={}) == {"a": ""}


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08broken"])
def test_an_archive_that_is_none_is_a_mistake(content: bytes, tmp_path: Path) -> None:
    (archive := tmp_path / "it-1.0.0.tgz").write_bytes(content)

    assert "cannot be unpacked" in refusal(archive, defaults={})


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("  a: 12:30:45\n  b: 1e3\n  c: 0o17\n  d: 08\n  e: y\n", ["12:30:45", 1000, 15, 8, True]),
        ('  b: "{{ "{{" }} .x }}"\n', ["{{ .x }}"]),
        ("  a: &one 1\n  b: *one\n", [1, 1]),
        ("  a: 1\r\n  b: |\r\n    two\r\n", [1, "two\n"]),
        ('  a: {{ tpl "{{ .Release.Name }}" . }}\n', ["it"]),
        ("  v: {{ .Capabilities.KubeVersion.Version }}\n", ["v1.35.0"]),
        ('  v: {{ .Capabilities.APIVersions.Has "a/v1" }}\n  w: {{ .Release.Namespace }}\n', [True, "there"]),
    ],
    ids=["scalars", "braces", "anchors", "line ends", "tpl", "version", "api"],
)
def test_text_is_read_as_helm_reads_it(text: str, held: list[object], tmp_path: Path) -> None:
    assert list(data(chart(tmp_path, text), api_versions=["a/v1"]).values()) == held


def test_documents_are_split_as_helm_splits_them(tmp_path: Path) -> None:
    folder = chart(
        tmp_path,
        {
            "templates/it.yaml": f"{MAP}  a: b\n---apiVersion: v1\nkind: Service\nmetadata: {{name: it}}\n---\n# no\n",
            "templates/l.yaml": "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, metadata: {name: a}}]",
            "templates/NOTES.txt": "no: [yaml",
        },
    )

    assert [each["kind"] for each in made(folder).documents] == ["ConfigMap", "Service", "Pod"]


def test_definitions_come_first_and_only_where_they_are_asked_for(tmp_path: Path) -> None:
    crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b}\n"
    folder = chart(tmp_path, {"templates/it.yaml": MAP, "crds/a.yaml": crd})

    assert [each["kind"] for each in made(folder).documents] == ["CustomResourceDefinition", "ConfigMap"]
    assert [each["kind"] for each in made(folder, crds=False).documents] == ["ConfigMap"]


def test_tests_are_left_out_and_hooks_are_not(tmp_path: Path) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {{name: {0}, annotations: {{helm.sh/hook: '{0}'}}}}\n"
    hooks = {f"templates/{name}.yaml": pod.format(name) for name in ("test", "pre-install", "test-success")}

    result = made(chart(tmp_path, hooks))

    assert [each["metadata"]["name"] for each in result.documents] == ["pre-install"]
    assert sorted(result.tests) == ["Pod/test", "Pod/test-success"]
    assert [Path(place.path).name for place in result.places] == ["pre-install.yaml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  a: {{ randAlpha 9 }}", "6: data.a of ConfigMap/it is another each time it is rendered"),
        (
            "  a: b\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  p: {{ randAlpha 9 }}",
            '12: stringData.p of Secret/s is another each time it is rendered; leave it out (without = ["Secret/s"])',
        ),
        ('  a: {{ now | date "2006" }}', "6: asks the clock (`now`)"),
        ('  a: {{ .Values.none | date "2006" }}', "6: asks the clock or the time zone (`date`)"),
        ("  a: {{ unixEpoch now }}", "6: asks the clock (`now`)"),
        ('\n  a: {{ len (lookup "v1" "Pod" "a" "b") }}', "7: asks the cluster (`lookup`)"),
        ("  a: {{ tpl .Values.text . }}", "6: asks the clock (`now`)"),
        ("  a: {{ .Values.none.more }}", "6: .Values.none.more: nil pointer evaluating interface {}.more"),
        ('  a: {{ required "say a" .Values.none }}', "6: say a"),
        ('\n\n  a: {{ fail "not so" }}', "8: not so"),
        ("  a: {{ nope }}", '6: function "nope" not defined'),
        ("  a: b: c", "1: what it makes is no object in YAML: mapping values are not allowed in this context"),
        ("  a: b\n---\n- a", "1: what it makes is no object in YAML: a list where a mapping is expected"),
        ("  a: b\n---\nkind: X", "1: what it makes is no object: it has no apiVersion"),
        ("  a: b\n---\napiVersion: v1\nkind: X", "1: what it makes is no object: its X has no name"),
    ],
)
def test_what_is_not_rendered_is_told_in_a_line(text: str, told: str, tmp_path: Path) -> None:
    said = refusal(chart(tmp_path, text), {"text": '{{ now | date "2006" }}'})

    assert said.startswith(f"templates/it.yaml:{told}")
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        '  a: "{{ if .Values.none }}{{ now | date "2006" }}{{ end }}"',
        "  a: {{/* now, lookup */}}b",
        '  a: {{ "lookup now" }}\n  b: {{ .Values.now }}',
        "  now: date ago",
        "  a: b # {{ randAlpha 9 }}",
    ],
)
def test_a_clock_that_nothing_asks_keeps_nothing(text: str, tmp_path: Path) -> None:
    assert data(chart(tmp_path, text), {"now": 1})


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"Chart.yaml": PARENT},
            "Chart.yaml:5: Chart.yaml needs part, and charts/ does not hold it; vendor it",
        ),
        (
            {"Chart.yaml": "apiVersion: v2\nname: it\nversion: 1.0.0\nkubeVersion: '<1.30'\n"},
            "Chart.yaml:4: the chart wants Kubernetes <1.30, and the environment runs 1.35.0",
        ),
        (
            {"values.schema.json": '{"properties": {"a": {"properties": {"b": {"type": "string"}}}}}'},
            "values.schema.json:1: values.schema.json refuses a.b: got number, want string",
        ),
        ({"crds/a.yaml": "a: [\n"}, "crds/a.yaml:1: what it makes is no object in YAML: did not find expected node"),
        ({"values.yaml": "a: [\n"}, ".:1: cannot load values.yaml: cannot unmarshal yaml document: error converting"),
        ({"templates/two.yaml": MAP}, "templates/two.yaml:1: ConfigMap/it is made twice, and one would hide the other"),
    ],
    ids=["dependency", "version", "schema", "definitions", "values", "twice"],
)
def test_what_the_chart_wants_is_told(files: dict[str, str], told: str, tmp_path: Path) -> None:
    folder = chart(tmp_path, {"templates/it.yaml": MAP + "  a: b\n", **files})

    assert refusal(folder, {"a": {"b": 1}}).startswith(told)


def test_one_that_is_refused_costs_no_other(tmp_path: Path) -> None:
    bad, good = chart(tmp_path / "bad", '{{ fail "no" }}'), chart(tmp_path / "good", "  a: b\n")
    releases = [release(bad), release(good), release(tmp_path / "none"), release(good, name="A_b"), release(good)]

    assert [type(each) for each in render(releases)] == [Refused, Made, Refused, Refused, Made]
