"""`--app` and `--env`: some of the folders, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.plainsail.clones import (
    BACKEND,
    MAIN,
    SYNTH,
    another_app,
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


@pytest.mark.parametrize("command", [SYNTH, pytest.param(MAIN, marks=pytest.mark.slow)], ids=["plainsail", "main.py"])
def test_only_the_folders_of_the_app_are_touched(command: tuple[str, ...], two_apps: Path) -> None:
    edit(two_apps / "envs/backend/base.py", "port = 80\n", "port = 8081\n")
    before = identities(two_apps / "dist")

    done = run((*command, "--app", "api"), two_apps)

    after = identities(two_apps / "dist")
    assert done.returncode == 0, done.stderr
    assert {path: after[path] for path in before} == before
    assert {path.rpartition("/")[0] for path in after.keys() - before.keys()} == {"staging/api", "production/api"}


@pytest.mark.slow
@pytest.mark.parametrize("command", [SYNTH, pytest.param(MAIN, marks=pytest.mark.slow)], ids=["plainsail", "main.py"])
def test_only_the_folders_of_the_environment_are_touched(command: tuple[str, ...], two_apps: Path) -> None:
    before = identities(two_apps / "dist")

    done = run((*command, "--env", "staging"), two_apps)

    after = identities(two_apps / "dist")
    assert done.returncode == 0, done.stderr
    kept = {path for path in before if path.startswith(("production/", "argocd/production/"))}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert {path.rpartition("/")[0] for path in after.keys() - before.keys()} == {"staging/api", "argocd/staging"}


def test_an_app_and_an_environment_together_name_one_folder(two_apps: Path) -> None:
    run((*SYNTH, "--app", "api", "--env", "staging"), two_apps)

    new = tree(two_apps / "dist").keys() - tree(fresh()).keys()
    assert {path.rpartition("/")[0] for path in new} == {"staging/api"}


@pytest.mark.slow
def test_all_parts_together_are_the_whole(two_apps: Path) -> None:
    run((*SYNTH, "--env", "staging", "--env", "production"), two_apps)
    in_parts = tree(two_apps / "dist")
    shutil.rmtree(two_apps / "dist")

    run(SYNTH, two_apps)

    assert tree(two_apps / "dist") == in_parts


UNKNOWN = {
    "an app": (["--app", "bakend"], "--app bakend: there is no such name in envs/__init__.py; did you mean 'backend'?"),
    "an environment": (
        ["--env", "prodction"],
        "--env prodction: there is no such name in envs/__init__.py; did you mean 'production'?",
    ),
    "near none": (["--env", "x"], "--env x: there is no such name in envs/__init__.py; there is production, staging"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "message"), UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("command", [SYNTH, pytest.param(MAIN, marks=pytest.mark.slow)], ids=["plainsail", "main.py"])
def test_an_unknown_name(command: tuple[str, ...], arguments: list[str], message: str, project: Path) -> None:
    done = run((*command, *arguments), project)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")


def test_an_app_without_that_environment(project: Path) -> None:
    register(project, {"backend": BACKEND, "api": {"staging": another_app(project, "api")["staging"]}})

    done = run((*SYNTH, "--app", "api", "--env", "production"), project)

    assert done.stderr == "--app api has no environment production; `plainsail list` shows what there is\n"
    assert done.returncode == 2
