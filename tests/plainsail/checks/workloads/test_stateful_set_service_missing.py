"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import stateful_set_service_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign

STATEFUL = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: backend-ENV}
spec:
  serviceName: NAME
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: db}]}}
"""


def test_a_service_that_is_not_there() -> None:
    [finding] = stateful_set_service_missing.check(app(more=STATEFUL.replace("NAME", "db")))

    assert finding.message == "there is no Service/db"
    assert finding.where.field == "spec.serviceName"


def test_silent_when_the_service_is_rendered() -> None:
    assert not list(stateful_set_service_missing.check(app(more=STATEFUL.replace("NAME", "backend"))))


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    assert absent(stateful_set_service_missing, foreign(more=STATEFUL.replace("NAME", "db"))) == ["Service/db"]
