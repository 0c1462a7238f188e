"""`plainsail helm import`: what it writes renders as Helm renders the files; what cannot be equal is not written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from constructs_lib.settings.values import thaw
from plainsail.scaffold.preview import preview
from tests.plainsail.clones import tree
from tests.plainsail.helm_import.charts import ARTICLE, chart
from tests.plainsail.projects import Plainsail, copy_of_envs, write

RUFF = Path(sys.executable).with_name("ruff")
REGISTRY = "envs/__init__.py"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_of_envs(tmp_path / "project")
    monkeypatch.chdir(root)
    (root / ".git").mkdir()
    return root


@contextmanager
def unchanged(project: Path) -> Iterator[None]:
    before = tree(project)
    yield
    assert {path: text for path, text in tree(project).items() if "__pycache__" not in path} == before


def values(project: Path, app: str, env: str) -> dict[str, object]:
    """What the classes say, as they are written."""
    [found] = [each for each in preview(project, {}) if (each.app_name, each.env_name) == (app, env)]
    return dict(getattr(found, "values"))  # noqa: B009 - of one shape alone


def test_the_hierarchy_of_the_article(project: Path, plainsail: Plainsail) -> None:
    """The chart's own values.yaml stays with the chart; a class says what its file says."""
    write(project, ARTICLE)

    code, said, beside = plainsail("helm", "import", "deploy/argo/backend", "--app", "backend-helm")

    assert (code, beside) == (0, "")
    assert said.splitlines() == [
        "new      envs/backend_helm/__init__.py",
        "new      envs/backend_helm/base.py",
        "new      envs/backend_helm/production.py",
        "new      envs/backend_helm/staging.py",
        "changed  envs/__init__.py",
        "equal    production, staging",
        "next     plainsail synth",
        "next     plainsail helm compare deploy/argo/backend production/backend-helm",
    ]
    assert "values" not in (project / "envs/backend_helm/base.py").read_text()
    assert values(project, "backend-helm", "staging")["hpa"] == {"maxReplicas": 1}
    assert '    "maxReplicas": 1,  # one is enough\n' in (project / "envs/backend_helm/staging.py").read_text()


def test_linters_have_nothing_to_say(project: Path, plainsail: Plainsail) -> None:
    """Of a project that holds code to all that ruff knows of comments and lines."""
    rules = '[tool.ruff]\nline-length = 100\n[tool.ruff.lint]\nselect = ["D", "E", "ERA", "F", "I", "RUF100", "W"]\n'
    (project / "pyproject.toml").write_text(f'{rules}pydocstyle.convention = "google"\n')
    long = f"# {'word ' * 30}\n# replicaCount: 2\nurl: https://example.com/{'a' * 100}\ntext: {'word ' * 30}\n"
    write(project, {**chart("chart"), "chart/values-prod.yaml": long, "chart/values-dev.yaml": "a: 1\n"})

    assert plainsail("helm", "import", "chart", "--app", "other")[::2] == (0, "")
    for command in (["check", "-q"], ["format", "--check", "-q"]):
        subprocess.run([RUFF, *command, "envs/other"], cwd=project, check=True)


def test_files_that_are_named_are_what_the_class_says_and_shared_ones_the_base(
    project: Path, plainsail: Plainsail
) -> None:
    """values.yaml that is passed with -f is one of the files."""
    write(project, chart("chart", "a: {b: 1, c: 2}\n", dev_yaml="a: {b: null}\n", live_yaml="a: {c: 3}\n"))
    envs = [f"--env={env}=chart/values.yaml,chart/{env}.yaml" for env in ("dev", "live")]

    assert plainsail("helm", "import", "chart", "--app", "other", *envs)[::2] == (0, "")
    assert '    values = {"a": {"b": 1, "c": 2}}\n' in (project / "envs/other/base.py").read_text()
    assert '    values = merge({"a": {"b": None}})\n' in (project / "envs/other/dev.py").read_text()
    assert values(project, "other", "live") == {"a": {"b": 1, "c": 3}}


