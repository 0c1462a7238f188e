"""Where people keep the values of their environments."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.helm_import.layouts import env_in, find_environments, named_environments
from tests.plainsail.projects import write

CHART = "deploy/backend"
TWO = {"prod", "staging"}


def found(root: Path, chart: str, *files: str) -> dict[str, list[str]]:
    """The files of each environment, as they are told from the chart's folder or from the repository."""
    root.mkdir(exist_ok=True)
    write(root, dict.fromkeys([f"{chart}/Chart.yaml", f"{chart}/values.yaml", ".git", *files], ""))
    return {
        each.env: [path.relative_to(root).as_posix() for path in each.paths] for each in find_environments(root / chart)
    }


@pytest.mark.parametrize(
    "layout",
    [
        "values-{}.yaml",
        "values.{}.yaml",
        "values_{}.yml",
        "{}-values.yaml",
        "{}.yaml",
        "{}/values.yaml",
        "environments/{}/values.yaml",
        "environments/{}.yaml",
        "envs/{}.yaml",
        "values/{}.yaml",
        "values/values-{}.yaml",
        "env/values-{}.yaml",
    ],
)
def test_a_layout_in_the_chart_and_beside_it(tmp_path: Path, layout: str) -> None:
    """The chart's own values.yaml stays the chart's."""
    for place, root in ((CHART, tmp_path / "in"), ("deploy", tmp_path / "beside")):
        paths = {env: [f"{place}/{layout.format(env)}"] for env in ("prod", "staging")}

        assert found(root, CHART, *(path for files in paths.values() for path in files)) == paths


@pytest.mark.parametrize(
    "layout",
    [
        "environments/{}/backend.yaml",
        "environments/backend/{}.yaml",
        "values/{}/backend/values.yaml",
        "envs/backend/values-{}.yaml",
        "{}/backend.yaml",
    ],
)
def test_a_layout_of_several_charts(tmp_path: Path, layout: str) -> None:
    """The values of another app, in folders of the same kind, are none of this one's."""
    paths = {env: [layout.format(env)] for env in ("prod", "staging")}
    others = [layout.replace("backend", "other").format(env) for env in ("prod", "dev")]

    assert found(tmp_path, "charts/backend", *(path for files in paths.values() for path in files), *others) == paths


def test_values_that_all_share_come_first(tmp_path: Path) -> None:
    files = ("environments/values.yaml", "environments/prod.yaml")

    assert found(tmp_path, "chart", *files) == {"prod": list(files)}


def test_the_values_beside_one_chart_are_shared_and_beside_two_nobodys(tmp_path: Path) -> None:
    one = found(tmp_path / "one", "helm/chart", "helm/values.yaml", "helm/prod.yaml")
    two = found(tmp_path / "two", "helm/chart", "helm/values.yaml", "helm/prod.yaml", "helm/other/Chart.yaml")

    assert one == {"prod": ["helm/values.yaml", "helm/prod.yaml"]}
    assert two == {"prod": ["helm/prod.yaml"]}


def test_what_is_no_environment(tmp_path: Path) -> None:
    """Subcharts, tests of chart-testing, templates, and files that only look like values."""
    files = (
        "charts/redis/values.yaml",
        "ci/test-values.yaml",
        "templates/values.yaml",
        "files/prod.yaml",
        "other.yaml",
    )

    assert found(tmp_path, CHART, *(f"{CHART}/{file}" for file in files), "src/values.yaml") == {}


def test_an_environment_called_base_is_one(tmp_path: Path) -> None:
    assert list(found(tmp_path, CHART, f"{CHART}/values-base.yaml", f"{CHART}/values-prod.yaml")) == ["base", "prod"]


def test_two_files_of_one_environment(tmp_path: Path) -> None:
    with pytest.raises(
        ProjectError, match=r"values-prod\.yaml and .*prod/values\.yaml both say prod; say which counts"
    ):
        found(tmp_path, CHART, f"{CHART}/values-prod.yaml", f"{CHART}/prod/values.yaml")


def test_a_name_that_no_environment_can_have(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"'prod\+eu' cannot be the name of an environment; use --env"):
        found(tmp_path, CHART, f"{CHART}/values-prod+eu.yaml")


def test_nothing_is_looked_for_outside_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"environments/backend/prod.yaml": "", "prod.yaml": ""})

    assert found(tmp_path / "repository", "backend") == {}


def test_environments_that_are_named(tmp_path: Path) -> None:
    """A file of the chart can be named as the chart has it."""
    write(tmp_path, {"chart/values.yaml": "", "chart/staging/values.yaml": "", "mine.yaml": ""})

    [files] = named_environments(["staging=values.yaml,staging/values.yaml,mine.yaml"], tmp_path, tmp_path / "chart")

    assert [path.relative_to(tmp_path).as_posix() for path in files.paths] == [
        "chart/values.yaml",
        "chart/staging/values.yaml",
        "mine.yaml",
    ]


@pytest.mark.parametrize(("text", "why"), [("staging", "not in the form"), ("staging=no.yaml", "there is no file no")])
def test_environments_that_are_named_wrongly(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ProjectError, match=rf"^--env {text}: .*{why}"):
        named_environments([text], tmp_path, tmp_path / "chart")


@pytest.mark.parametrize(
    ("file", "env"),
    [
        ("chart/values-prod.yaml", "prod"),
        ("chart/values.yaml", None),
        ("chart/prod/values.yaml", "prod"),
        ("environments/eu/chart.yaml", "eu"),
        ("environments/eu/values.yaml", "eu"),
        ("envs/eu.yaml", "eu"),
        ("common.yaml", None),
    ],
)
def test_the_environment_that_a_file_tells(file: str, env: str | None) -> None:
    assert env_in(Path("/r") / file, Path("/r/chart")) == env
