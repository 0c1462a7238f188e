"""Of a kind that no schema is known of, people are told why."""

from __future__ import annotations

import pytest

from plainsail.schemas import NoSchema, Schemas
from tests.plainsail.checks.planted_objects import made


@pytest.mark.parametrize(
    ("api_version", "kind", "message", "fix"),
    [
        ("apps/v1", "Deploymnet", "Deploymnet is no kind of apps/v1; did you mean 'Deployment'?", "correct `kind`"),
        ("apps/v2", "Deployment", "apps/v2 has no Deployment; apps/v1 has", "write `apiVersion: apps/v1`"),
        ("v1", "Deployment", "v1 has no Deployment; apps/v1 has", "write `apiVersion: apps/v1`"),
        ("v1", "Widget", "Kubernetes 1.35 has no Widget in v1", "correct `apiVersion` or `kind`"),
        ("policy/v1beta1", "PodDisruptionBudget", "Kubernetes 1.35 has no policy/v1beta1 any more", None),
        (
            "storage.k8s.io/v1alpha1",
            "VolumeAttributesClass",
            (
                "Kubernetes 1.35 has no VolumeAttributesClass in storage.k8s.io/v1alpha1 any more; "
                "1.34 was the last with it"
            ),
            "use what took its place",
        ),
        (
            "scheduling.k8s.io/v1beta1",
            "Workload",
            "Kubernetes 1.35 has no Workload in scheduling.k8s.io/v1beta1 yet; it came with 1.37",
            "use another API version of it, or wait for that version",
        ),
        (
            "networking.istio.io/v1",
            "Ingress",
            "nothing is known of Ingress in networking.istio.io/v1, so no schema can judge it",
            "bring its CustomResourceDefinition (`plainsail crds add FILE`), or say --ignore-missing-schemas",
        ),
    ],
)
def test_why_nothing_is_known_of_a_kind(api_version: str, kind: str, message: str, fix: str | None) -> None:
    with pytest.raises(NoSchema) as error:
        Schemas().problems(made(kind, api_version), "1.35")

    assert error.value.message == message
    assert fix in (error.value.fix, None)
