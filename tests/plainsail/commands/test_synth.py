"""`plainsail synth`: what is written, what is kept, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plainsail.clones import (
    BACKEND,
    MAIN,
    SYNTH,
    another_app,
    break_chart,
    break_settings,
    clone,
    edit,
    fresh,
    identities,
    register,
    run,
    tree,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


@pytest.fixture
def two_apps(project: Path) -> Path:
    """A project with a second app, whose files are not in `dist/` yet."""
    register(project, {"backend": BACKEND, "api": another_app(project, "api")})
    return project


def test_a_clone_without_dist_gets_the_committed_one(tmp_path: Path) -> None:
    project = clone(tmp_path / "project", dist=False)

    done = run(SYNTH, project)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"dist: {len(tree(fresh()))} objects, {len(tree(fresh()))} changed\n"
    assert tree(project / "dist") == tree(fresh())


def test_a_second_run_touches_nothing(project: Path) -> None:
    before = identities(project / "dist")

    done = run(SYNTH, project)

    assert done.stdout == f"dist: {len(before)} objects, nothing changed\n"
    assert identities(project / "dist") == before


def test_what_changes_is_written_and_all_else_stays_the_same_file(project: Path) -> None:
    before = identities(project / "dist")
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")

    done = run(SYNTH, project)

    after = identities(project / "dist")
    changed = {path for path in before if before[path] != after[path]}
    assert done.stdout.endswith("1 changed\n")
    assert changed == {"staging/backend/HorizontalPodAutoscaler.backend.yaml"}


def test_an_object_that_is_gone_leaves_no_file(project: Path) -> None:
    edit(project / "envs/backend/staging.py", "hpa = change(max_replicas=1)", "cron_jobs = {}")

    run(SYNTH, project)

    assert tree(fresh()).keys() - tree(project / "dist").keys() == {
        "staging/backend/CronJob.backend-initiate-calls.yaml"
    }


def test_an_app_that_is_gone_leaves_no_folder(two_apps: Path) -> None:
    run(SYNTH, two_apps)
    there = (two_apps / "dist/staging/api").is_dir()
    register(two_apps, {"backend": BACKEND})

    run(SYNTH, two_apps)

    assert there
    assert tree(two_apps / "dist") == tree(fresh())


def test_an_environment_that_is_gone_leaves_no_folder(project: Path) -> None:
    register(project, {"backend": {"staging": BACKEND["staging"]}})

    run(SYNTH, project)

    assert {path.name for path in (project / "dist").iterdir()} == {"staging", "argocd"}
    assert {path.name for path in (project / "dist/argocd").iterdir()} == {"staging"}


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_a_file_that_synth_did_not_write_stops_it(command: tuple[str, ...], project: Path) -> None:
    """In the folder of an app that goes, too."""
    register(project, {"backend": {"staging": BACKEND["staging"]}})
    (project / "dist/production/backend/notes.txt").write_text("mine", encoding="utf-8")
    before = identities(project / "dist")

    done = run(command, project)

    told = "holds files that synth did not write (production/backend/notes.txt); nothing was changed"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{project}/dist: {told}; move them elsewhere, or remove them\n"
    assert identities(project / "dist") == before


def test_a_rendered_file_that_was_edited_is_mended(project: Path) -> None:
    (project / "dist/staging/backend/Service.backend.yaml").write_text("mine", encoding="utf-8")

    run(SYNTH, project)

    assert tree(project / "dist") == tree(fresh())


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_a_mistake_is_one_line_and_leaves_dist_as_it_was(command: tuple[str, ...], project: Path) -> None:
    before = identities(project / "dist")
    said = break_settings(project)

    done = run(command, project)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert identities(project / "dist") == before


def test_a_mistake_in_a_chart_is_one_line_and_leaves_dist_as_it_was(project: Path) -> None:
    before = identities(project / "dist")
    said = break_chart(project)

    done = run(SYNTH, project)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert identities(project / "dist") == before


def test_a_raw_object_with_braces_stays_as_it_is(project: Path) -> None:
    edit(project / "envs/backend/base.py", '"APP_ENV": "prod"', '"APP_ENV": "{{ prod }}"')

    run(SYNTH, project)

    assert b'value: "{{ prod }}"' in tree(project / "dist")["staging/backend/Deployment.backend.yaml"].replace(
        b"'", b'"'
    )


def test_the_pin_is_what_every_environment_runs(project: Path) -> None:
    pin = {"tag": "v2", "digest": "sha256:" + "a" * 64, "source": "b" * 40}
    (project / "envs/backend/image.json").write_text(json.dumps(pin), encoding="utf-8")

    run(SYNTH, project)

    for env in ("staging", "production"):
        text = (project / f"dist/{env}/backend/Deployment.backend.yaml").read_text(encoding="utf-8")
        assert f"backend:v2@{pin['digest']}" in text
