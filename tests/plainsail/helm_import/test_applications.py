"""What Argo CD's Applications pass to a chart, as Argo CD passes it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from plainsail.errors import ProjectError
from plainsail.helm.values import merged
from plainsail.helm_import.applications import read_applications
from plainsail.helm_import.fleet import Fleet
from plainsail.helm_import.parameters import difference
from plainsail.helm_import.sources import Source
from tests.plainsail.helm_import.charts import chart
from tests.plainsail.projects import write

APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: {name}
spec:
  destination: {{server: https://{name}.example.com, namespace: backend-ns}}
  source:
    path: charts/backend
    helm:
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path.resolve()
    (root / ".git").mkdir()
    files = {
        "charts/backend/values-prod.yaml": "list: [{a: 1, b: 2}, {a: 3}]\nsize: 1\n",
        "more/prod.yaml": "size: 2\n",
    }
    return write(root, {**chart("charts/backend"), **files})


def sources(root: Path, files: dict[str, str], app: str = "backend") -> dict[str, Source]:
    write(root, {f"argocd/{name}": text for name, text in files.items()})
    target = Fleet(root, root / "argocd").one(app, root / "charts/backend", named=(), start=root)
    return {source.env: source for source in target.sources}


def application(name: str, helm: str) -> str:
    return APPLICATION.format(name=name) + "".join(f"      {line}\n" for line in dedent(helm).strip().splitlines())


def test_layers_come_in_the_order_of_argo_cd(repository: Path) -> None:
    """Files, then values, then valuesObject, then parameters."""
    helm = """
        valueFiles: [values-prod.yaml, /more/prod.yaml]
        values: |
          a: 1  # told
          b: 1
        valuesObject: {b: 2, c: 2}
        parameters:
          - {name: c, value: "3"}
          - {name: d.e, value: "4", forceString: true}
          - {name: f, value: "x,y"}
          - {name: g, value: "{x,y}"}
          - {name: "list[0].a", value: "9"}
    """

    [source] = sources(repository, {"prod.yaml": application("backend-prod", helm)}).values()

    assert source.values == {
        "size": 2,
        "a": 1,
        "b": 2,
        "c": 3,
        "d": {"e": "4"},
        "f": "x,y",
        "g": ["x", "y"],
        "list": [{"a": 9, "b": 2}, {"a": 3}],
    }
    assert [layer.where for layer in source.layers] == [
        "charts/backend/values-prod.yaml",
        "more/prod.yaml",
        "argocd/prod.yaml:1 values",
        "argocd/prod.yaml:1 valuesObject",
        "argocd/prod.yaml:1 parameters",
    ]
    assert source.layers[2].notes.beside == {("a",): "# told"}


def test_an_application_says_where_its_release_lives(repository: Path) -> None:
    found = sources(
        repository,
        {"a.yaml": application("backend-prod", "{}"), "b.yaml": application("dev-backend", "releaseName: special")},
    )

    assert {env: (source.release_name, source.namespace, source.cluster) for env, source in found.items()} == {
        "prod": ("backend-prod", "backend-ns", "https://backend-prod.example.com"),
        "dev": ("special", "backend-ns", "https://dev-backend.example.com"),
    }


def application_set(generator: str, words: tuple[str, str], *, go: bool = False) -> str:
    """With the words for the environment and for a value."""
    env, value = words
    return f"""\
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: backend
spec:
  goTemplate: {str(go).lower()}
  generators:
{"".join(f"    {line}" + chr(10) for line in dedent(generator).strip().splitlines())}
  template:
    metadata:
      name: 'backend-{env}'
    spec:
      destination: {{name: in-cluster, namespace: backend}}
      source:
        path: charts/backend
        helm:
          parameters: [{{name: size, value: '{value}'}}]
"""


LIST = """
- list:
    elements:
      - {env: dev, size: 1}
      - {env: prod, size: 2}
