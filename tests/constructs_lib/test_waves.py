"""The order in which Argo CD applies objects."""

from __future__ import annotations

from constructs_lib.waves import MIGRATION, PREREQUISITES, WAVE, WORKLOADS
from tests.rendered import app_objects, environment
from tests.samples.everything import Everything

BEFORE = {"ConfigMap", "ExternalSecret", "Namespace", "ServiceAccount"}


def test_secrets_then_the_migration_then_the_pods() -> None:
    """A custom resource of the pods' own wave would come too late."""
    declared = {
        item["kind"]: int(item["metadata"].get("annotations", {}).get(WAVE, 0))
        for item in app_objects(environment(Everything, objects={}))
    }

    assert {kind for kind, wave in declared.items() if wave == PREREQUISITES} == BEFORE
    assert {kind for kind, wave in declared.items() if wave == MIGRATION} == {"Job"}
    assert {wave for kind, wave in declared.items() if kind not in {*BEFORE, "Job"}} == {WORKLOADS}


def test_the_wave_of_the_pods_is_not_said() -> None:
    """Zero is the wave of an object that names none."""
    assert (WORKLOADS, PREREQUISITES < MIGRATION < WORKLOADS) == (0, True)
