"""`plainsail plan`, run as a user would."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.plainsail.clones import PLAINSAIL, Ran, clone, edit, number_of, run
from tests.plainsail.repositories import commit, git

BASE, STAGING = "envs/backend/base.py", "envs/backend/staging.py"


def plan(project: Path, *arguments: str) -> Ran:
    return run((PLAINSAIL, "plan", *arguments), project)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone in a repository of its own, with nothing left to commit."""
    project = clone(tmp_path_factory.mktemp("committed") / "project")
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, {})
    return project


@pytest.fixture(scope="module")
def changed(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with changes of the settings that are not rendered yet."""
    project = tmp_path_factory.mktemp("changed") / "project"
    shutil.copytree(committed, project, symlinks=True)
    edit(project / BASE, 'memory="512Mi"', 'memory="1Gi"')
    edit(project / STAGING, "hpa = change(", "ingress = None\n    hpa = change(")
    return project


def test_no_difference(committed: Path) -> None:
    done = plan(committed)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" objects, no difference between dist/ at HEAD and the settings\n")


def test_a_change_in_both_environments_is_shown_once_with_its_line(changed: Path) -> None:
    done = plan(changed)

    line = number_of(changed / BASE, 'memory="1Gi"')
    assert done.returncode == 1
    assert "~ Deployment/backend  production, staging  backend\n" in done.stdout
    assert done.stdout.count("  ~ spec.template.spec.containers[app].resources.limits.memory: 512Mi → 1Gi\n") == 1
    assert f"  set by  {BASE}:{line}  " in done.stdout


def test_what_is_pruned_is_loud_and_names_its_line(changed: Path) -> None:
    done = plan(changed)

    line = number_of(changed / STAGING, "ingress = None")
    assert (
        "error[prune] staging  Ingress/backend\n"
        "  is deleted: backend.staging.example.com no longer answers, and its load balancer may go with it\n"
        f"  set by  {STAGING}:{line}  ingress = None\n"
    ) in done.stdout


def test_a_second_plan_names_the_same_lines(committed: Path, tmp_path: Path) -> None:
    """What the first one remembers must not take the settings away that the second has imported already."""
    project = tmp_path / "project"
    shutil.copytree(committed, project, symlinks=True)
    plan(project)
    edit(project / STAGING, "max_replicas=1", "max_replicas=2")

    first, second = plan(project, "staging"), plan(project, "staging")

    line = number_of(project / STAGING, "max_replicas=2")
    assert f"~ spec.maxReplicas: 1 → 2  ({STAGING}:{line})\n" in first.stdout
    assert second.stdout == first.stdout


def test_what_is_gone_names_the_mapping_that_no_longer_says_it_or_no_line(committed: Path, tmp_path: Path) -> None:
    """Never an innocent one: neither another mapping, nor the cron job, nor a layer that may not have said it."""
    project = tmp_path / "project"
    shutil.copytree(committed, project, symlinks=True)
    edit(project / BASE, '            "APP_SERVICE_API_KEY": "service_api_key",\n', "")
    edit(project / BASE, '        "APP_ENV": "prod",\n', "")
    edit(project / BASE, '        "/config": "16Mi",  # Caddy\n', "")

    rows = json.loads(plan(project, "--format", "json").stdout)["changes"]

    at = {
        (row["field"].rpartition(".")[2], env): (row["origin"] or {}).get("line")
        for row in rows
        for env in row["environments"]
        if row["change"] == "changed" and row["new"] is None
    }
    params, env, paths = (number_of(project / BASE, text) for text in ("params={", "env = {", "writable_paths = {"))
    assert at == {
        ("env[APP_SERVICE_API_KEY]", "production"): params,
        ("env[APP_SERVICE_API_KEY]", "staging"): params,
        ("env[APP_ENV]", "production"): env,
        ("env[APP_ENV]", "staging"): None,  # envs/shared.py changes the mapping there
        ("volumeMounts[/config]", "production"): paths,
        ("volumeMounts[/config]", "staging"): paths,
        ("volumes[writable-config]", "production"): paths,
        ("volumes[writable-config]", "staging"): paths,
    }


@pytest.mark.slow
def test_nothing_is_written(changed: Path) -> None:
    before = run(("git", "status", "--porcelain"), changed).stdout

    plan(changed)

    assert run(("git", "status", "--porcelain"), changed).stdout == before


@pytest.mark.slow
def test_scripts_get_rows(changed: Path) -> None:
    document = json.loads(plan(changed, "--format", "json").stdout)

    assert document["version"] == 1
    [row] = [row for row in document["changes"] if row["change"] == "removed"]
    assert (row["object"], row["environments"], row["setting"]) == ("Ingress/backend", ["staging"], "ingress")


@pytest.mark.slow
def test_pull_requests_get_a_comment(changed: Path) -> None:
    done = plan(changed, "--format", "markdown")

    assert done.stdout.startswith("### Plan\n\n4 objects changed, 1 removed")


@pytest.mark.slow
def test_code_scanning_and_annotations_get_the_consequences_at_their_lines(changed: Path) -> None:
    line = number_of(changed / STAGING, "ingress = None")

    [run] = json.loads(plan(changed, "--format", "sarif").stdout)["runs"]
    [pruned] = [result for result in run["results"] if result["ruleId"] == "prune"]
    annotations = plan(changed, "--format", "github").stdout

    assert pruned["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": STAGING},
        "region": {"startLine": line},
    }
    assert run["tool"]["driver"]["rules"][pruned["ruleIndex"]]["id"] == "prune"
    assert annotations.startswith(
        f"::error file={STAGING},line={line},title=prune::staging Ingress/backend: is deleted"
    )


@pytest.mark.slow
def test_two_runs_say_the_same(changed: Path) -> None:
    assert plan(changed, "--at", "2027-01-01").stdout == plan(changed, "--at", "2027-01-01").stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--exit-zero",), 0),
        (("--fail-on", "will-fail"), 0),
        (("--fail-on", "will-fail, prune"), 1),
        (("--exit-zero", "--fail-on", "prune"), 1),
        (("--exit-zero", "--fail-on", "will-fail"), 0),
    ],
)
def test_exit_codes_for_pipelines(changed: Path, arguments: tuple[str, ...], code: int) -> None:
    assert plan(changed, *arguments).returncode == code


def test_only_what_was_asked_for(changed: Path) -> None:
    done = plan(changed, "production/backend")

    assert done.returncode == 1
    assert "staging" not in done.stdout


@pytest.mark.slow
def test_a_folder_stands_in_for_a_ref(changed: Path) -> None:
    done = plan(changed, "--against", "dist", "staging")

    assert done.stdout.splitlines()[-1].startswith("2 objects changed, 1 removed, from dist/ to the settings")


@pytest.mark.slow
def test_a_ref_by_name(changed: Path) -> None:
    assert "from dist/ at main to the settings" in plan(changed, "--against", "main").stdout


@pytest.mark.slow
def test_an_app_that_is_registered_no_more(committed: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(committed, project, symlinks=True)
    edit(project / "envs/__init__.py", ', "production": production.Production', "")

    done = plan(project, "production")

    assert done.returncode == 1
    line = number_of(project / "envs/__init__.py", '"backend":')
    assert "error" not in done.stderr
    assert f"set by  envs/__init__.py:{line}" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--against", "nowhere"),
            "nowhere: is neither a folder nor a ref that Git knows here; `git fetch` brings refs",
        ),
        (("--fail-on", "prunes"), "--fail-on prunes: there is no such consequence; did you mean 'prune'?"),
        (("--at", "noon"), "--at noon: is no instant; write 2027-01-31T12:00+01:00"),
        (("stagin",), "stagin: there is no such environment, nor app in one; did you mean 'staging'?"),
    ],
)
def test_what_cannot_be_done_is_one_line(committed: Path, arguments: tuple[str, ...], message: str) -> None:
    done = plan(committed, *arguments)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")


def test_outside_of_git_a_folder_must_be_named(tmp_path: Path) -> None:
    done = plan(clone(tmp_path / "project"))

    assert done.returncode == 2
    assert done.stderr.endswith("project: is no Git repository; name what to compare with: --against DIR\n")


def test_a_consequence_is_explained() -> None:
    done = plan(Path(), "--explain", "prune")

    assert (done.returncode, done.stdout.split("\n\n")[0]) == (0, "prune (info)")
    assert "\n\nWhy: what a Namespace" in done.stdout


def test_consequences_are_listed() -> None:
    done = plan(Path(), "--list")

    assert done.returncode == 0
    assert done.stdout.startswith("will-fail")


def test_one_app_is_judged_by_what_argo_cd_is_told_of_its_environment(committed: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(committed, project, symlinks=True)
    edit(project / STAGING, "hpa = change(", "namespace = change(create=False)\n    hpa = change(")

    done = plan(project, "staging/backend")

    assert "info[left-behind] staging  Namespace/backend-staging\n" in done.stdout
    assert "AppProject/" not in done.stdout
    assert done.stdout.endswith("1 object removed, from dist/ at HEAD to the settings: 1 info\n")


def test_an_environment_that_is_taken_out_stays_in_the_cluster(committed: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(committed, project, symlinks=True)
    edit(project / "envs/__init__.py", ', "production": production.Production', "")

    rows = json.loads(plan(project, "--format", "json").stdout)["changes"]

    removed = {row["object"] for row in rows if row["change"] == "removed"}
    assert {row["object"] for row in rows if row["consequence"]} == removed
    assert {row["consequence"] for row in rows} == {None, "left-behind"}