"""
FILES = "- git: {files: [{path: 'config/*/app.json'}]}"
FOLDERS = "- git: {directories: [{path: 'config/*'}, {path: config/out, exclude: true}]}"
CASES = [
    pytest.param(LIST, ("{{env}}", "{{size}}"), {"dev": 1, "prod": 2}, id="list"),
    pytest.param(LIST, ("{{ .env }}", "{{ .size }}"), {"dev": 1, "prod": 2}, id="list with templates of Go"),
    pytest.param(FILES, ("{{path.basename}}", "{{size.pods}}"), {"dev": 3, "out": 7, "prod": 5}, id="files"),
    pytest.param(FOLDERS, ("{{path[1]}}", "1"), {"dev": 1, "prod": 1}, id="folders"),
    pytest.param(FOLDERS, ("{{index .path.segments 1}}", "1"), {"dev": 1, "prod": 1}, id="segments of Go"),
]


@pytest.mark.parametrize(("generator", "words", "sizes"), CASES)
def test_a_set_makes_applications(
    repository: Path, generator: str, words: tuple[str, str], sizes: dict[str, int]
) -> None:
    pods = {"dev": 3, "out": 7, "prod": 5}
    write(repository, {f"config/{env}/app.json": f'{{"size": {{"pods": {pods[env]}}}}}' for env in pods})

    found = sources(repository, {"set.yaml": application_set(generator, words)})

    assert {env: source.values["size"] for env, source in found.items()} == sizes


@pytest.mark.parametrize(
    ("generator", "env", "why"),
    [
        (LIST, "{{cluster}}", "{{ cluster }} is nothing that its generator says"),
        ("- clusters: {}", "dev", "the generator clusters is not read"),
    ],
)
def test_what_a_set_says_otherwise_is_left_out_and_told(repository: Path, generator: str, env: str, why: str) -> None:
    write(repository, {"argocd/set.yaml": application_set(generator, (env, "1"))})

    found, notes = read_applications(repository / "argocd", repository)

    assert found == []
    assert notes == [f"argocd/set.yaml:1: {why}; say the environments with --env"]


@pytest.mark.parametrize(
    ("helm", "why"),
    [
        ("valueFiles: [no.yaml]", r"^argocd/a\.yaml:1: valueFiles names no\.yaml, and there is no such file$"),
        ("fileParameters: [{name: a, path: b}]", r"^argocd/a\.yaml:1: fileParameters are not read"),
        ("values: 'a: ['", r"^argocd/a\.yaml:1 values: "),
        ("parameters: [{name: 'a[x]', value: x}]", r"^argocd/a\.yaml:1 parameters: "),
        ("parameters: [{value: x}]", r"^argocd/a\.yaml:1: a parameter has no name$"),
    ],
)
def test_a_mistake_is_told_with_its_place(repository: Path, helm: str, why: str) -> None:
    with pytest.raises(ProjectError, match=why):
        sources(repository, {"a.yaml": application("backend-prod", helm)})


def test_files_that_are_missing_may_be_meant(repository: Path) -> None:
    helm = "valueFiles: [no.yaml, values-*.yaml]\nignoreMissingValueFiles: true"

    assert sources(repository, {"a.yaml": application("backend-prod", helm)})["prod"].values["size"] == 1


def test_several_apps_of_one_chart_are_told_apart(repository: Path) -> None:
    files = {f"{name}.yaml": application(name, "{}") for name in ("shop-prod", "shop-dev", "blog-prod")}
    found = sources(repository, files, "shop")
    wishes = Fleet(repository, repository / "argocd").all(repository / "charts")

    assert [*found] == ["dev", "prod"]
    assert sorted(wish.app for wish in wishes) == ["blog", "shop"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 1}, {"a": True}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": None}}),
        ({"a": [1]}, {"a": [1, 2], "b": {}}),
        ({"a": [1]}, {"a": [True]}),
    ],
)
def test_a_difference_makes_the_one_of_the_other(before: dict[str, object], after: dict[str, object]) -> None:
    assert str(merged([before, difference(before, after)])) == str(after)