def test_layers_that_no_merge_can_say_are_written_out(project: Path, plainsail: Plainsail) -> None:
    """A scalar between two mappings makes an end of the first."""
    files = {"one_yaml": "a: {x: 1}\n", "two_yaml": "a: 5\n", "three_yaml": "a: {z: 2}\n", "four_yaml": "b: 1\n"}
    write(project, chart("chart", **files))
    envs = ("--env=dev=one.yaml,two.yaml,three.yaml", "--env=live=one.yaml,four.yaml")

    assert plainsail("helm", "import", "chart", "--app", "other", *envs)[::2] == (0, "")
    assert values(project, "other", "dev") == {"a": {"z": 2}}
    assert values(project, "other", "live") == {"a": {"x": 1}, "b": 1}


def test_it_says_where_passing_the_charts_own_values_would_differ(project: Path, plainsail: Plainsail) -> None:
    """Its null takes a default of the subchart away only where it is passed."""
    write(project, {**chart("chart", "sub: {a: null}\n"), **chart("chart/charts/sub", "a: 1\n")})
    write(project, {"chart/values-dev.yaml": "b: 1\n"})

    _, said, _ = plainsail("helm", "import", "chart", "--app", "other")

    told = "passed with -f, too, chart/values.yaml changes dev; if you pass it, say the files with --env"
    assert [line for line in said.splitlines() if line.startswith("note")] == [f"note     other: {told}"]


def test_an_environment_called_base_leaves_the_base_alone(project: Path, plainsail: Plainsail) -> None:
    write(project, {**chart("chart"), "chart/values-base.yaml": "a: 1\n", "chart/values-dev.yaml": "a: 2\n"})

    assert plainsail("helm", "import", "chart", "--app", "other")[::2] == (0, "")
    assert "class BaseEnvironment(Base):" in (project / "envs/other/base_.py").read_text()
    assert values(project, "other", "base") == {"a": 1}


def test_a_file_that_says_nothing_yet_leaves_a_class_that_says_nothing(project: Path, plainsail: Plainsail) -> None:
    write(project, {**chart("chart"), "chart/values-dev.yaml": "# nothing\n# yet\n", "chart/values-qa.yaml": "{}\n"})

    assert plainsail("helm", "import", "chart", "--app", "other")[::2] == (0, "")
    assert (
        (project / "envs/other/dev.py")
        .read_text()
        .endswith("\n    # chart/values-dev.yaml\n    # nothing\n    # yet\n")
    )
    assert "merge" not in (project / "envs/other/qa.py").read_text()
    subprocess.run([RUFF, "format", "--check", "-q", "envs/other"], cwd=project, check=True)


def test_a_chart_outside_the_project_is_copied_into_it(project: Path, plainsail: Plainsail) -> None:
    write(project.parent, {**chart("theirs"), "theirs/values-dev.yaml": "a: 1\n"})

    code, said, _ = plainsail("helm", "import", "../theirs", "--app", "other")

    assert code == 0
    assert "new      vendor/other/ (the chart)" in said.splitlines()
    assert 'chart = "vendor/other"' in (project / "envs/other/base.py").read_text()
    assert (project / "vendor/other/templates/values.yaml").is_file()


