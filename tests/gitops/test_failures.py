"""What goes wrong, and how it ends."""

from __future__ import annotations

import pytest

from tests.gitops.argocd import Application
from tests.gitops.world import World, app

pytestmark = [pytest.mark.gitops, pytest.mark.sample]
STAGING = "backend-staging"
HEADLESS = """patches = {"headless": Patch("Service/backend", set={"spec.clusterIP": "None"})}"""
MISSING = """external_secrets = change(params=change({"APP_MISSING": "missing"}))"""
THIRD = """external_secrets = change(params=change({"APP_THIRD": "third"}))"""
WARNING = """env = change({"APP_LOG_LEVEL": "warning"})"""
WITHOUT_REFRESH = """sync_policy = SyncPolicy(retry=Retry(limit=1, refresh=False))"""
MIGRATION = """migration = Migration(["true"])"""


@pytest.fixture(autouse=True)
def _start(world: World) -> None:
    world.start_over()


@pytest.mark.parametrize("lines", [pytest.param(HEADLESS, id="refused"), pytest.param(MISSING, id="parameter-missing")])
def test_a_fix_that_comes_while_a_sync_is_retried_is_what_the_next_try_takes(world: World, lines: str) -> None:
    """And what ran before runs on all the time."""
    pods = names(world)
    world.clone.say("staging", lines)
    broken = world.deliver("Something that cannot work", "staging")
    world.argocd.look(app("staging"))
    failed = world.argocd.wait(app("staging"), "a second try", lambda found: retries(found, broken) >= 1)
    assert failed.is_running
    assert names(world) == pods

    fixed = fix(world)
    begun = world.argocd.wait(app("staging"), "the fix to begin", lambda found: found.synced_revision == fixed)
    world.settled(fixed, "staging")
    assert begun.operation.get("retryCount", 0) <= failed.operation["retryCount"] + 1
    assert names(world) == pods


def test_a_fix_that_comes_before_the_last_try_is_synced_after_it(world: World) -> None:
    """Where tries do not take the newest commit."""
    world.clone.say("staging", WITHOUT_REFRESH)
    world.settled(world.deliver("Two tries", "staging"), "staging")
    world.clone.say("staging", f"{WITHOUT_REFRESH}\n{HEADLESS}")
    broken = world.deliver("Something that cannot work", "staging")
    world.argocd.look(app("staging"))
    world.argocd.wait(app("staging"), "the first try to fail", lambda found: bool(found.refused))

    fixed = fix(world, WITHOUT_REFRESH)
    last = world.argocd.wait(app("staging"), "the last try", lambda found: not found.is_running)
    assert (last.operation["phase"], last.synced_revision) in {("Failed", broken), ("Succeeded", fixed)}
    world.settled(fixed, "staging")


@pytest.mark.parametrize(
    "lines", [pytest.param(THIRD, id="plain"), pytest.param(f"{THIRD}\n{MIGRATION}", id="migration")]
)
def test_no_pod_starts_before_its_secret_however_slow_the_store_is(world: World, lines: str) -> None:
    mark = world.history.mark()
    world.clone.say("staging", lines)
    with world.slow_store(5):
        commit = world.deliver("One more secret", "staging")
        world.settled(commit, "staging", within=240)

    assert world.starved(mark, "staging") == set()
    assert "APP_THIRD" in world.secret("staging")["data"]
    assert any("APP_THIRD" in str(pod["spec"]) for pod in world.pods("staging"))


def test_a_migration_runs_after_the_secret_and_before_the_new_pods(world: World) -> None:
    mark = world.history.mark()
    world.clone.say("staging", f"{MIGRATION}\n{WARNING}")
    commit = world.deliver("A migration", "staging")
    world.settled(commit, "staging")

    done = [
        event.version
        for event in world.history.since(mark, "Job", STAGING)
        if event.document.get("status", {}).get("succeeded")
    ]
    changed = [
        event.version
        for event in world.history.since(mark, "Deployment", STAGING)
        if "warning" in str(event.document["spec"])
    ]
    assert min(done) < min(changed)


def test_a_migration_that_cannot_start_does_not_keep_the_fix_out(world: World) -> None:
    """Its pod waits for a Secret that nobody makes; the deadline of the Job ends it."""
    pods = names(world)
    world.clone.say(
        "staging",
        f"{MIGRATION[:-1]}, active_deadline_seconds=15)\n{WARNING}\n"
        'patches = {"absent": Patch("Job/backend-migration", set={"spec.template.spec.containers[app].env": '
        '[{"name": "APP_ABSENT", "valueFrom": {"secretKeyRef": {"name": "absent", "key": "key"}}}]})}',
    )
    broken = world.deliver("A migration that cannot start", "staging")
    world.argocd.look(app("staging"))
    world.argocd.wait(app("staging"), "a second try", lambda found: retries(found, broken) >= 1)
    assert names(world) == pods

    world.settled(fix(world), "staging")


def test_a_new_kind_is_taken_at_once(world: World) -> None:
    mark = world.history.mark()
    world.clone.say(
        "staging",
        'objects = {"limits": RawObject({"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "limits"}, '
        '"spec": {"limits": [{"type": "Pod", "max": {"cpu": "4"}}]}})}',
    )
    commit = world.deliver("A kind that no construct renders", "staging")
    world.settled(commit, "staging")

    seen = [Application(event.document) for event in world.history.since(mark, "Application", "argocd")]
    tries = [found for found in seen if found.synced_revision == commit]
    assert tries
    assert {row.get("status") for found in tries for row in found.results} <= {None, "Synced"}
    assert {found.operation.get("retryCount", 0) for found in tries} == {0}
    assert world.api.get("LimitRange", STAGING, "limits")


def test_a_port_that_was_edited_by_hand_heals(world: World) -> None:
    [port] = world.one("Service", STAGING)["spec"]["ports"]
    world.api.merge("Service", STAGING, "backend", {"spec": {"ports": [port | {"port": port["port"] + 1}]}})

    world.eventually(
        "the port as Git has it",
        lambda: [found["port"] for found in world.one("Service", STAGING)["spec"]["ports"]] == [port["port"]],
        within=90,
    )
    world.settled(world.clone.git("rev-parse", "HEAD"), "staging")


def fix(world: World, *lines: str) -> str:
    """Delivers what works, and can be told from what was there before; the commit."""
    world.clone.say("staging", "\n".join([*lines, "hpa = change(max_replicas=2)"]))
    fixed = world.deliver("The fix", "staging")
    world.argocd.look(app("staging"))
    return fixed


def names(world: World) -> set[str]:
    return {pod["metadata"]["uid"] for pod in world.pods("staging")}


def retries(found: Application, commit: str) -> int:
    """How often a commit was tried again."""
    return int(found.operation.get("retryCount", 0)) if found.revision == commit else 0
