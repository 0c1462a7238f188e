"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.objects import invalid_object
from tests.plainsail.checks.planted_objects import (
    container,
    cron_job,
    examined,
    made,
    pod_spec,
    service,
    told,
    workload,
)


def test_misspelt_field() -> None:
    document = workload(replica=3)

    assert told(invalid_object.check(examined(document))) == [
        ("spec.replica", "replica is not a field here; did you mean 'replicas'?")
    ]


def test_object_with_a_field_too_much_is_read_all_the_same() -> None:
    assert [each.kind for each in examined(workload(replica=3)).resources] == ["Deployment"]
    assert [each.kind for each in examined(workload(replicas="3")).unsound] == ["Deployment"]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"replicas": "3"}, "spec.replicas", "is text where a whole number belongs; write it without quotes"),
        ({"replicas": 1.5}, "spec.replicas", "is the number 1.5 where a whole number belongs"),
        ({"replicas": -1}, "spec.replicas", "-1 is below 0"),
        ({"paused": "yes"}, "spec.paused", "is text where true or false belongs; write true or false without quotes"),
        ({"template": []}, "spec.template", "is a list where a mapping belongs"),
        ({"selector": None}, "spec.selector", "selector is required and missing"),
        (
            {"strategy": {"type": "Recreated"}},
            "spec.strategy.type",
            "'Recreated' is none of Recreate, RollingUpdate; did you mean 'Recreate'?",
        ),
        (
            {"strategy": {"rollingUpdate": {"maxSurge": "half"}}},
            "spec.strategy.rollingUpdate.maxSurge",
            "'half' is no percentage: digits and '%' behind them",
        ),
    ],
)
def test_field_of_another_shape(fields: dict[str, Any], field: str, message: str) -> None:
    assert told(invalid_object.check(examined(workload(**fields)))) == [(field, message)]


def test_number_where_text_belongs() -> None:
    """The classic: `value: 1` of a variable."""
    document = workload(pod=pod_spec(container(env=[{"name": "WORKERS", "value": 2}])))

    assert told(invalid_object.check(examined(document))) == [
        (
            "spec.template.spec.containers[app].env[WORKERS].value",
            "is the number 2 where text belongs; put it in quotes",
        )
    ]


def test_custom_resource() -> None:
    spec = {"secretStoreRef": {"name": "ssm", "kind": "SecretsStore"}, "target": {"creationpolicy": "Owner"}}

    assert told(invalid_object.check(examined(made("ExternalSecret", "external-secrets.io/v1", spec=spec)))) == [
        (
            "spec.secretStoreRef.kind",
            "'SecretsStore' is none of SecretStore, ClusterSecretStore; did you mean 'SecretStore'?",
        ),
        ("spec.target.creationpolicy", "creationpolicy is not a field here; did you mean 'creationPolicy'?"),
    ]


def test_field_that_a_later_version_brought() -> None:
    """Staging may already run what production does not know."""
    document = workload(pod=pod_spec(container(lifecycle={"preStop": {"sleep": {"seconds": 5}}})))

    assert told(invalid_object.check(examined(document, kubernetes_version="1.28"))) == [
        ("spec.template.spec.containers[app].lifecycle.preStop.sleep", "sleep is not a field here")
    ]
    assert not told(invalid_object.check(examined(document, kubernetes_version="1.35")))


def test_kind_that_nobody_knows() -> None:
    [finding] = invalid_object.check(examined(made("VirtualService", "networking.istio.io/v1", spec={})))

    assert finding.severity == "error"
    assert finding.message == "nothing is known of VirtualService in networking.istio.io/v1, so no schema can judge it"
    assert finding.fix == (
        "bring its CustomResourceDefinition (`plainsail crds add FILE`), or say --ignore-missing-schemas"
    )


def test_kind_of_somebody_s_cluster_may_well_exist() -> None:
    """Projects ship HelmReleases, IngressRoutes and VirtualServices beside their Deployments, and no definition."""
    [finding] = invalid_object.check(
        examined(made("HelmRelease", "helm.toolkit.fluxcd.io/v2", spec={}), environment=None, app=None)
    )

    assert finding.severity == "info"


def test_somebody_s_kind_that_is_misspelt() -> None:
    said = [made(kind, "argoproj.io/v1alpha1", spec={}) for kind in ("Aplication", "Workflow", "Rollout")]

    findings = [*invalid_object.check(examined(*said, environment=None, app=None))]

    assert [finding.severity for finding in findings] == ["error", "info", "info"]
    assert findings[0].message == "Aplication is no kind of argoproj.io/v1alpha1; did you mean 'Application'?"


def test_kind_of_kubernetes_that_does_not_exist_in_somebody_s_yaml() -> None:
    [finding] = invalid_object.check(examined(made("Deploymnt", "apps/v1", spec={}), environment=None, app=None))

    assert finding.severity == "error"


def test_removed_version_is_told_by_its_own_check() -> None:
    document = made("PodDisruptionBudget", "policy/v1beta1", spec={})

    assert not told(invalid_object.check(examined(document)))


def test_silent_on_sound_objects() -> None:
    documents = workload(replicas=3), service(), cron_job(), made("ConfigMap", data={"a": "b"})

    assert not told(invalid_object.check(examined(*documents)))
