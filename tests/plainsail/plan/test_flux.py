"""What becomes of objects that Flux brings, and what one that is refused holds back."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.plan.pruning import outcome
from plainsail.plan.sync import held_back
from tests.plainsail.plan.planted import comparison, files, manifest, told

PRUNE = "kustomize.toolkit.fluxcd.io/prune"


def kustomization(name: str = "backend-staging", path: str = "./dist/staging/backend", **spec: Any) -> str:
    said = {"sourceRef": {"kind": "GitRepository", "name": "shop"}, "interval": "10m", "prune": True, "path": path}
    metadata = {"name": name, "namespace": "flux-system"}
    return manifest("Kustomization", {**said, **spec}, api="kustomize.toolkit.fluxcd.io/v1", metadata=metadata)


def flux(*texts: str) -> dict[str, str]:
    root = kustomization("shop", "./dist/flux/staging")
    return files(root, *texts, home="flux/staging")


GONE = manifest("ConfigMap", metadata={"name": "gone"})
STAYS = manifest("ConfigMap", metadata={"name": "stays"})


@pytest.mark.parametrize(
    ("gone", "spec", "fate"),
    [
        (GONE, {}, "pruned"),
        (GONE, {"prune": False}, "left"),
        (manifest("ConfigMap", metadata={"name": "gone", "annotations": {PRUNE: "disabled"}}), {}, "left"),
        (manifest("ConfigMap", metadata={"name": "gone", "labels": {PRUNE: "Disabled"}}), {}, "left"),
    ],
    ids=["pruned", "the Kustomization does not prune", "an annotation", "a label"],
)
def test_an_object_that_leaves_git(gone: str, spec: dict[str, Any], fate: str) -> None:
    told_flux = flux(kustomization(**spec))
    both = comparison(told_flux | files(STAYS, gone), told_flux | files(STAYS))
    [change] = both.changes

    assert outcome(both, change).fate == fate


def test_a_folder_that_is_gone_prunes_nothing() -> None:
    both = comparison(flux(kustomization()) | files(GONE), flux(kustomization()))
    [change] = both.changes

    assert outcome(both, change).why == "its folder is gone, so that its Kustomization fails, and prunes nothing"


@pytest.mark.parametrize(
    ("spec", "fate"),
    [({}, "pruned"), ({"prune": False}, "left"), ({"deletionPolicy": "Orphan"}, "left")],
    ids=["all goes along", "it does not prune", "its objects are orphaned"],
)
def test_a_kustomization_that_goes(spec: dict[str, Any], fate: str) -> None:
    """Its finalizer decides, where the root prunes it."""
    both = comparison(flux(kustomization(**spec)) | files(GONE), flux())

    assert {str(each.resource.key): outcome(both, each).fate for each in both.changes} == {
        "ConfigMap/gone": fate,
        "Kustomization/backend-staging": "pruned",
    }


def test_what_a_person_applies_goes_by_hand() -> None:
    both = comparison(files(STAYS, GONE), files(STAYS))
    [change] = both.changes
    by_hand = type(both)(both.before, both.after, both.changes, both.now, frozenset({"staging"}))

    assert outcome(by_hand, change).why == "`kubectl apply` takes nothing away"


def test_one_refusal_holds_back_all_that_comes_with_it() -> None:
    """Flux tries all objects before it applies one; namespaces come before."""
    job = {"template": {"spec": {"containers": [{"name": "app", "image": "a"}]}}}
    changed = {"template": {"spec": {"containers": [{"name": "app", "image": "b"}]}}}
    namespace = manifest("Namespace", metadata={"name": "backend-staging"})
    both = comparison(
        flux(kustomization()) | files(STAYS, GONE, manifest("Job", job, api="batch/v1")),
        flux(kustomization()) | files(STAYS, namespace, manifest("Job", changed, api="batch/v1")),
    )
    [refused] = [each for each in both.changes if each.resource.kind == "Job"]

    assert [str(each.resource.key) for each in held_back(both, refused)] == ["ConfigMap/gone"]


def test_a_job_that_may_be_made_anew_is_not_refused() -> None:
    metadata = {"name": "a", "annotations": {"kustomize.toolkit.fluxcd.io/force": "Enabled"}}
    before, after = (
        flux(kustomization())
        | files(manifest("Job", {"template": {"spec": {"x": image}}}, api="batch/v1", metadata=metadata))
        for image in "ab"
    )

    assert told("will_fail", before, after) == []
