"""A fleet of four apps and three environments that only uses the library: what is built, pinned, and promoted in order.

First the scripts in a clone, then the workflows' own YAML, run as in the journey of the sample (test_journey.py).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.github import fleet, runner
from tests.github.conftest import Desk
from tests.github.hosting import Hosting
from tests.github.origin import git
from tests.github.runner import Run
from tests.plainsail import repositories
from tests.plainsail.parameter_store import Door, door, put

pytestmark = pytest.mark.slow

SOURCE = "c" * 40


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The fleet, with its first commit."""
    folder = fleet.install(fleet.lay(tmp_path / "fleet"))
    repositories.git(folder, "init", "--quiet", "--initial-branch=main")
    repositories.commit(folder, {})
    return folder


def rows(desk: Desk, clone: Path, script: str, *arguments: str) -> list[dict[str, Any]]:
    """The matrix that a script writes."""
    done = desk.run(script, *arguments, cwd=clone)
    assert done.status == 0, done.err
    [matrix] = done.outputs.values()
    said: list[dict[str, Any]] = json.loads(matrix)
    return said


def to_build(desk: Desk, clone: Path) -> dict[str, str]:
    """The images to build, and the apps that they are for."""
    return {row["name"]: row["apps"] for row in rows(desk, clone, "images-to-build")}


def pin(desk: Desk, clone: Path, apps: str) -> None:
    """Pins a build of HEAD, as the pipeline does."""
    source = git(clone, "rev-parse", "HEAD")
    desk.run("note-build", "0", cwd=clone, APPS=apps, DIGEST=fleet.DIGEST, SOURCE=source)
    done = desk.run("pin-builds", str(desk.temp / "pins"), cwd=clone)
    assert done.status == 0, done.err


@pytest.fixture
def pinned(desk: Desk, clone: Path) -> Path:
    """The fleet, all of its builds pinned and committed."""
    pin(desk, clone, "api backend worker")
    repositories.commit(clone, {})
    return clone


def test_an_image_is_built_once_for_all_apps_that_run_it(desk: Desk, clone: Path) -> None:
    assert rows(desk, clone, "images-to-build") == [
        {
            "index": 0,
            "repository": f"{fleet.HOST}/fleet/api",
            "account": "123456789012",
            "region": "eu-west-3",
            "name": "fleet/api",
            "dockerfile": "api/Dockerfile",
            "context": "api",
            "apps": "api",
            "targets": "staging/api",
        },
        {
            "index": 1,
            "repository": f"{fleet.HOST}/fleet/backend",
            "account": "123456789012",
            "region": "eu-west-3",
            "name": "fleet/backend",
            "dockerfile": "image/Dockerfile",
            "context": ".",
            "apps": "backend worker",
            "targets": "staging/backend staging/worker",
        },
    ]


def test_what_is_built_elsewhere_is_only_pinned(desk: Desk, pinned: Path) -> None:
    assert to_build(desk, pinned) == {}
    pins = {name: (pinned / f"envs/{name}/image.json").read_bytes() for name in ("api", "backend", "proxy", "worker")}
    assert pins["backend"] == pins["worker"]
    assert json.loads(pins["proxy"]) == fleet.PINNED


@pytest.mark.parametrize(
    ("path", "built"),
    [
        ("api/main.go", {"fleet/api": "api"}),
        ("app/index.php", {"fleet/backend": "backend worker"}),
        ("image/Dockerfile", {"fleet/backend": "backend worker"}),
        ("README.md", {}),
    ],
)
def test_an_image_is_built_where_its_own_sources_changed(
    desk: Desk, pinned: Path, path: str, built: dict[str, str]
) -> None:
    repositories.commit(pinned, {path: "2\n"})

    assert to_build(desk, pinned) == built


def test_a_further_app_of_an_image_has_it_built_for_all(desk: Desk, pinned: Path) -> None:
    (pinned / "envs/worker/image.json").unlink()

    assert to_build(desk, pinned) == {"fleet/backend": "backend worker"}


def test_apps_that_pin_different_builds_of_one_image_are_brought_together(desk: Desk, pinned: Path) -> None:
    shutil.copy(pinned / "envs/proxy/image.json", pinned / "envs/worker/image.json")

    assert to_build(desk, pinned) == {"fleet/backend": "backend worker"}


