"""What `plan` says of a change is what the cluster then does: there, and on the way back."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.gitops.changes import CHANGES, Change
from tests.gitops.facts import Facts, label_of, moved, observed, predicted
from tests.gitops.world import World, app, root

pytestmark = [pytest.mark.gitops, pytest.mark.sample]


@pytest.fixture(autouse=True, scope="module")
def _start(world: World) -> None:
    world.start_over()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name.replace(" ", "-"))
def test_what_plan_says_happens(world: World, change: Change) -> None:
    try:
        make(world, change)
        rows, there, expected, strays = play(world, change.name)
        said = {row["consequence"] for row in rows if row["consequence"]}
        assert said >= change.says, rows
        assert there == expected, rows
        assert strays == frozenset()
        if change.seen:
            world.eventually(change.name, lambda: change.seen is not None and change.seen(world))

        if there.refused:
            return  # on the way back, plan compares with what Git says and the cluster never took
        world.clone.restart()
        rows, back, expected, strays = play(world, f"{change.name}, back")
        assert back == expected, rows
        assert strays == frozenset()
    finally:
        if world.argocd.application(app("staging")).refused or world.clone.git("diff", "--name-only", "start"):
            world.start_over()


def test_an_environment_that_leaves_the_registry_stays_as_it_is(world: World) -> None:
    """Its root finds no folder any more, and is `Unknown`; so is what it brought."""
    registry = world.clone.folder / "envs/__init__.py"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(
        text.replace(', "production": production.Production', "").replace(
            "import production, staging", "import staging"
        ),
        encoding="utf-8",
    )
    before = world.snapshot("production")
    rows = world.clone.plan("production")
    try:
        world.deliver("Production is no more", "production")
        for name in (root("production"), app("production")):
            world.argocd.look(name)
            world.argocd.wait(name, "that it is Unknown", lambda found: found.sync == "Unknown")
        after = world.snapshot("production")

        there = observed(world.api, before, after, world.argocd.application(app("production")))
        assert there == predicted(rows), rows
        assert there.stays == {label_of(key) for key in before.rendered}
    finally:
        world.start_over()


def make(world: World, change: Change) -> None:
    if change.pin:
        world.clone.pin("two", world.digests[1])
    if change.lines:
        world.clone.say("staging", change.lines)


def play(world: World, name: str) -> tuple[list[dict[str, Any]], Facts, Facts, frozenset[str]]:
    """Plans a change, delivers it, and looks: the plan, what happened, what it said, and what moved unsaid."""
    before = world.snapshot("staging")
    rows = world.clone.plan("staging")
    commit = world.deliver(name, "staging")
    world.argocd.look(root("staging"), app("staging"))  # both at once, as a webhook does
    world.argocd.ended(commit, root("staging"))
    time.sleep(1)
    ended = world.argocd.ended(commit, app("staging"))
    after = world.snapshot("staging")
    unsaid = moved(before, after) - {row["object"] for row in rows}
    return rows, observed(world.api, before, after, ended), predicted(rows), unsaid
