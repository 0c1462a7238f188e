"""How far a sync gets."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.plan.changes import Comparison
from plainsail.plan.sync import fails, held_back, reached, settled, waiting_for
from tests.plainsail.plan.planted import application, comparison, files, in_argocd, ingress, manifest, remaining

APP = in_argocd(application({"automated": {"prune": True}})) | remaining()
WAVE, HOOK, OPTIONS = (f"argocd.argoproj.io/{name}" for name in ("sync-wave", "hook", "sync-options"))


def service(address: str, wave: int) -> str:
    return manifest("Service", {"clusterIP": address}, metadata={"annotations": {WAVE: str(wave)}})


def config(name: str, value: str, **annotations: str) -> str:
    said = {"name": name, "annotations": annotations}
    return manifest("ConfigMap", data={"A": value}, metadata=said)


def one_that_fails(wave: int, before: dict[str, str], after: dict[str, str]) -> Comparison:
    refused = (
        {"staging/backend/service.yaml": service("10.0.0.1", wave)},
        {"staging/backend/service.yaml": service("10.0.0.2", wave)},
    )
    return comparison(APP | refused[0] | before, APP | refused[1] | after)


def waiting(found: Comparison) -> list[str]:
    [failing] = filter(fails, found.changes)
    return [each.resource.name for each in held_back(found, failing)]


@pytest.mark.parametrize(
    ("annotations", "waits"),
    [
        ({WAVE: "0"}, False),
        ({}, False),
        ({WAVE: "1"}, True),
        ({WAVE: "-1"}, False),
        ({HOOK: "PreSync", WAVE: "9"}, False),
        ({HOOK: "Sync", WAVE: "9"}, True),
        ({HOOK: "PostSync", WAVE: "-9"}, True),
        ({"helm.sh/hook": "pre-upgrade", WAVE: "9"}, False),
        ({"helm.sh/hook": "post-install"}, True),
    ],
)
def test_what_comes_after_a_refusal_waits(annotations: dict[str, str], waits: bool) -> None:
    sides = (files(config("a", value, **annotations)) for value in ("1", "2"))

    assert waiting(one_that_fails(0, *sides)) == (["a"] if waits else [])


def test_prunes_go_backwards() -> None:
    both = files(config("first", "1", **{WAVE: "-2"}), config("last", "1", **{WAVE: "2"}))

    assert waiting(one_that_fails(0, both, {})) == ["first"]


def test_a_prune_may_come_last() -> None:
    gone = files(config("a", "1", **{OPTIONS: "PruneLast=true"}))

    assert waiting(one_that_fails(0, gone, {})) == ["a"]


def test_an_application_may_prune_last() -> None:
    last = in_argocd(application({"automated": {"prune": True}, "syncOptions": ["PruneLast=true"]}))

    assert waiting(one_that_fails(0, last | files(config("a", "1")), last)) == ["a"]


def test_another_application_goes_on() -> None:
    other = application({"automated": {"prune": True}}, path="staging/other", metadata={"name": "other"})
    sides = (
        files(config("a", value, **{WAVE: "3"}), home="staging/other") | {"argocd/staging/other.yaml": other}
        for value in ("1", "2")
    )

    assert waiting(one_that_fails(0, *sides)) == []


def test_without_applications_nothing_waits() -> None:
    sides = (files(service(address, 0), config("a", address, **{WAVE: "3"})) for address in ("10.0.0.1", "10.0.0.2"))
    found = comparison(*sides)

    assert waiting(found) == []
    assert [each.resource.kind for each in reached(found).changes] == ["ConfigMap"]


def test_what_is_refused_stays_as_it_was() -> None:
    found = reached(one_that_fails(0, files(ingress("a")), files(config("new", "1", **{WAVE: "1"}))))

    assert [str(each.resource.key) for each in found.changes] == ["Ingress/backend"]
    assert [each.spec["clusterIP"] for each in found.after.of("Service")] == ["10.0.0.1"]
    assert not list(found.after.of("ConfigMap"))


def test_a_change_that_nothing_refuses_is_whole() -> None:
    found = comparison(APP, APP | files(config("a", "1")))

    assert reached(found) is found
    assert settled(found) is found


def test_what_stays_is_still_there() -> None:
    before = files(config("a", "1", **{OPTIONS: "Prune=false"}), config("b", "1"))

    found = settled(comparison(APP | before, APP))

    assert [each.resource.name for each in found.changes] == ["b"]
    assert [each.name for each in found.after.of("ConfigMap")] == ["a"]


def test_who_must_confirm_keeps_the_rest_of_the_sync_waiting() -> None:
    asked = config("asked", "1", **{OPTIONS: "Prune=confirm", WAVE: "-1"})
    early: dict[str, Any] = {"staging/backend/early.yaml": config("early", "1", **{WAVE: "-2"})}
    found = comparison(APP | files(asked), APP | early | {"staging/backend/late.yaml": config("late", "1")})
    [prune] = found.removed()

    assert [each.resource.name for each in waiting_for(found, prune)] == ["late"]