def test_an_image_that_no_ecr_holds_is_not_built(desk: Desk, clone: Path) -> None:
    text = (clone / "envs/fleet.py").read_text(encoding="utf-8")
    (clone / "envs/fleet.py").write_text(text.replace(f"{fleet.HOST}/fleet/api", "ghcr.io/fleet/api"), encoding="utf-8")

    done = desk.run("images-to-build", cwd=clone)

    assert (done.status, done.outputs) == (1, {})
    assert "pushes to ECR alone, and not to ghcr.io/fleet/api" in done.out


def test_a_clone_that_cannot_tell_builds_nothing(desk: Desk, clone: Path) -> None:
    shutil.rmtree(clone / ".git")
    pin_file = {"tag": "t", "digest": fleet.DIGEST, "source": SOURCE}
    (clone / "envs/api/image.json").write_text(json.dumps(pin_file), encoding="utf-8")

    done = desk.run("images-to-build", cwd=clone)

    assert (done.status, done.outputs) == (2, {})


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("--all", {"eu-west-3": "production-eu production-us staging", "us-east-1": "production-us"}),
        ("--pushed", {"eu-west-3": "staging"}),
        ("production-us", {"eu-west-3": "production-us", "us-east-1": "production-us"}),
    ],
)
def test_each_account_and_region_is_asked_for_what_it_holds(
    desk: Desk, clone: Path, asked: str, places: dict[str, str]
) -> None:
    """The parameters of America are there, its images in Europe."""
    assert {row["region"]: row["environments"] for row in rows(desk, clone, "places", asked)} == places


def test_a_registry_of_strangers_is_not_asked(desk: Desk, clone: Path) -> None:
    """They gave us no role: the image of another account of AWS is pinned, and no more."""
    text = (clone / "envs/fleet.py").read_text(encoding="utf-8")
    stranger = "999999999999.dkr.ecr.eu-west-3.amazonaws.com/proxy"
    (clone / "envs/fleet.py").write_text(text.replace("ghcr.io/somebody/proxy", stranger), encoding="utf-8")

    assert {row["account"] for row in rows(desk, clone, "places", "--all")} == {"123456789012"}


def test_the_registry_is_asked_for_each_image_as_it_is_pinned(desk: Desk, pinned: Path) -> None:
    commit = json.loads((pinned / "envs/api/image.json").read_text(encoding="utf-8"))["source"]
    desk.put("aws", f'#!/bin/sh\necho "$4 $6" >> asked\nprintf "sha-{commit}\\tv1.0.0"\n')

    done = desk.run("exists", cwd=pinned, ACCOUNT="123456789012", REGION="eu-west-3", ENVIRONMENTS="production-us")

    assert done.status == 0
    assert (pinned / "asked").read_text(encoding="utf-8").splitlines() == [
        f"fleet/{name} imageDigest={fleet.DIGEST}" for name in ("api", "backend")
    ]


@pytest.mark.parametrize("environment", ["production-eu", "production-us"])
def test_a_release_tags_what_is_built_here(desk: Desk, pinned: Path, environment: str) -> None:
    images = [f"fleet/{name}@{fleet.DIGEST}" for name in ("api", "backend")]

    assert rows(desk, pinned, "releases", environment) == [
        {"account": "123456789012", "region": "eu-west-3", "images": " ".join(images)}
    ]


def test_an_environment_without_an_image_of_ours_is_approved_all_the_same(desk: Desk, clone: Path) -> None:
    """The job that asks for approval runs once for each row."""
    assert rows(desk, clone, "releases", "production-us") == [{"account": "", "region": "", "images": ""}]


def test_settings_that_ask_nobody_are_not_what_the_review_saw(desk: Desk, clone: Path) -> None:
    text = (clone / "envs/fleet.py").read_text(encoding="utf-8")
    (clone / "envs/fleet.py").write_text(text.replace('approval = "production"', "approval = None"), encoding="utf-8")

    done = desk.run("promotion", cwd=clone)

    assert done.status == 1
    assert "::error file=.github/promotion.json,title=Another order of promotion::" in done.out


