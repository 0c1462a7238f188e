"""What makes an app scale by KEDA."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    AuthenticationRef,
    BackgroundWorker,
    ExternalSecrets,
    Fallback,
    Hpa,
    PodIdentity,
    ScaledObject,
    SecretTargetRef,
    SettingsError,
    Trigger,
    TriggerAuthentication,
)
from tests.rendered import app_objects, environment
from tests.samples.values import Least

QUEUE = Trigger("aws-sqs-queue", metadata={"queueURL": "https://sqs.example.com/mail"})
CPU = Trigger("cpu", metadata={"value": "60"}, metric_type="Utilization")
SCALED = ScaledObject(triggers=[QUEUE], max_replica_count=3)
HPA = Hpa(max_replicas=2, target_cpu_utilization_percentage=70)
IDENTITY = TriggerAuthentication(pod_identity=PodIdentity("aws"))


def scaled(*triggers: Trigger, **fields: Any) -> ScaledObject:
    return ScaledObject(**{"triggers": list(triggers) or [QUEUE], "max_replica_count": 3, **fields})


@pytest.mark.parametrize(
    ("triggers", "fields", "message"),
    [
        ([], {"triggers": []}, "triggers is empty"),
        ([], {"min_replica_count": 4}, "min_replica_count=4 is above max_replica_count=3"),
        ([], {"min_replica_count": 2, "idle_replica_count": 1}, "idle_replica_count=1 does not work in KEDA"),
        ([], {"idle_replica_count": 0}, "idle_replica_count=0 is not below min_replica_count=0"),
        ([CPU], {}, "the app cannot scale down to 0; set min_replica_count=1"),
        ([CPU], {"min_replica_count": 1, "fallback": Fallback(failure_threshold=1, replicas=1)}, "fallback needs a"),
        ([CPU], {"min_replica_count": 1, "trigger_authentication": IDENTITY}, "no trigger needs this"),
        (
            [Trigger("cron", name="a", metadata={}), Trigger("cron", name="a", metadata={})],
            {},
            "2 triggers are named 'a'",
        ),
    ],
)
def test_what_keda_refuses_is_refused(triggers: list[Trigger], fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        scaled(*triggers, **fields)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        ("cpu", {}, "needs metric_type='Utilization' or 'AverageValue'"),
        ("cpu", {"metric_type": "Value"}, "metric_type='Value' means nothing to a trigger of type 'cpu'"),
        ("cron", {"metric_type": "Utilization"}, "set 'AverageValue' or 'Value'"),
        (
            "memory",
            {"metric_type": "Utilization", "authentication_ref": AuthenticationRef("a")},
            "authentication_ref means nothing",
        ),
    ],
)
def test_a_trigger_says_what_its_scaler_knows(kind: str, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Trigger(kind, metadata={}, **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"provider": "gcp", "role_arn": "arn:aws:iam::1:role/a"}, "role_arn means nothing to provider='gcp'"),
        ({"role_arn": "arn:aws:iam::1:role/a", "identity_owner": "workload"}, "role_arn beside identity_owner"),
        ({"role_arn": "a"}, "is not the ARN of a role"),
    ],
)
def test_an_identity_has_one_role(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        PodIdentity(fields.pop("provider", "aws"), **fields)


def test_an_authentication_says_how() -> None:
    with pytest.raises(SettingsError, match="this authentication is empty"):
        TriggerAuthentication()


def test_two_autoscalers_are_refused_by_their_names() -> None:
    with pytest.raises(SettingsError, match="scaled_object beside hpa: each overwrites the other's number"):
        environment(Least, hpa=HPA, scaled_object=SCALED)


def test_two_autoscalers_of_a_worker_as_well() -> None:
    with pytest.raises(SettingsError, match="scaled_object beside hpa"):
        environment(Least, workers={"mail": BackgroundWorker("bin/mail", hpa=HPA, scaled_object=SCALED)})


def test_a_number_beside_it_is_refused() -> None:
    with pytest.raises(SettingsError, match="replicas=2 beside scaled_object: the autoscaler owns the number"):
        environment(Least, replicas=2, scaled_object=SCALED)


def signing_in(ref: SecretTargetRef) -> ScaledObject:
    return scaled(trigger_authentication=TriggerAuthentication(secret_target_ref={"password": ref}))


def test_a_key_of_the_app_s_secret_needs_one() -> None:
    with pytest.raises(SettingsError, match="'TOKEN' is a key of external_secrets, and the app has none"):
        environment(Least, scaled_object=signing_in(SecretTargetRef("TOKEN")))


def test_a_key_must_be_in_the_app_s_secret() -> None:
    secrets = ExternalSecrets(secret_store="own", path="/a", params={"TOKEN": "token"})  # noqa: S106 - a store's name

    with pytest.raises(SettingsError, match="'TOKAN' is no key of external_secrets; did you mean 'TOKEN'"):
        environment(Least, external_secrets=secrets, scaled_object=signing_in(SecretTargetRef("TOKAN")))


def test_another_secret_is_taken_as_it_is() -> None:
    assert app_objects(environment(Least, scaled_object=signing_in(SecretTargetRef("TOKEN", name="other"))))
