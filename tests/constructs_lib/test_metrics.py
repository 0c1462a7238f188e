"""What a HorizontalPodAutoscaler follows beside the CPU and the memory of whole pods."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.scaling import Autoscaling
from constructs_lib.settings import Hpa
from tests.constructs_lib.making import IDENTITY, chart, rendered
from tests.samples.values import HPA


def test_every_kind_of_metric(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    hpa = Hpa(max_replicas=3, metrics=HPA.metrics)
    Autoscaling(scope, "It", identity=IDENTITY, part=None, component="web", hpa=hpa)

    assert rendered(scope) == snapshot
