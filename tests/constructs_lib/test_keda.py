"""ScaledObjects and TriggerAuthentications."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.keda import KedaScaling
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import PodIdentity, ScaledObject, SecretTargetRef, Trigger, TriggerAuthentication
from tests.constructs_lib.making import IDENTITY, chart, rendered
from tests.rendered import app_objects, environment
from tests.samples.values import SCALED_OBJECT, Least

OWN = "shop-1f2e3d4c"
"""The app's own Secret."""


def made(scaled: ScaledObject, part: str | None = None) -> list[Document]:
    scope = chart()
    KedaScaling(scope, "It", identity=IDENTITY, part=part, component=part or "web", scaled=scaled, secret=OWN)
    return rendered(scope)


def test_a_schedule_alone(snapshot: SnapshotAssertion) -> None:
    trigger = Trigger("cron", metadata={"timezone": "Etc/UTC", "start": "0 6 * * *", "end": "0 20 * * *"})

    assert made(ScaledObject(triggers=[trigger], max_replica_count=3)) == snapshot


def test_everything_of_a_worker(snapshot: SnapshotAssertion) -> None:
    assert made(SCALED_OBJECT, "mail") == snapshot


def test_a_pod_signs_in(snapshot: SnapshotAssertion) -> None:
    trigger = Trigger("aws-sqs-queue", metadata={"queueURL": "https://sqs.example.com/mail"})
    signing = TriggerAuthentication(
        pod_identity=PodIdentity("aws", identity_owner="workload"),
        secret_target_ref={"token": SecretTargetRef("TOKEN")},
    )

    assert made(ScaledObject(triggers=[trigger], max_replica_count=3, trigger_authentication=signing)) == snapshot


def test_the_deployment_leaves_the_number_to_it() -> None:
    scaled = ScaledObject(triggers=[Trigger("cron", metadata={"a": "b"})], max_replica_count=3)
    [deployment] = [
        each for each in app_objects(environment(Least, scaled_object=scaled)) if each["kind"] == "Deployment"
    ]

    assert "replicas" not in deployment["spec"]
