"""The check of the same name."""

import pytest

from plainsail.checks.workloads import rollout_needs_volume_twice
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import claim, deployment

VOLUME = {"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "backend"}}]}


def test_the_new_pod_waits_for_the_old() -> None:
    [finding] = rollout_needs_volume_twice.check(manifests(deployment(pod=VOLUME), claim("ReadWriteOnce")))

    assert finding.message == (
        "the new pod of a rollout waits for PersistentVolumeClaim/backend, which is ReadWriteOnce and not free yet"
    )
    assert finding.where.field == "spec.template.spec.volumes[data]"


@pytest.mark.parametrize(
    "sound",
    [
        (deployment(pod=VOLUME), claim("ReadWriteMany")),
        (deployment(pod=VOLUME, strategy={"type": "Recreate"}), claim("ReadWriteOnce")),
        (deployment(pod=VOLUME, strategy={"rollingUpdate": {"maxUnavailable": 1}}), claim("ReadWriteOnce")),
        (deployment(pod=VOLUME, kind="StatefulSet"), claim("ReadWriteOnce")),
        (deployment(pod=VOLUME),),
    ],
    ids=["shared", "Recreate", "the old one goes first", "StatefulSet", "a claim made elsewhere"],
)
def test_silent_where_nobody_waits(sound: tuple[str, ...]) -> None:
    assert not list(rollout_needs_volume_twice.check(manifests(*sound)))
