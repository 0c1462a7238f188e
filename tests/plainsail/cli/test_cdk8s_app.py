"""`cdk8s synth`, the way that CI renders: the same bytes as `plainsail synth`, wherever the CLI asks for them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainsail.cli.cdk8s_app import in_template
from plainsail.yaml_reader import load_all
from tests.plainsail.clones import (
    CDK8S_SYNTH,
    MAIN,
    break_settings,
    clone,
    edit,
    fresh,
    identities,
    run,
    tree,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


def objects(texts: Iterator[str]) -> list[str]:
    """All objects of some YAML texts, in an order that does not depend on theirs."""
    return sorted(yaml.safe_dump(document) for text in texts for document in load_all(text))


def test_it_writes_what_is_committed(tmp_path: Path) -> None:
    project = clone(tmp_path / "project", dist=False)

    done = run(CDK8S_SYNTH, project)

    assert done.returncode == 0, done.stderr
    assert tree(project / "dist") == tree(fresh())


@pytest.mark.slow
def test_the_cli_lists_every_file(project: Path) -> None:
    done = run(CDK8S_SYNTH, project)

    listed = {line.strip().removeprefix("- .cdk8s/") for line in done.stdout.splitlines() if line.endswith(".yaml")}
    assert listed == set(tree(fresh()))


@pytest.mark.slow
def test_a_second_run_touches_nothing(project: Path) -> None:
    before = identities(project / "dist")

    run(CDK8S_SYNTH, project)

    assert identities(project / "dist") == before


def test_a_mistake_is_told_first_and_leaves_dist_as_it_was(project: Path) -> None:
    before = identities(project / "dist")
    said = break_settings(project)

    done = run(CDK8S_SYNTH, project)

    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr
    assert identities(project / "dist") == before


@pytest.mark.slow
@pytest.mark.parametrize("absolute", [False, True], ids=["relative", "absolute"])
def test_another_folder_gets_the_same_tree_and_dist_stays(absolute: bool, project: Path) -> None:
    (project / "dist/staging/stale.yaml").write_text("---\n", encoding="utf-8")
    before = identities(project / "dist")
    out = project / "elsewhere" / "out"

    done = run((*CDK8S_SYNTH, "-o", out if absolute else "elsewhere/out"), project)

    assert done.returncode == 0, done.stderr
    assert tree(out) == tree(fresh())
    assert identities(project / "dist") == before


@pytest.mark.slow
def test_standard_output_gets_the_same_documents_and_dist_stays(project: Path) -> None:
    (project / "dist/staging/stale.yaml").write_text("---\n", encoding="utf-8")
    before = identities(project / "dist")

    done = run((*CDK8S_SYNTH, "--stdout"), project)

    assert objects(iter([done.stdout])) == objects(text.decode() for text in tree(fresh()).values())
    assert identities(project / "dist") == before


@pytest.mark.slow
def test_one_environment_of_a_mixed_pair(project: Path) -> None:
    out = project / "out"

    run((*CDK8S_SYNTH, "--app", "python main.py --env staging", "-o", out), project)

    wanted = {path: text for path, text in tree(fresh()).items() if path.startswith(("staging/", "argocd/staging/"))}
    assert tree(out) == wanted


HARD = "{{ .Values.x }} {{`raw`}} }} {{- end -}} {{/* no */}}"


@pytest.fixture
def chart(project: Path) -> Path:
    """A Helm chart of staging, in which one variable is full of what Helm takes for code."""
    edit(project / "envs/backend/base.py", '"APP_ENV": "prod"', f'"APP_ENV": "{HARD}"')
    app = ("--app", "python main.py --env staging")
    form = ("--format", "helm", "--chart-api-version", "v2", "--chart-version", "0.1.0", "-o", "chart")
    done = run((*CDK8S_SYNTH, *form, *app), project)
    assert done.returncode == 0, done.stderr
    return project / "chart"


@pytest.mark.slow
def test_helm_renders_the_chart_to_the_same_objects(chart: Path) -> None:
    helm = pytest.importorskip("helm_python", reason="no wheel for this processor")
    project = chart.parent
    run(MAIN, project)

    rendered = rendered_by(helm, chart)

    files = {path: text for path, text in tree(project / "dist").items() if "staging/" in path}
    assert objects(iter(rendered)) == objects(text.decode() for text in files.values())


@pytest.mark.slow
def test_braces_survive_helm(chart: Path) -> None:
    helm = pytest.importorskip("helm_python", reason="no wheel for this processor")

    documents: list[Any] = [document for text in rendered_by(helm, chart) for document in load_all(text)]

    [deployment] = [document for document in documents if document["kind"] == "Deployment"]
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    assert {"name": "APP_ENV", "value": HARD} in container["env"]


def rendered_by(helm: Any, chart: Path) -> list[str]:
    """The texts that Helm makes of the chart's templates."""
    with helm.Chart.load(str(chart)) as loaded:
        return list(loaded.render({}, name="backend", namespace="backend-staging").values())


@pytest.mark.slow
def test_a_full_folder_named_by_hand_is_refused(project: Path) -> None:
    """The CLI empties its folder before it runs the app; nothing else may lose a file by it."""
    before = tree(project / "envs")

    done = run(MAIN, project, CDK8S_OUTDIR=str(project / "envs"))

    told = f"CDK8S_OUTDIR={project}/envs: holds something; name an empty folder, or use `cdk8s synth -o DIR`\n"
    assert (done.returncode, done.stderr) == (2, told)
    assert tree(project / "envs").items() >= before.items()


def test_main_says_nothing_where_all_is_well(project: Path) -> None:
    done = run(MAIN, project)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
def test_git_has_nothing_to_say_after_it(tmp_path: Path) -> None:
    """What the CLI and caches leave is ignored, and `dist/` is what is committed."""
    project = clone(tmp_path / "project")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    for step in (("init", "-q"), ("add", "--all"), ("commit", "-q", "-m", "all")):
        subprocess.run([*git, *step], cwd=project, check=True)

    run(CDK8S_SYNTH, project)

    done = run((*git, "status", "--porcelain"), project)
    assert (done.returncode, done.stdout) == (0, "")


def test_braces_become_what_helm_renders_to_braces() -> None:
    assert in_template("{{ a }}") == '{{ "{{" }} a }}'