def test_a_project_is_set_up_from_what_it_pins(desk: Desk, clone: Path) -> None:
    desk.put("python", fleet.STAND_IN_PYTHON)
    shutil.rmtree(clone / ".venv")

    done = desk.run("set-up", ".", cwd=clone)

    assert (done.status, done.out) == (0, "plainsail 0.1.0\n")


def test_a_project_that_pins_nothing_is_not_set_up(desk: Desk, clone: Path) -> None:
    (clone / "requirements.txt").unlink()

    done = desk.run("set-up", ".", cwd=clone)

    assert done.status == 1
    assert "::error title=No requirements.txt::" in done.out


# --- the workflows ---------------------------------------------------------------------------------------------------

journey = pytest.mark.slow
EU = ["/param/backend/production-eu/key"]


@pytest.fixture(scope="module")
def store() -> Iterator[Door]:
    """Parameter Store, with what the backend needs in each region."""
    with door() as opened:
        put("/param/backend/staging/key", *EU)
        put("/param/backend/production-us/key", region="us-east-1")
        yield opened


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory, store: Door) -> Hosting:
    """The fleet, pushed for the first time; each chapter below goes on from the one before."""
    made = Hosting.installed(tmp_path_factory.mktemp("fleet"), aws=store.url, lay=fleet.lay)
    made.desk.put("python", fleet.STAND_IN_PYTHON)
    made.reviewers = {"production": ["ada"], "production-us": ["bob"]}
    return made


def results(run: Run) -> dict[str, str]:
    return {name: job.result for name, job in run.items()}


def log(run: Run) -> str:
    return "\n".join(job.log for job in run.values())


@pytest.fixture(scope="module")
def deployed(hosting: Hosting) -> tuple[Run, str, str]:
    """The first push: the run, the commit that it was about, and the one that it made."""
    commit = hosting.head("main")
    return runner.run(hosting, "default.yml", runner.push(commit)), commit, hosting.head("main")


@journey
def test_a_fleet_is_built_and_pinned_in_one_commit(hosting: Hosting, deployed: tuple[Run, str, str]) -> None:
    run, commit, made = deployed
    files = hosting.git(hosting.bare, "diff", "--name-only", commit, made).splitlines()

    assert results(run) == {
        **dict.fromkeys(("fleet", "image", "render", "verify", "deploy"), "success"),
        "healthy": "skipped",
    }, log(run)
    assert hosting.git(hosting.bare, "rev-parse", f"{made}^") == commit
    assert [name for name in files if name.startswith("envs/")] == [
        f"envs/{app}/image.json" for app in ("api", "backend", "worker")
    ]
    assert run["image"].steps.count("Build and push") == 2
    pins = [json.loads(hosting.show(f"{made}:envs/{app}/image.json")) for app in ("backend", "worker", "api")]
    assert pins[0] == pins[1] != pins[2]
    assert {pin["source"] for pin in pins} == {commit}


@journey
def test_each_push_moves_what_follows_nothing_and_no_other(hosting: Hosting, deployed: tuple[Run, str, str]) -> None:
    _, commit, made = deployed

    assert (hosting.moves("staging")[-1], hosting.moves("production-eu")) == (made, [commit])


def release(hosting: Hosting, **inputs: str) -> Run:
    """*Run workflow*, on main."""
    return runner.run(hosting, "release_on_tag.yml", runner.by_hand(hosting.head("main"), **inputs))


@pytest.fixture(scope="module")
def refused(hosting: Hosting, deployed: tuple[Run, str, str]) -> list[Run]:
    """What must not be: America before Europe, Europe unasked."""
    hosting.tag("v1.0.0", deployed[2])
    early = release(hosting, tag="v1.0.0", environment="production-us")
    hosting.reviewers = {"production": [], "production-us": ["bob"]}
    unasked = release(hosting, tag="v1.0.0")
    hosting.reviewers = {"production": ["ada"], "production-us": ["bob"]}
    return [early, unasked]


@journey
def test_no_environment_is_promoted_to_what_the_one_before_did_not_run(refused: list[Run], hosting: Hosting) -> None:
    early, _ = refused

    assert early["gate"].failed == "The environment before ran this commit"
    assert "is not in the history of the branch production-eu" in early["gate"].log
    assert {early[name].result for name in ("verify", "approve", "promote", "next")} == {"skipped"}
    assert len(hosting.moves("production-us")[:1]) == 1


