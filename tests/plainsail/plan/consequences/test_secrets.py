"""Secrets are needed, or no longer."""

from __future__ import annotations

from tests.plainsail.plan.planted import container, deployment, external_secret, files, findings, told

NAME = "secrets"
REFERENCE = {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "backend", "key": "TOKEN"}}}
PLAIN = {"name": "TOKEN", "value": "x"}


def test_added_moved_and_dropped() -> None:
    before = external_secret({"A": "/p/a", "B": "/p/b", "D": "/p/d"})
    after = external_secret({"A": "/p/a", "B": "/p/bb", "C": "/p/c"})

    assert told(NAME, before, after) == ["adds C from /p/c; takes B from /p/bb instead of /p/b; drops D"]


def test_what_is_new_can_be_verified() -> None:
    [finding] = findings(NAME, files(external_secret({})), files(external_secret({"A": "/p/a"})))

    assert finding.fix == "`plainsail secrets verify staging/backend` tells whether they are there"


def test_what_is_dropped_need_not_be() -> None:
    [finding] = findings(NAME, files(external_secret({"A": "/p/a"})), files(external_secret({})))

    assert (finding.message, finding.fix) == ("drops A", "")


def test_an_object_that_comes_or_goes() -> None:
    assert told(NAME, {}, files(external_secret({"A": "/p/a"}))) == ["adds A from /p/a"]
    assert told(NAME, files(external_secret({"A": "/p/a"})), {}) == ["drops A"]


def test_another_store() -> None:
    after = external_secret({}, secretStoreRef={"kind": "ClusterSecretStore", "name": "other"})

    assert told(NAME, external_secret({}), after) == ["asks another store: store → other"]


def test_another_secret_is_filled() -> None:
    after = external_secret({}, target={"name": "other"})

    assert told(NAME, external_secret({}), after) == ["fills the Secret other instead of backend"]


def test_plain_text_becomes_a_secret() -> None:
    before, after = deployment(container(env=[PLAIN])), deployment(container(env=[REFERENCE]))

    assert told(NAME, before, after) == ["TOKEN was plain text, and comes from a Secret now"]


def test_a_secret_becomes_plain_text() -> None:
    before, after = deployment(container(env=[REFERENCE])), deployment(container(env=[PLAIN]))

    [finding] = findings(NAME, files(before), files(after))

    assert (finding.message, finding.severity) == ("TOKEN came from a Secret, and is plain text now", "warning")


def test_another_value_is_no_turn() -> None:
    before, after = (deployment(container(env=[PLAIN | {"value": value}])) for value in "xy")

    assert told(NAME, before, after) == []


def test_how_often_it_is_refreshed_is_no_secret() -> None:
    assert told(NAME, external_secret({}), external_secret({}, refreshInterval="2h")) == []
