"""The order in which Argo CD applies objects."""

from __future__ import annotations

from constructs_lib.waves import MIGRATION, PREREQUISITES, SYNC_OPTIONS, WAVE, WORKLOADS
from tests.rendered import app_objects, environment
from tests.samples.everything import Everything

CLAIM = "PersistentVolumeClaim"
"""It stands in the wave of the first pods that mount it: before, nothing would make its volume."""
BEFORE = {"ConfigMap", "ExternalSecret", "Namespace", "ServiceAccount"}


def test_secrets_then_the_migration_then_the_pods() -> None:
    """A custom resource of the pods' own wave would come too late."""
    declared = {
        item["kind"]: int(item["metadata"].get("annotations", {}).get(WAVE, 0))
        for item in app_objects(environment(Everything, objects={}))
    }

    assert {kind for kind, wave in declared.items() if wave == PREREQUISITES} == BEFORE
    assert {kind for kind, wave in declared.items() if wave == MIGRATION} == {"Job", CLAIM}
    assert {wave for kind, wave in declared.items() if kind not in {*BEFORE, "Job", CLAIM}} == {WORKLOADS}


def test_the_wave_of_the_pods_is_not_said() -> None:
    """Zero is the wave of an object that names none."""
    assert (WORKLOADS, PREREQUISITES < MIGRATION < WORKLOADS) == (0, True)


def test_what_pods_need_is_pruned_after_them() -> None:
    """Argo CD prunes before it applies: an old pod that restarts would not find its Secret."""
    declared = {
        item["kind"]: item["metadata"].get("annotations", {}).get(SYNC_OPTIONS)
        for item in app_objects(environment(Everything, objects={}))
    }

    assert {kind for kind, options in declared.items() if options == "PruneLast=true"} == BEFORE - {"Namespace"}
    assert {kind: options for kind, options in declared.items() if options and kind not in BEFORE} == {
        CLAIM: "Prune=confirm,Delete=confirm",
        "Service": "Replace=true",
    }


def test_options_of_all_objects_are_kept() -> None:
    """The annotation holds several, between commas."""
    settings = environment(Everything, objects={}, annotations={SYNC_OPTIONS: "Prune=false"})
    [account] = [item for item in app_objects(settings) if item["kind"] == "ServiceAccount"]

    assert account["metadata"]["annotations"][SYNC_OPTIONS] == "Prune=false,PruneLast=true"
