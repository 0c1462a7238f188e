"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.workloads import mount_without_volume
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize("tree", [app, foreign])
def test_a_mount_of_a_volume_that_is_not_there(tree: Callable[..., Manifests]) -> None:
    [finding] = mount_without_volume.check(tree(("- {name: php, mountPath", "- {name: ini, mountPath")))

    assert finding.message == "the pod has no volume ini"
    assert finding.where.field == "spec.template.spec.containers[app].volumeMounts[/etc/php/app.ini].name"


def test_init_containers_are_looked_at_too() -> None:
    [finding] = mount_without_volume.check(app(("volumeMounts: [{name: tmp", "volumeMounts: [{name: temp")))

    assert finding.where.field == "spec.template.spec.initContainers[warm].volumeMounts[/tmp].name"


def test_silent_about_the_claims_of_a_stateful_set() -> None:
    stateful = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: backend-ENV}
    spec:
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec: {containers: [{name: db, image: db, volumeMounts: [{name: data, mountPath: /data}]}]}
      volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]
    """

    assert not list(mount_without_volume.check(app(more=stateful)))
