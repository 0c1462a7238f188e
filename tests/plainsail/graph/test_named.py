"""References by name: each field that holds one is an edge, whose label says the field."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from tests.plainsail.graph.small import an, relations, workload

OF_PODS: list[tuple[dict[str, Any], str]] = [
    ({"serviceAccountName": "x"}, "serviceAccountName ServiceAccount/x"),
    ({"imagePullSecrets": [{"name": "x"}]}, "imagePullSecrets Secret/x"),
    ({"priorityClassName": "x"}, "priorityClassName PriorityClass/x"),
    ({"runtimeClassName": "x"}, "runtimeClassName RuntimeClass/x"),
    ({"resourceClaims": [{"name": "r", "resourceClaimName": "x"}]}, "resourceClaimName ResourceClaim/x"),
    ({"volumes": [{"name": "v", "secret": {"secretName": "x"}}]}, "volume Secret/x"),
    ({"volumes": [{"name": "v", "configMap": {"name": "x"}}]}, "volume ConfigMap/x"),
    ({"volumes": [{"name": "v", "projected": {"sources": [{"secret": {"name": "x"}}]}}]}, "volume Secret/x"),
    ({"volumes": [{"name": "v", "projected": {"sources": [{"configMap": {"name": "x"}}]}}]}, "volume ConfigMap/x"),
    ({"volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "x"}}]}, "volume PersistentVolumeClaim/x"),
    (
        {"volumes": [{"name": "v", "csi": {"nodePublishSecretRef": {"name": "x"}}}]},
        "nodePublishSecretRef Secret/x",
    ),
    (
        {"volumes": [{"name": "v", "csi": {"volumeAttributes": {"secretProviderClass": "x"}}}]},
        "secretProviderClass SecretProviderClass/x",
    ),
    (
        {"volumes": [{"name": "v", "ephemeral": {"volumeClaimTemplate": {"spec": {"storageClassName": "x"}}}}]},
        "storageClassName StorageClass/x",
    ),
]
VARIABLES: list[tuple[dict[str, Any], str]] = [
    ({"env": [{"name": "V", "valueFrom": {"secretKeyRef": {"name": "x", "key": "k"}}}]}, "env Secret/x"),
    ({"env": [{"name": "V", "valueFrom": {"configMapKeyRef": {"name": "x", "key": "k"}}}]}, "env ConfigMap/x"),
    ({"envFrom": [{"secretRef": {"name": "x"}}]}, "envFrom Secret/x"),
    ({"envFrom": [{"configMapRef": {"name": "x"}}]}, "envFrom ConfigMap/x"),
]


@pytest.mark.parametrize(("pod", "edge"), OF_PODS, ids=[edge for _, edge in OF_PODS])
def test_a_pod_refers(pod: dict[str, Any], edge: str) -> None:
    assert relations(workload(pod=pod)) == [f"Deployment/a {edge}"]


@pytest.mark.parametrize("containers", ["containers", "initContainers"])
@pytest.mark.parametrize(("container", "edge"), VARIABLES, ids=[edge for _, edge in VARIABLES])
def test_a_container_refers(container: dict[str, Any], edge: str, containers: str) -> None:
    pod = {containers: [{"name": "app", "image": "i", **container}]}

    assert relations(workload(pod=pod)) == [f"Deployment/a {edge}"]


@pytest.mark.parametrize(
    "kind", ["CronJob", "DaemonSet", "Job", "Pod", "ReplicaSet", "ReplicationController", "StatefulSet"]
)
def test_every_workload_refers_as_its_pod_does(kind: str) -> None:
    pod = {"serviceAccountName": "x"}
    made = an("Pod", spec={"containers": [], **pod}) if kind == "Pod" else workload(kind, pod=pod)

    assert relations(made) == [f"{kind}/a serviceAccountName ServiceAccount/x"]


def backend(**service: Any) -> dict[str, Any]:
    """An Ingress that leads to a Service."""
    paths = [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "x", **service}}}]
    return {"rules": [{"host": "example.com", "http": {"paths": paths}}]}


ROLE = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "x"}
SCALED = {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "x"}}
STORE = {"secretStoreRef": {"kind": "ClusterSecretStore", "name": "x"}, "target": {"creationPolicy": "None"}}
HOOK: dict[str, Any] = {"webhooks": [{"clientConfig": {"service": {"name": "x", "namespace": "n"}}}]}
CASES: list[tuple[Document, str]] = [
    (an("Ingress", spec=backend(port={"name": "http"})), "Ingress/a backend :http Service/x"),
    (an("Ingress", spec=backend(port={"number": 80})), "Ingress/a backend :80 Service/x"),
    (an("Ingress", spec={"defaultBackend": {"service": {"name": "x"}}}), "Ingress/a backend Service/x"),
    (an("Ingress", spec={"backend": {}, "ingressClassName": "x"}), "Ingress/a ingressClassName IngressClass/x"),
    (an("Ingress", spec={"tls": [{"secretName": "x"}]}), "Ingress/a tls Secret/x"),
    (
        an("Ingress", spec={"rules": [{"http": {"paths": [{"backend": {"serviceName": "x", "servicePort": 80}}]}}]}),
        "Ingress/a backend :80 Service/x",
    ),
    (
        an("Ingress", spec={"defaultBackend": {"resource": {"kind": "Bucket", "name": "x"}}}),
        "Ingress/a backend Bucket/x",
    ),
    (an("IngressClass", spec={"parameters": {"kind": "Params", "name": "x"}}), "IngressClass/a parameters Params/x"),
    (an("HTTPRoute", spec={"parentRefs": [{"name": "x"}]}), "HTTPRoute/a parentRefs Gateway/x"),
    (
        an("HTTPRoute", spec={"rules": [{"backendRefs": [{"name": "x", "port": 80}]}]}),
        "HTTPRoute/a backend :80 Service/x",
    ),
    (an("GRPCRoute", spec={"rules": [{"backendRefs": [{"name": "x"}]}]}), "GRPCRoute/a backend Service/x"),
    (an("Gateway", spec={"gatewayClassName": "x"}), "Gateway/a gatewayClassName GatewayClass/x"),
    (
        an("Gateway", spec={"listeners": [{"tls": {"certificateRefs": [{"name": "x"}]}}]}),
        "Gateway/a certificateRefs Secret/x",
    ),
    (an("Route", spec={"to": {"kind": "Service", "name": "x"}}), "Route/a to Service/x"),
    (an("IngressRoute", spec={"routes": [{"services": [{"name": "x"}]}]}), "IngressRoute/a services Service/x"),
    (an("IngressRoute", spec={"tls": {"secretName": "x"}}), "IngressRoute/a tls Secret/x"),
    (an("HorizontalPodAutoscaler", spec=SCALED), "HorizontalPodAutoscaler/a scaleTargetRef StatefulSet/x"),
    (
        an("VerticalPodAutoscaler", spec={"targetRef": {"kind": "Deployment", "name": "x"}}),
        "VerticalPodAutoscaler/a targetRef Deployment/x",
    ),
    (
        an("ScaledJob", spec={"triggers": [{"authenticationRef": {"name": "x"}}]}),
        "ScaledJob/a authenticationRef TriggerAuthentication/x",
    ),
    (
        an("TriggerAuthentication", spec={"secretTargetRef": [{"name": "x", "key": "k"}]}),
        "TriggerAuthentication/a secretTargetRef Secret/x",
    ),
    (workload("StatefulSet", serviceName="x"), "StatefulSet/a serviceName Service/x"),
    (
        an("PersistentVolumeClaim", spec={"storageClassName": "x"}),
        "PersistentVolumeClaim/a storageClassName StorageClass/x",
    ),
    (an("PersistentVolumeClaim", spec={"volumeName": "x"}), "PersistentVolumeClaim/a volumeName PersistentVolume/x"),
    (an("PersistentVolume", spec={"storageClassName": "x"}), "PersistentVolume/a storageClassName StorageClass/x"),
    (an("ExternalSecret", spec=STORE), "ExternalSecret/a secretStoreRef ClusterSecretStore/x"),
    (an("PushSecret", spec={"selector": {"secret": {"name": "x"}}}), "PushSecret/a secret Secret/x"),
    (an("Certificate", spec={"issuerRef": {"name": "x"}}), "Certificate/a issuerRef Issuer/x"),
    (
        an("Certificate", spec={"issuerRef": {"kind": "ClusterIssuer", "name": "x"}}),
        "Certificate/a issuerRef ClusterIssuer/x",
    ),
    (an("RoleBinding", roleRef=ROLE), "RoleBinding/a roleRef Role/x"),
    (
        an("RoleBinding", subjects=[{"kind": "ServiceAccount", "name": "x"}, {"kind": "User", "name": "u"}]),
        "RoleBinding/a subjects ServiceAccount/x",
    ),
    (an("ServiceAccount", imagePullSecrets=[{"name": "x"}]), "ServiceAccount/a imagePullSecrets Secret/x"),
    (an("ValidatingWebhookConfiguration", **HOOK), "ValidatingWebhookConfiguration/a service Service/x"),
    (an("MutatingWebhookConfiguration", **HOOK), "MutatingWebhookConfiguration/a service Service/x"),
    (an("APIService", spec={"service": {"name": "x", "namespace": "n"}}), "APIService/a service Service/x"),
    (
        an("ReplicaSet", metadata={"ownerReferences": [{"kind": "Deployment", "name": "x"}]}),
        "ReplicaSet/a ownerReferences Deployment/x",
    ),
]


@pytest.mark.parametrize(("document", "edge"), CASES, ids=[edge for _, edge in CASES])
def test_an_object_refers(document: Document, edge: str) -> None:
    assert relations(document) == [edge]


def test_several_references_to_one_object_by_one_field_are_one_edge() -> None:
    sources = [{"name": f"V{i}", "valueFrom": {"secretKeyRef": {"name": "x", "key": str(i)}}} for i in range(3)]

    assert relations(workload(pod={"containers": [{"name": "app", "env": sources}]})) == ["Deployment/a env Secret/x"]


def test_a_service_of_knative_refers_to_nothing_as_a_service_does() -> None:
    knative = {**an("Ingress", spec={"ingressClassName": "x"}), "apiVersion": "networking.internal.knative.dev/v1"}

    assert relations(knative) == []
