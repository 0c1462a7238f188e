"""Another image runs."""

from __future__ import annotations

import pytest

from tests.plainsail.plan.planted import container, cron_job, deployment, files, findings, pod, told

NAME = "image"
REPOSITORY = "registry.example.com/team/app"
A, B = (f"sha256:{letter * 64}" for letter in "ab")


def image(reference: str) -> str:
    return deployment(container(image=reference))


MOVES = {
    "tag and digest": (
        f"{REPOSITORY}:v1@{A}",
        f"{REPOSITORY}:v2@{B}",
        "team/app: v1 → v2, digest sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb",
        None,
    ),
    "tag alone": (f"{REPOSITORY}:v1", f"{REPOSITORY}:v2", "team/app: v1 → v2", None),
    "digest under one tag": (
        f"{REPOSITORY}:v1@{A}",
        f"{REPOSITORY}:v1@{B}",
        "team/app: the tag v1 moves, digest sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb",
        "warning",
    ),
    "pinned from now on": (
        f"{REPOSITORY}:v1",
        f"{REPOSITORY}:v1@{A}",
        "team/app: digest none → sha256:aaaaaaaaaaaa",
        None,
    ),
    "no longer pinned": (
        f"{REPOSITORY}:v1@{A}",
        f"{REPOSITORY}:v2",
        "team/app: v1 → v2, digest sha256:aaaaaaaaaaaa → none",
        "warning",
    ),
    "another repository": (
        f"{REPOSITORY}:v1",
        "registry.example.com/other:v1",
        f"another repository: {REPOSITORY}:v1 → registry.example.com/other:v1",
        "warning",
    ),
    "no reference": (f"{REPOSITORY}:v1", "NOT AN IMAGE", f"{REPOSITORY}:v1 → NOT AN IMAGE", None),
}


@pytest.mark.parametrize(("old", "new", "message", "severity"), MOVES.values(), ids=MOVES)
def test_how_an_image_moves(old: str, new: str, message: str, severity: str | None) -> None:
    [finding] = findings(NAME, files(image(old)), files(image(new)))

    assert (finding.message, finding.severity) == (message, severity)


def test_a_move_in_several_workloads_is_said_once() -> None:
    before, after = (
        files(
            image(f"{REPOSITORY}:{tag}"),
            cron_job("0 3 * * *", jobTemplate={"spec": {"template": pod(container(image=f"{REPOSITORY}:{tag}"))}}),
        )
        for tag in ("v1", "v2")
    )

    [finding] = findings(NAME, before, after)

    assert finding.where.object == "CronJob/backend, Deployment/backend"


def test_a_new_container_is_no_move() -> None:
    assert told(NAME, deployment(), deployment(container(), container(name="log"))) == []
