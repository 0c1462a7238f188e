"""What becomes of objects that left Git."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.manifests.argocd import covering, folder_of, options_of
from plainsail.manifests.resource import Resource
from plainsail.plan import pruning
from plainsail.plan.pruning import outcome
from tests.plainsail.plan.planted import application, change, comparison, files, in_argocd, manifest


def test_without_an_application_it_is_assumed_to_be_pruned() -> None:
    found = comparison(files(manifest("ConfigMap")), {})

    assert outcome(found, found.changes[0]).fate == "pruned"


def test_what_stays_can_have_no_end() -> None:
    found = comparison({}, files(manifest("ConfigMap")))

    with pytest.raises(ValueError, match="only an object that was there can go"):
        outcome(found, found.changes[0])


def test_an_object_that_changes_is_not_asked_about() -> None:
    assert change(manifest("ConfigMap"), manifest("ConfigMap", data={})).action == "changed"


def only(text: str) -> Resource:
    [resource] = comparison({}, files(text)).after.resources
    return resource


def annotated(**annotations: str) -> Resource:
    names = {"options": "sync-options", "hook": "hook", "policy": "hook-delete-policy"}
    written = {f"argocd.argoproj.io/{names[key]}": value for key, value in annotations.items()}
    return only(manifest("Job", api="batch/v1", metadata={"annotations": written}))


def test_options_are_read_one_by_one() -> None:
    assert options_of(annotated(options="Prune=false, Replace=true")) == {"Prune=false", "Replace=true"}


@pytest.mark.parametrize(
    ("annotations", "remade"),
    [
        ({}, False),
        ({"hook": "Sync"}, True),
        ({"hook": "Sync", "policy": "HookFailed"}, False),
        ({"options": "Replace=true"}, False),
        ({"options": "Replace=true,Force=true"}, True),
    ],
)
def test_what_is_made_anew(annotations: dict[str, str], remade: bool) -> None:
    assert pruning.is_remade(annotated(**annotations)) is remade


def test_a_generated_name_is_new_each_time() -> None:
    text = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n"

    assert pruning.is_remade(only(text))


def test_the_application_of_a_folder() -> None:
    both = files(manifest("Service")) | in_argocd(
        application(path="staging/other"), application(path="staging/backend")
    )
    side = comparison({}, both).after
    [service] = side.of("Service")

    assert [each.path for each in covering(side, folder_of(service))] == ["dist/argocd/staging/1.yaml"]


@pytest.mark.parametrize(
    ("policy", "prunes"),
    [
        (None, False),
        ({}, False),
        ({"automated": {}}, False),
        ({"automated": {"prune": True}}, True),
        ({"automated": {"prune": True, "enabled": False}}, False),
    ],
)
def test_whether_an_application_prunes(policy: Any, prunes: bool) -> None:
    assert pruning.prunes(only(application(policy))) is prunes


def test_whether_an_application_takes_its_objects_along() -> None:
    finalizers = ["resources-finalizer.argocd.argoproj.io/background"]

    assert pruning.cascades(only(application(metadata={"finalizers": finalizers})))
    assert not pruning.cascades(only(application()))
