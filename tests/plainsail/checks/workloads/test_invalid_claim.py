"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import invalid_claim
from tests.plainsail.checks.planted_objects import examined, made, told, workload

SOUND = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}


def test_claim_of_no_size() -> None:
    document = made("PersistentVolumeClaim", spec={"accessModes": ["ReadWriteOnce"]})

    assert told(invalid_claim.check(examined(document))) == [("spec.resources.requests.storage", "has no size")]


def test_claim_without_access_modes() -> None:
    document = made("PersistentVolumeClaim", spec=SOUND | {"accessModes": None})

    assert told(invalid_claim.check(examined(document))) == [("spec.accessModes", "has no access mode")]


def test_claims_of_a_stateful_set() -> None:
    template = {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]}}
    document = workload("StatefulSet", serviceName="backend", volumeClaimTemplates=[template])

    assert told(invalid_claim.check(examined(document))) == [
        ("spec.volumeClaimTemplates[data].spec.resources.requests.storage", "has no size")
    ]


def test_silent_on_claims_that_say_how_much() -> None:
    template = {"metadata": {"name": "data"}, "spec": SOUND}
    documents = made("PersistentVolumeClaim", spec=SOUND), workload("StatefulSet", volumeClaimTemplates=[template])

    assert not told(invalid_claim.check(examined(*documents)))
