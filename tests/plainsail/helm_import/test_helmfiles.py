"""What a helmfile passes to a chart, as helmfile passes it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from plainsail.errors import ProjectError
from plainsail.helm_import.fleet import Fleet
from plainsail.helm_import.sources import Source
from tests.plainsail.helm_import.charts import chart
from tests.plainsail.projects import write

ENVIRONMENTS = "environments: {dev: {}, prod: {}}\n---\n"
UNKNOWN = " is not known before helmfile runs; say the environments with --env"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path.resolve()
    (root / ".git").mkdir()
    files = {"values/dev.yaml": "size: 1\n", "values/prod.yaml": "size: 2\nlist: [{a: 1, b: 2}, {a: 3}]\n"}
    return write(root, {**chart("charts/backend"), **files})


def sources(root: Path, releases: str, *, name: str = "helmfile.yaml", app: str = "backend") -> dict[str, Source]:
    write(root, {name: ENVIRONMENTS + dedent(releases)})
    target = Fleet(root).one(app, root / "charts/backend", named=(), start=root)
    return {source.env: source for source in target.sources}


def test_layers_come_in_the_order_of_helmfile(repository: Path) -> None:
    """Values of templates, then values, then --set; an inline value that holds braces is the chart's to read."""
    releases = """
        namespace: shops  # over those of the releases
        releases:
          - name: other
            chart: other/backend
            values: [{size: {{ .Values.size | default 1 }}}]
          - name: backend-{{.Environment.Name}}
            namespace: shop
            chart: ./charts/backend
            missingFileHandler: Warn
            valuesTemplate:
              - {name: "{{`{{ .Release.Name }}`}}", size: 0}
            values:
              - values/{{ .Environment.Name }}.yaml
              - values/none.yaml
              - values/{{`{{ .Release.Namespace }}`}}.yaml.gotmpl
              - {host: "{{ "{{ .Release.Name }}" }}", direct: "{{ .Release.Name }}"}
            set:
              - {name: "list[0].a", value: 9}
              - {name: text, value: "a,{b} {{ .Namespace }}"}
              - {name: both, values: [a, 2]}
            setString:
              - {name: number, value: "4"}
    """
    write(repository, {"values/shops.yaml.gotmpl": "{{/* told */}}where: {{ .Release.Namespace }}  # here\n"})

    prod = sources(repository, releases)["prod"]

    assert prod.values == {
        "name": "backend-prod",
        "size": 2,
        "where": "shops",
        "host": "{{ .Release.Name }}",
        "direct": "backend-prod",
        "list": [{"a": 9, "b": 2}, {"a": 3}],
        "text": "a,{b} shops",
        "both": ["a", 2],
        "number": "4",
    }
    assert [layer.where for layer in prod.layers] == [
        "helmfile.yaml:14 valuesTemplate",
        "values/prod.yaml",
        "values/shops.yaml.gotmpl",
        "helmfile.yaml:19 values",
        "helmfile.yaml:9 set",
    ]
    assert prod.layers[2].notes.beside == {("where",): "# here"}
    assert (prod.release_name, prod.namespace, prod.creates_namespace) == ("backend-prod", "shops", True)


def test_a_release_that_an_environment_lacks_is_not_imported_there(repository: Path) -> None:
    helmfile = """
        environments:
          dev: {values: [state.yaml]}
          prod: {values: [state.yaml, {backend: {enabled: true}}]}
        ---
        releases:
          - {name: backend, chart: ../charts/backend, condition: backend.enabled, values: [{a: 1}]}
          - {name: former, chart: ../charts/backend, installed: false}
    """
    write(repository, {"helmfile.d/state.yaml": "backend: {enabled: false}\n"})

    assert list(sources(repository, helmfile, name="helmfile.d/apps.yaml")) == ["prod"]


def test_the_nearest_helmfile_that_deploys_the_chart_counts(repository: Path) -> None:
    """One that says nothing of the chart is not in its way, though it cannot be read."""
    write(repository, {"charts/helmfile.yaml": "releases:\n{{ range .Values.all }}\n- name: {{ . }}\n{{ end }}\n"})

    releases = "releases: [{name: backend, chart: charts/backend, values: [{size: 1}]}]\n"
    assert sources(repository, releases)["dev"].origin == "helmfile.yaml:3"


@pytest.mark.parametrize(
    ("release", "problem"),
    [
        (
            'values: [{tag: {{ requiredEnv "TAG" }}}]',
            'helmfile.yaml:6: {{ requiredEnv "TAG" }}' + UNKNOWN,
        ),
        (
            "{{ if true }}namespace: a{{ end }}",
            "helmfile.yaml:6: {{ if true }}" + UNKNOWN,
        ),
        (
            "values: [values/x.yaml.gotmpl]",
            "values/x.yaml.gotmpl:2: {{ .Values.a }}" + UNKNOWN,
        ),
        ("values: [none.yaml]", "helmfile.yaml:6: values names none.yaml, and there is no such file"),
        (
            "values: [{a: ref+vault://b#/c}]",
            "helmfile.yaml: ref+vault://b#/c is read from elsewhere at run time; say the environments with --env",
        ),
        ("\nbases: [base.yaml]", "helmfile.yaml:4: bases is not read; say the environments with --env"),
        ("secrets: [a.yaml]", "helmfile.yaml:4: secrets is not read; say the environments with --env"),
        (
            "inherit: [{template: default}]",
            "helmfile.yaml:4: a release of templates (inherit) is not read; say the environments with --env",
        ),
    ],
)
def test_what_cannot_be_known_is_one_line(repository: Path, release: str, problem: str) -> None:
    write(repository, {"values/x.yaml.gotmpl": "# it\na: {{ .Values.a }}\n"})

    with pytest.raises(ProjectError) as caught:
        sources(repository, f"releases:\n- name: backend\n  chart: charts/backend\n  {release}\n")

    assert str(caught.value) == problem


def test_releases_of_one_chart_are_told_apart_by_the_apps_name(repository: Path) -> None:
    releases = (
        "releases: [{name: shop-a, chart: charts/backend}, {name: shop-b, chart: charts/backend, namespace: b}]\n"
    )

    assert sources(repository, releases, app="shop-b")["dev"].namespace == "b"
    with pytest.raises(ProjectError) as caught:
        sources(repository, releases)
    told = "deploys the chart as shop-a, shop-b; name one with --app, or say the environments with --env"
    assert str(caught.value) == f"helmfile.yaml: {told}"
