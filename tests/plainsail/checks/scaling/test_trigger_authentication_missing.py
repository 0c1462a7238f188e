"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.scaling import trigger_authentication_missing
from tests.plainsail.checks.planted_ingress import foreign, ours

QUEUE = """
apiVersion: v1
kind: Secret
metadata: {name: queue, namespace: shop}
stringData: {password: x}
"""


def scaled(reference: str = "{name: queue}", kind: str = "ScaledObject") -> str:
    target = "scaleTargetRef: {name: shop}" if kind == "ScaledObject" else "jobTargetRef: {template: {spec: {}}}"
    trigger = f"type: rabbitmq, metadata: {{queueName: a}}, authenticationRef: {reference}"
    return f"""
apiVersion: keda.sh/v1alpha1
kind: {kind}
metadata: {{name: shop, namespace: shop}}
spec: {{{target}, triggers: [{{{trigger}}}]}}
"""


def authentication(target: str = "parameter: password, name: queue, key: password") -> str:
    return f"""
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: {{name: queue, namespace: shop}}
spec: {{secretTargetRef: [{{{target}}}]}}
"""


@pytest.mark.parametrize("kind", ["ScaledObject", "ScaledJob"])
def test_credentials_that_are_not_there(kind: str) -> None:
    [finding] = trigger_authentication_missing.check(ours(scaled(kind=kind)))

    assert finding.message == "there is no TriggerAuthentication/queue"
    assert finding.where.field == "spec.triggers[0].authenticationRef"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("parameter: password, name: other, key: password", "there is no Secret/other"),
        ("parameter: password, name: queue, key: pasword", "Secret/queue has no key pasword; it has password"),
    ],
)
def test_what_it_reads_is_not_there(target: str, message: str) -> None:
    [finding] = trigger_authentication_missing.check(ours(scaled(), authentication(target), QUEUE))

    assert finding.message == message


def test_silent_about_the_sound_and_about_the_platform_s() -> None:
    cluster = scaled("{name: other, kind: ClusterTriggerAuthentication}")

    assert not list(trigger_authentication_missing.check(ours(scaled(), authentication(), QUEUE)))
    assert not list(trigger_authentication_missing.check(ours(cluster)))


def test_somebody_s_yaml_may_lack_it() -> None:
    assert [f.severity for f in trigger_authentication_missing.check(foreign(scaled()))] == ["info"]
