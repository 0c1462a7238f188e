"""How Argo CD treats an object."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.manifests.resource import Resource
from plainsail.plan import syncing
from tests.plainsail.plan.planted import application, comparison, files, in_argocd, manifest


def only(text: str) -> Resource:
    [resource] = comparison({}, files(text)).after.resources
    return resource


def annotated(**annotations: str) -> Resource:
    names = {"options": "sync-options", "hook": "hook", "policy": "hook-delete-policy"}
    said = {f"argocd.argoproj.io/{names[key]}": value for key, value in annotations.items()}
    return only(manifest("Job", api="batch/v1", metadata={"annotations": said}))


def test_options_are_read_one_by_one() -> None:
    assert syncing.options(annotated(options="Prune=false, Replace=true")) == {"Prune=false", "Replace=true"}


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
    assert syncing.is_remade(annotated(**annotations)) is remade


def test_a_generated_name_is_new_each_time() -> None:
    text = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n"

    assert syncing.is_remade(only(text))


def test_the_application_of_a_folder() -> None:
    both = files(manifest("Service")) | in_argocd(
        application(path="staging/other"), application(path="staging/backend")
    )
    side = comparison({}, both).after
    [service] = side.of("Service")

    assert [each.path for each in syncing.applications(side, service)] == ["dist/argocd/staging/1.yaml"]


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
    assert syncing.prunes(only(application(policy))) is prunes


def test_whether_an_application_refrains() -> None:
    assert syncing.refrains(only(application({"syncOptions": ["Prune=false"]})))
    assert not syncing.refrains(only(application({"syncOptions": ["Prune=true"]})))


def test_whether_an_application_takes_its_objects_along() -> None:
    finalizers = ["resources-finalizer.argocd.argoproj.io/background"]

    assert syncing.cascades(only(application(metadata={"finalizers": finalizers})))
    assert not syncing.cascades(only(application()))
