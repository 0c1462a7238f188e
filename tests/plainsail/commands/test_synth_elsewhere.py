"""`--check` and `--out`: what is said, and written, without touching `dist/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plainsail.clones import (
    PLAINSAIL,
    SYNTH,
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


def test_check_says_nothing_where_dist_is_fresh(project: Path) -> None:
    done = run((*SYNTH, "--check"), project)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_names_what_would_change_and_writes_nothing(project: Path) -> None:
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")
    (project / "dist/staging/backend/CronJob.backend-initiate-calls.yaml").rename(
        project / "dist/staging/backend/CronJob.old.yaml"
    )
    edit(project / "dist/staging/backend/CronJob.old.yaml", "  name: backend-initiate-calls\n", "  name: old\n")
    (project / "dist/production/backend/Service.backend.yaml").unlink()
    before = identities(project)

    done = run((*SYNTH, "--check"), project)

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "added    dist/production/backend/Service.backend.yaml",
        "added    dist/staging/backend/CronJob.backend-initiate-calls.yaml",
        "changed  dist/staging/backend/HorizontalPodAutoscaler.backend.yaml",
        "removed  dist/staging/backend/CronJob.old.yaml",
        "dist differs from what the settings render; run `plainsail synth` and commit it",
    ]
    after = identities(project)
    assert {path for path in after if "__pycache__" not in path and not path.startswith(".plainsail/")} == set(before)
    assert {path: after[path] for path in before} == before


def test_check_names_what_synth_did_not_write(project: Path) -> None:
    (project / "dist/staging/notes.txt").touch()

    done = run((*SYNTH, "--check"), project)

    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            "foreign  dist/staging/notes.txt",
            "dist holds files that synth did not write; move them elsewhere, or remove them",
        ],
    )


@pytest.mark.slow
def test_check_of_one_environment_sees_nothing_of_the_other(project: Path) -> None:
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")

    assert run((*SYNTH, "--check", "--env", "production"), project).returncode == 0
    assert run((*SYNTH, "--check", "--env", "staging"), project).returncode == 1


def test_out_takes_an_empty_folder_and_its_own_again(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    first = run((*SYNTH, "--out", out), project)
    second = run((*SYNTH, "--out", out), project)

    assert (first.returncode, second.returncode) == (0, 0)
    assert second.stdout == f"{out}: {len(tree(fresh()))} objects, nothing changed\n"
    assert tree(out) == tree(fresh())


@pytest.mark.slow
def test_out_leaves_dist_alone(project: Path) -> None:
    before = identities(project / "dist")
    edit(project / "envs/backend/staging.py", "max_replicas=1", "max_replicas=2")

    run((*SYNTH, "--out", "out"), project)

    assert identities(project / "dist") == before
    assert tree(project / "out") != tree(fresh())


@pytest.mark.slow
def test_out_refuses_a_folder_of_somebody_else(project: Path) -> None:
    before = identities(project / "envs")

    done = run((*SYNTH, "--out", "envs"), project)

    assert done.returncode == 2
    assert done.stderr.startswith("envs: holds files that were not written there by this project, or changed since (")
    assert identities(project / "envs").items() >= before.items()


@pytest.mark.slow
def test_out_is_relative_to_the_current_folder(project: Path) -> None:
    run((PLAINSAIL, "synth", "--out", "out"), project / "charts")

    assert tree(project / "charts/out") == tree(fresh())
