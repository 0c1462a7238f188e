"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.scaling import autoscaler_target_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("{apiVersion: apps/v1, kind: Deployment, name: front}", "there is no Deployment/front"),
        (
            "{apiVersion: apps/v1, kind: StatefulSet, name: backend}",
            "there is no StatefulSet/backend, but Deployment/backend",
        ),
        ("{apiVersion: v1, kind: Deployment, name: backend}", "Deployment is asked of v1, but belongs to apps"),
        (
            "{apiVersion: apps/v1, kind: DaemonSet, name: backend}",
            "DaemonSet/backend is of a kind that cannot be scaled",
        ),
    ],
)
def test_a_target_that_cannot_be_scaled(target: str, message: str) -> None:
    [finding] = autoscaler_target_missing.check(app(("{apiVersion: apps/v1, kind: Deployment, name: backend}", target)))

    assert finding.message == message
    assert finding.where.field == "spec.scaleTargetRef"


def test_the_kind_is_wrong_in_plain_yaml_too() -> None:
    [finding] = autoscaler_target_missing.check(
        foreign(("kind: Deployment, name: backend}", "kind: StatefulSet, name: backend}"))
    )

    assert finding.message == "there is no StatefulSet/backend, but Deployment/backend"


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(("kind: Deployment, name: backend}", "kind: Deployment, name: front}"))

    assert absent(autoscaler_target_missing, plain) == ["Deployment/front"]


def test_silent_about_custom_kinds() -> None:
    rollout = "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: backend}"

    assert not list(
        autoscaler_target_missing.check(app(("{apiVersion: apps/v1, kind: Deployment, name: backend}", rollout)))
    )


def scaled(target: str) -> str:
    return f"""
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {{name: scaled, namespace: backend-ENV}}
spec: {{scaleTargetRef: {{{target}}}, triggers: []}}
"""


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("name: front", "there is no Deployment/front"),
        ("kind: StatefulSet, name: backend", "there is no StatefulSet/backend, but Deployment/backend"),
        ("kind: DaemonSet, name: backend", "DaemonSet/backend is of a kind that cannot be scaled"),
    ],
)
def test_a_scaled_object_of_nothing(target: str, message: str) -> None:
    [finding] = autoscaler_target_missing.check(app(more=scaled(target)))

    assert finding.message == message
    assert finding.where.object == "ScaledObject/scaled"


@pytest.mark.parametrize("target", ["name: backend", "kind: Rollout, apiVersion: argoproj.io/v1alpha1, name: a"])
def test_silent_about_a_scaled_object_of_what_is_there(target: str) -> None:
    assert not list(autoscaler_target_missing.check(app(more=scaled(target))))
