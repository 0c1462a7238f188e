"""Argo CD and External Secrets take `dist/` from Git, as the documents say. The tests build on each other, in order."""

from __future__ import annotations

import base64

import pytest

from tests.gitops.argocd import NAMESPACE, every
from tests.gitops.facts import Snapshot, observed
from tests.gitops.world import ENVIRONMENTS, World, app, root
from tests.plainsail.parameter_store import VALUE

pytestmark = [pytest.mark.gitops, pytest.mark.sample]
WAVE = "argocd.argoproj.io/sync-wave"


@pytest.fixture(scope="module")
def installed(world: World) -> tuple[World, str, int]:
    """The root of each environment, applied once; the commit, and when that was."""
    mark = world.history.mark()
    commit = world.clone.git("rev-parse", "start")
    world.clone.move("main", *ENVIRONMENTS, to="start")
    for environment in ENVIRONMENTS:
        world.apply_root(environment)
    for environment in ENVIRONMENTS:
        for name in (root(environment), app(environment)):
            world.argocd.wait(name, "the Application", lambda found: "spec" in found.document)
    for environment in ENVIRONMENTS:
        world.settled(commit, environment, within=240)
    return world, commit, mark


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_root_brings_everything_once_it_is_applied(installed: tuple[World, str, int], environment: str) -> None:
    world, commit, _ = installed
    snapshot = world.snapshot(environment)

    assert snapshot.rendered - snapshot.live.keys() == set()
    for name in (root(environment), app(environment)):
        application = world.argocd.application(name)
        assert (application.sync, application.health, application.revision) == ("Synced", "Healthy", commit)
        assert not application.refused
        assert application.operation.get("retryCount", 0) == 0


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_secret_is_filled(installed: tuple[World, str, int], environment: str) -> None:
    world, _, _ = installed
    secret = world.secret(environment)["data"]

    assert {name: base64.b64decode(value).decode() for name, value in secret.items()} == {
        "APP_API_CLIENT_SECRET": VALUE,
        "APP_SERVICE_API_KEY": VALUE,
    }


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_restricted_admits_the_pods(installed: tuple[World, str, int], environment: str) -> None:
    world, _, _ = installed
    namespace = world.api.get("Namespace", None, f"backend-{environment}")
    pods = world.pods(environment)

    assert namespace
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert [pod["status"]["phase"] for pod in pods] == ["Running"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_waves_come_in_order(installed: tuple[World, str, int], environment: str) -> None:
    """The Deployment is made after the Secret holds its keys, and no pod ever waited for one."""
    world, _, mark = installed
    namespace = f"backend-{environment}"
    made = [
        event.version
        for kind in ("Deployment", "Service")
        for event in world.history.since(mark, kind, namespace)
        if event.type == "ADDED"
    ]
    ready = [
        event.version
        for event in world.history.since(mark, "ExternalSecret", namespace)
        for condition in event.document.get("status", {}).get("conditions", ())
        if condition["type"] == "Ready" and condition["status"] == "True"
    ]

    assert len(made) == 2
    assert ready
    assert min(ready) < min(made)
    assert world.starved(mark, environment) == set()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_second_sync_writes_nothing(installed: tuple[World, str, int], environment: str) -> None:
    world, commit, _ = installed
    names = (root(environment), app(environment))

    def versions() -> dict[object, str]:
        all_of_them = world.snapshot(environment).versions()
        return {key: version for key, version in all_of_them.items() if key[2] not in names}

    before = versions()
    for name in names:
        synced = world.argocd.sync(name, commit)
        assert (synced.operation["phase"], synced.synced_revision) == ("Succeeded", commit)

    assert versions() == before


def test_an_environment_moves_when_its_branch_moves(installed: tuple[World, str, int]) -> None:
    world, commit, _ = installed
    [old] = world.pods("production")
    world.clone.pin("two", world.digests[1])

    newer = world.deliver("Another image", "staging")
    world.settled(newer, "staging")
    world.argocd.look(root("production"), app("production"))
    assert image_of(world, "staging").endswith(world.digests[1])
    assert image_of(world, "production").endswith(world.digests[0])
    assert world.argocd.application(app("production")).revision == commit
    assert [pod["metadata"]["uid"] for pod in world.pods("production")] == [old["metadata"]["uid"]]

    world.clone.move("production")
    world.settled(newer, "production")
    assert image_of(world, "production").endswith(world.digests[1])
    [pod] = world.pods("production")
    assert pod["metadata"]["uid"] != old["metadata"]["uid"]
    assert pod["spec"]["containers"][0]["image"].endswith(world.digests[1])


def test_a_branch_that_moves_back_rolls_back(installed: tuple[World, str, int]) -> None:
    world, commit, _ = installed

    world.clone.move("production", to=commit)
    world.settled(commit, "production")

    assert image_of(world, "production").endswith(world.digests[0])
    assert image_of(world, "staging").endswith(world.digests[1])


def test_what_leaves_git_leaves_the_cluster(installed: tuple[World, str, int]) -> None:
    world, _, _ = installed
    before = world.snapshot("staging")
    world.clone.say("staging", "ingress = None\nhpa = None")

    commit = world.deliver("Neither Ingress nor autoscaler", "staging")
    world.settled(commit, "staging")

    facts = observed(world.api, before, world.snapshot("staging"), world.argocd.application(app("staging")))
    assert facts.gone == {"Ingress/backend", "HorizontalPodAutoscaler/backend"}
    assert facts.restarted == frozenset()


def test_what_runs_goes_on_without_the_root_and_is_adopted_by_another(installed: tuple[World, str, int]) -> None:
    world, commit, _ = installed
    before = versions_of_the_app(world)

    world.api.delete("Application", NAMESPACE, root("production"))
    for _ in every(0.5, 8):
        assert world.argocd.application(app("production")).sync == "Synced"
    assert world.argocd.application(root("production")).sync == ""
    world.clone.git("checkout", "--quiet", commit)
    try:
        world.apply_root("production")
    finally:
        world.clone.git("checkout", "--quiet", "main")
    world.settled(commit, "production")

    assert versions_of_the_app(world) == before


def versions_of_the_app(world: World) -> dict[object, str]:
    snapshot: Snapshot = world.snapshot("production")
    return {key: version for key, version in snapshot.versions().items() if key[1] != NAMESPACE}


def image_of(world: World, environment: str) -> str:
    """The image that the Deployment asks for."""
    [container] = world.one("Deployment", f"backend-{environment}")["spec"]["template"]["spec"]["containers"]
    return str(container["image"])
