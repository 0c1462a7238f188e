"""ExternalSecrets that take the place of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from plainsail.manifests.pods import Pod
from plainsail.manifests.references import Reference, references
from plainsail.plan.report import for_people
from plainsail.plan.successions import readers, successions
from tests.plainsail.plan.planted import (
    application,
    comparison,
    container,
    deployment,
    external_secret,
    files,
    in_argocd,
    ingress,
    manifest,
    planned,
    told,
)

APP = in_argocd(application({"automated": {"prune": True}}))
LAST = "PruneLast=true"


def secret(name: str, parameters: dict[str, str], options: str = LAST, **spec: Any) -> str:
    annotations = {"argocd.argoproj.io/sync-wave": "-2", "argocd.argoproj.io/sync-options": options}
    text = external_secret(parameters, target={"name": name}, **spec)
    return text.replace("name: backend\n", f"name: {name}\n  annotations: {annotations}\n", 1)


def reader(name: str, *keys: str) -> str:
    env = [{"name": key, "valueFrom": {"secretKeyRef": {"name": name, "key": key}}} for key in keys]
    return deployment(container(env=env))


BEFORE = APP | files(secret("backend-1", {"A": "/a", "B": "/b"}), reader("backend-1", "A", "B"))
AFTER = APP | files(secret("backend-2", {"A": "/a", "C": "/c"}), reader("backend-2", "A", "C"))


def test_pods_that_read_the_one_and_then_the_other_tell_a_pair() -> None:
    other = {"staging/backend/other.yaml": secret("other-2", {"X": "/x"})}

    [pair] = successions(comparison(BEFORE, AFTER | other))

    assert (pair.old.resource.name, pair.new.resource.name) == ("backend-1", "backend-2")


def test_one_of_each_in_an_app_is_a_pair() -> None:
    found = comparison(APP | files(secret("backend-1", {})), APP | files(secret("backend-2", {})))

    assert len(successions(found)) == 1


def test_of_several_that_nobody_reads_nobody_can_tell() -> None:
    two = files(secret("backend-2", {}), secret("backend-3", {}))

    assert successions(comparison(APP | files(secret("backend-1", {})), APP | two)) == []


def test_an_ingress_reads_its_certificate() -> None:
    tls = {"tls": [{"secretName": "certificate"}]}
    side = comparison({}, files(secret("certificate", {}), ingress("a", spec=tls))).after
    [made] = side.of("ExternalSecret")

    assert [each.kind for each in readers(side, made, "certificate")] == ["Ingress"]


def test_a_broken_workload_reads_nothing() -> None:
    broken = manifest(
        "Deployment", {"template": {"spec": {"containers": [{"env": [{"valueFrom": 1}]}]}}}, api="apps/v1"
    )
    side = comparison({}, files(secret("backend-1", {}), broken)).after
    [made] = side.of("ExternalSecret")

    assert list(readers(side, made, "backend-1")) == []


def test_scripts_are_told_of_every_object_that_is_deleted() -> None:
    [prune] = [each for each in planned(BEFORE, AFTER).report.results if each.rule.id == "prune"]

    assert (prune.where.object, prune.severity) == ("ExternalSecret/backend-1", "info")
    assert prune.message == "is deleted last, once another has taken its place"


def test_a_secret_that_follows_its_content_is_one_line_and_a_rollout() -> None:
    results = for_people(planned(BEFORE, AFTER).report).results

    assert [(each.rule.id, each.severity, each.where.object, each.message) for each in results] == [
        (
            "pods-restart",
            "info",
            "Deployment/backend",
            (
                "pods are replaced: they read Secret/backend-2 instead of Secret/backend-1; containers[app].env[B], "
                "containers[app].env[C] changed"
            ),
        ),
        (
            "secrets",
            "info",
            "ExternalSecret/backend-2",
            "Secret/backend-2 takes the place of Secret/backend-1: adds C from /c; drops B",
        ),
    ]


def test_a_secret_of_the_same_keys_that_moves_to_another_store() -> None:
    after = files(
        secret("backend-2", {"A": "/a", "B": "/b"}, secretStoreRef={"kind": "ClusterSecretStore", "name": "other"})
    )

    [message] = told("secrets", BEFORE, APP | after | {"staging/backend/1.yaml": reader("backend-2", "A", "B")})

    assert message == "Secret/backend-2 takes the place of Secret/backend-1: asks another store: store → other"


def test_one_that_goes_before_its_pods_do_is_told() -> None:
    before = BEFORE | files(secret("backend-1", {"A": "/a", "B": "/b"}, "Validate=true"))

    [message] = told("prune", before, AFTER)

    assert message == (
        "is deleted: Secret/backend-1, which it owns, is garbage-collected with it, before pods of Deployment/backend "
        "are replaced: one that restarts meanwhile does not start"
    )


def test_one_that_pods_still_read_is_an_error() -> None:
    job = manifest(
        "Deployment",
        {"template": {"spec": {"containers": [{"name": "a", "envFrom": [{"secretRef": {"name": "backend-1"}}]}]}}},
        api="apps/v1",
        metadata={"name": "late"},
    )
    late = {"staging/backend/late.yaml": job}

    [message] = told("prune", BEFORE | late, AFTER | late)

    assert message.endswith("is garbage-collected with it, and Deployment/late cannot do without: pods no longer start")


def test_one_that_nobody_reads_goes_quietly() -> None:
    gone = APP | files(secret("backend-1", {"A": "/a"}), deployment())

    [message] = told("prune", gone, APP | {"staging/backend/1.yaml": deployment()})

    assert message == "is deleted: Secret/backend-1, which it owns, is garbage-collected with it; nothing here reads it"


def test_pods_are_read_in_proportion_to_the_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many Secrets change at once: that was cubic once, and took minutes for two hundred apps."""
    calls = 0

    def counted(pod: Pod) -> Sequence[Reference]:
        nonlocal calls
        calls += 1
        return references(pod)

    def reads(apps: int) -> int:
        nonlocal calls
        calls = 0
        names = [f"app{number}" for number in range(apps)]
        planned(of_apps(names, BEFORE), of_apps(names, AFTER))
        return calls

    monkeypatch.setattr("plainsail.plan.successions.references", counted)

    assert reads(20) == 4 * reads(5)


def of_apps(names: list[str], side: dict[str, str]) -> dict[str, str]:
    """The files of one app, as those of each of these."""
    texts = [
        (path.replace("backend", name), text.replace("backend", name)) for name in names for path, text in side.items()
    ]
    return dict(texts)