def test_nothing_existing_is_written_over_without_force(project: Path, plainsail: Plainsail) -> None:
    write(project, {**chart("chart"), "chart/values-dev.yaml": "a: 1\n"})
    plainsail("helm", "import", "chart", "--app", "other")
    write(project, {"chart/values-dev.yaml": "a: 2\n", "chart/values-live.yaml": "a: 3\n"})
    with unchanged(project):
        code, _, beside = plainsail("helm", "import", "chart", "--app", "other")
    forced = plainsail("helm", "import", "chart", "--app", "other", "--force")

    assert (code, beside) == (
        2,
        "other is registered already; --force writes its settings anew\n",
    )
    assert forced[::2] == (0, "")
    assert [values(project, "other", env) for env in ("dev", "live")] == [{"a": 2}, {"a": 3}]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"chart/values-dev.yaml": "a: [\n"}, "chart/values-dev.yaml:1: did not find expected node content"),
        ({"chart/values-dev.yaml": "- a\n"}, "chart/values-dev.yaml:1: a list where a mapping is expected"),
        (
            {},
            "chart: no values of environments are found in the chart or beside it; name them: --env staging=FILE,FILE",
        ),
        ({"chart/templates/a.yaml": '{{ required "say a" .Values.a }}\n', "chart/values-dev.yaml": "b: 1"}, "say a"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line_and_leaves_nothing_behind(
    project: Path, plainsail: Plainsail, files: dict[str, str], said: str
) -> None:
    write(project, {**chart("chart"), **files})
    with unchanged(project):
        code, out, beside = plainsail("helm", "import", "chart", "--app", "other")

    assert code in (1, 2)
    assert out == ""
    assert said in beside.splitlines()[0]


def test_an_environment_that_fails_names_itself_and_none_is_written(project: Path, plainsail: Plainsail) -> None:
    write(project, chart("chart", templates__a_yaml='{{ required "say a" .Values.a }}\n'))
    write(project, {"chart/values-dev.yaml": "b: 1\n", "chart/values-live.yaml": "a: |-\n  apiVersion: v1\n"})
    with unchanged(project):
        code, _, beside = plainsail("helm", "import", "chart", "--app", "other")

    assert code == 1
    assert beside.splitlines()[0] == "dev: chart/templates/a.yaml:1: say a"
    assert beside.splitlines()[-1] == "other is not imported; nothing was written"


def test_a_mix_in_of_the_organisation_that_changes_the_chart_is_found(project: Path, plainsail: Plainsail) -> None:
    """The class says what the file says, and renders something else all the same."""
    write(project, {**chart("chart"), "chart/values-special.yaml": "a: 1\n"})
    shared = project / "envs/shared.py"
    text = shared.read_text().replace(
        "from constructs_lib.settings import (",
        "from constructs_lib.settings import (\n    HelmRelease,\n    merge,",
        1,
    )
    shared.write_text(text + '\n\nclass Special(HelmRelease):\n    """More."""\n\n    values = merge({"b": 2})\n')
    with unchanged(project):
        code, _, beside = plainsail("helm", "import", "chart", "--app", "other")

    assert code == 1
    assert beside.splitlines()[0] == "special: ConfigMap/other-chart data.values is not the same from the new classes"


def test_a_fleet_comes_in_and_one_bad_chart_stops_no_other(project: Path, plainsail: Plainsail) -> None:
    for name in ("one", "two", "bad"):
        write(project, {**chart(f"charts/{name}"), f"charts/{name}/values-dev.yaml": f"name: {name}\n"})
    write(project, {**chart("charts/none"), "charts/bad/values-dev.yaml": "a: [\n"})

    code, said, _ = plainsail("helm", "import", "--all", "charts")

    assert code == 1
    assert [line.split()[:2] for line in said.splitlines() if line.startswith(("one", "two", "bad", "none"))] == [
        ["bad", "no"],
        ["none", "no"],
        ["one", "yes"],
        ["two", "yes"],
    ]
    assert values(project, "two", "dev") == {"name": "two"}
    assert not (project / "envs/bad").exists()


APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: shop-{env}}}
spec:
  destination: {{server: https://{env}.example.com, namespace: shops}}
  source:
    path: charts/shop
    helm: {{parameters: [{{name: host, value: {env}.example.com}}]}}
"""


def test_applications_say_where_releases_live_and_what_they_are_called(project: Path, plainsail: Plainsail) -> None:
    """Their names follow a rule, which the base says."""
    write(project, chart("charts/shop"))
    write(project, {f"argocd/{env}.yaml": APPLICATION.format(env=env) for env in ("staging", "production")})

    told = plainsail("helm", "import", "charts/shop", "--app", "shop", "--applications", "argocd")

    assert told[::2] == (0, "")
    assert '    release_name = "{app}-{env}"\n' in (project / "envs/shop/base.py").read_text()
    assert [line for line in (project / "envs/shop/staging.py").read_text().splitlines() if line[:4] == "    "][1:] == [
        '    namespace = Namespace("shops", create=False)',
        '    cluster = "https://staging.example.com"',
        "    # argocd/staging.yaml:1 parameters",
        '    values = merge({"host": "staging.example.com"})',
    ]


HELMFILE = """\
environments: {staging: {}, production: {}}
---
releases:
  - name: shop-{{ .Environment.Name }}
    namespace: shops-{{ .Environment.Name }}
    chart: ../charts/shop
    values:
      - ../values/{{ .Environment.Name }}.yaml
      - host: {{ .Environment.Name }}.example.com
    set: [{name: replicas, value: 2}]
"""


def test_a_helmfile_says_what_is_passed_and_where_releases_live(project: Path, plainsail: Plainsail) -> None:
    """Its values come before its parameters, and files of the layouts count no more."""
    write(project, {**chart("charts/shop", dev_yaml="a: 1\n"), "deploy/helmfile.yaml": HELMFILE})
    write(project, {f"values/{env}.yaml": f"replicas: 1  # {env}\n" for env in ("staging", "production")})

    code, said, beside = plainsail(
        "helm", "import", "charts/shop", "--app", "shop", "--helmfile", "deploy/helmfile.yaml"
    )

    assert (code, beside) == (0, "")
    assert "equal    staging, production" in said.splitlines()
    assert '    release_name = "{app}-{env}"\n' in (project / "envs/shop/base.py").read_text()
    assert '    namespace = Namespace("shops-staging")\n' in (project / "envs/shop/staging.py").read_text()
    assert values(project, "shop", "staging") == {"replicas": 2, "host": "staging.example.com"}


WORDS = """\
words: [on, y, "on", n, ~, 12:30:45, 2001-01-01]
numbers: [1_000, 0o17, 017, 08, 1e3, 1.0, 0x1F, .5, "1", 9007199254740992]
anchored: &a {b: 1, c: [1, 2]}
again: *a
merged: {<<: *a, c: null}
sub: {a: null}
8080: port
on: off
text: |
  {{ not a template }}
  'quotes' "and" \\ more
empty: {}
none: []
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_readers_of_yaml_disagree_about(project: Path, plainsail: Plainsail, end: str) -> None:
    """The values reach subcharts, too, and a null takes their default away."""
    write(project, {**chart("chart", "sub: {b: 2}\n"), **chart("chart/charts/sub", "a: 1\n")})
    (project / "chart/values-dev.yaml").write_bytes(WORDS.replace("\n", end).encode())

    assert plainsail("helm", "import", "chart", "--app", "other")[::2] == (0, "")
    assert thaw(values(project, "other", "dev")["words"])[:6] == [True, True, "on", False, None, "12:30:45"]


def test_what_goes_together(project: Path, plainsail: Plainsail) -> None:
    assert plainsail("helm", "import")[::2] == (
        2,
        "name a chart's folder, or --all DIR, one of the two\n",
    )
    both = plainsail("helm", "import", "x", "--app", "y", "--applications", "x", "--helmfile", "y")[2]
    assert both == "--applications, --helmfile say what environments pass; name one of them\n"
    assert plainsail("helm", "import", "x")[2] == "--app is missing: what the app is called\n"
    assert plainsail("helm", "import", "x", "--app", "y")[2].endswith("x: is no chart: it has no Chart.yaml\n")


@pytest.mark.slow
def test_five_hundred_environments_of_one_chart(project: Path, plainsail: Plainsail) -> None:
    """The first of them are as right as the last."""
    files = {f"environments/e{number}.yaml": f"number: {number}\n" for number in range(500)}
    write(project, {**chart("chart"), **files})

    assert plainsail("helm", "import", "chart", "--app", "other")[::2] == (0, "")
    assert len([*(project / "envs/other").glob("*.py")]) == 502
    first = 'lint.isort.known-first-party = ["constructs_lib", "envs"]'  # as in the repository that the sample is from
    subprocess.run([RUFF, "check", "--select", "I", "--config", first, "-q", REGISTRY], cwd=project, check=True)
    subprocess.run([RUFF, "format", "--check", "-q", "--line-length", "120", REGISTRY], cwd=project, check=True)
    assert values(project, "other", "e499") == {"number": 499}