@journey
def test_no_environment_is_promoted_to_where_nobody_would_be_asked(refused: list[Run]) -> None:
    _, unasked = refused

    assert unasked["stage"].failed == "Somebody will be asked"
    assert {job.result for name, job in unasked.items() if name != "stage"} == {"skipped"}


@pytest.fixture(scope="module")
def promoted(hosting: Hosting, refused: list[Run], deployed: tuple[Run, str, str]) -> list[Run]:
    """The runs of a release, each started by the one before."""
    europe = release(hosting, tag="v1.0.0")
    assert europe["next"].result == "success", log(europe)
    america = runner.run(hosting, *runner.started(hosting))
    return [europe, america]


@journey
def test_a_release_goes_from_environment_to_environment(
    hosting: Hosting, promoted: list[Run], deployed: tuple[Run, str, str]
) -> None:
    way = ("stage", "gate", "verify", "approve", "promote")

    for run, goes_on in zip(promoted, ("success", "skipped"), strict=True):
        assert results(run) == {
            "start": "skipped",
            **dict.fromkeys(way, "success"),
            "healthy": "skipped",
            "next": goes_on,
        }, log(run)
    assert [hosting.moves(name)[-1] for name in ("production-eu", "production-us")] == [deployed[2]] * 2
    assert [row["call"] for row in hosting.desk.asked if row["call"].startswith("workflow run")] == [
        "workflow run release_on_tag.yml"
    ]


@journey
def test_every_image_that_is_built_here_gets_the_tag(
    hosting: Hosting, promoted: list[Run], deployed: tuple[Run, str, str]
) -> None:
    digests = {json.loads(hosting.show(f"{deployed[2]}:envs/{app}/image.json"))["digest"] for app in ("api", "backend")}

    assert [sorted(hosting.tags_of(digest)) for digest in digests] == [[f"sha-{deployed[1]}", "v1.0.0"]] * 2


@journey
def test_each_region_is_asked_with_a_role_of_its_own(hosting: Hosting, promoted: list[Run]) -> None:
    verified = {(region, role) for _, region, role in hosting.assumed}

    assert verified == {
        ("eu-west-3", "push"),
        ("eu-west-3", "verify"),
        ("us-east-1", "verify"),
        ("eu-west-3", "release"),
    }


@pytest.fixture(scope="module")
def next_release(hosting: Hosting, promoted: list[Run]) -> list[Run]:
    """A change of one app, brought to Europe alone, and then back there."""
    edit = {"api/Dockerfile": ("FROM scratch", "FROM scratch AS final")}
    change = runner.run(hosting, "default.yml", runner.push(hosting.push("Name it", edit)))
    hosting.tag("v1.1.0", hosting.head("staging"))
    forward = release(hosting, tag="v1.1.0", environment="production-eu")
    there = hosting.head("production-eu")
    assert there == hosting.head("staging")
    back = release(hosting, tag="v1.0.0", environment="production-eu", back="true")
    return [change, forward, back]


@journey
def test_only_the_image_whose_sources_changed_is_built(next_release: list[Run], hosting: Hosting) -> None:
    change, _, _ = next_release

    assert change["image"].steps.count("Build and push") == 1
    assert f"pushing {fleet.HOST}/fleet/api:sha-" in change["image"].log
    changed = hosting.git(hosting.bare, "diff", "--name-only", "v1.0.0", "v1.1.0", "--", "envs").splitlines()
    assert changed == ["envs/api/image.json"]


@journey
def test_one_environment_goes_forward_and_back_and_the_others_stay(
    hosting: Hosting, next_release: list[Run], deployed: tuple[Run, str, str]
) -> None:
    _, forward, back = next_release

    assert (forward["promote"].result, forward["next"].result) == ("success", "skipped")
    assert (back["promote"].result, back["next"].result) == ("success", "skipped")
    assert "BACK from" in back["gate"].summary
    assert (hosting.head("production-eu"), hosting.head("production-us")) == (deployed[2], deployed[2])
