"""The rules beyond the published schema are about fields that exist, and refuse nothing sound."""

from __future__ import annotations

from importlib import import_module
from typing import Any, get_args

import pytest

from plainsail.checks import CHECKS
from plainsail.manifests.manifests import Manifests
from plainsail.schemas import Problem, Schemas, core_schemas
from plainsail.schemas.problems import Concern
from plainsail.schemas.rules import ANYWHERE, FIELDS, NOT_REQUIRED, READ_AS, REQUIRED, TOGETHER
from tests.plainsail.checks.planted import resources
from tests.plainsail.checks.planted_objects import container, made, pod_spec, workload

SCHEMAS = Schemas()


def problems(document: dict[str, Any], version: str = "1.35") -> list[Problem]:
    """What is wrong with an object of one of Kubernetes' own kinds."""
    return SCHEMAS.problems(document, version)


def test_every_rule_is_about_a_field_that_exists() -> None:
    """In some version: a misspelt definition or field would be a rule that never speaks."""
    known: dict[str, set[str]] = {}
    for minor in core_schemas.minors():
        for name, definition in core_schemas._raw(minor).items():
            short = core_schemas.short_name(name)
            known.setdefault(short, set()).update(definition.get("properties", ()))

    ruled = {(name, field) for name, fields in FIELDS.items() for field in fields}
    named = {(name, field) for table in (REQUIRED, NOT_REQUIRED) for name, fields in table.items() for field in fields}

    read_as = {(name, field) for name, fields in READ_AS.items() for field in fields}
    stated = {(name.partition("@")[0], field) for name, field in ruled | named | read_as}

    assert {(name, field) for name, field in stated if field not in known.get(name, ())} == set()
    assert known.keys() >= {name.partition("@")[0] for name in TOGETHER}
    assert ANYWHERE.keys() <= set().union(*known.values())


def test_empty_word_is_a_field_left_out() -> None:
    """Templates of charts write `imagePullPolicy: ""`."""
    assert problems(workload(pod=pod_spec(container(imagePullPolicy="")), strategy={"type": ""})) == []


def test_fields_that_the_published_schema_requires_and_the_server_does_not() -> None:
    policy = made("NetworkPolicy", "networking.k8s.io/v1", spec={"policyTypes": ["Ingress"]})

    assert problems(policy, "1.30") == []
    assert problems(workload("StatefulSet"), "1.30") == []


def test_fields_that_the_server_requires_and_the_published_schema_does_not() -> None:
    assert problems(made("Deployment", "apps/v1")) == [Problem("spec", "spec is required and missing")]


def test_words_and_numbers_that_the_server_refuses() -> None:
    """One rule of each table."""
    broken = [
        workload("StatefulSet", podManagementPolicy="Ordered"),
        made("Service", spec={"ports": [{"port": 80}], "type": "Cluster"}),
        made("PersistentVolumeClaim", spec={"accessModes": ["ReadWrite"], "resources": {"requests": {"storage": 1}}}),
    ]

    assert [(each.field, each.message) for document in broken for each in problems(document)] == [
        ("spec.podManagementPolicy", "'Ordered' is none of OrderedReady, Parallel; did you mean 'OrderedReady'?"),
        (
            "spec.type",
            "'Cluster' is none of ClusterIP, NodePort, LoadBalancer, ExternalName; did you mean 'ClusterIP'?",
        ),
        (
            "spec.accessModes[0]",
            (
                "'ReadWrite' is none of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod; "
                "did you mean 'ReadWriteOnce'?"
            ),
        ),
    ]


def of_pod(pod: dict[str, Any]) -> list[tuple[str, str]]:
    """Field of the pod and message of each problem."""
    return [(each.field.removeprefix("spec."), each.message) for each in problems(made("Pod", spec=pod))]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"dnsPolicy": "Clusterfirst"}, "dnsPolicy", "is none of ClusterFirst, ClusterFirstWithHostNet, Default, None"),
        ({"restartPolicy": "always"}, "restartPolicy", "is none of Always, OnFailure, Never; did you mean 'Always'?"),
        ({"activeDeadlineSeconds": 0}, "activeDeadlineSeconds", "is below 1"),
        ({"securityContext": {"runAsUser": -1}}, "securityContext.runAsUser", "is below 0"),
        ({"securityContext": {"fsGroup": 2**31}}, "securityContext.fsGroup", "is above 2147483647"),
        (
            {"securityContext": {"sysctls": [{"name": "A", "value": "0"}]}},
            "securityContext.sysctls[A].name",
            "no sysctl",
        ),
        (
            {"tolerations": [{"key": "a", "operator": "Equals"}]},
            "tolerations[a/Equals].operator",
            "did you mean 'Equal'?",
        ),
        (
            {"topologySpreadConstraints": [{"maxSkew": 0, "topologyKey": "a", "whenUnsatisfiable": "ScheduleAnyway"}]},
            "topologySpreadConstraints[a/ScheduleAnyway].maxSkew",
            "is below 1",
        ),
        (
            {"volumes": [{"name": "tmp", "hostPath": {"path": "/", "type": "Dir"}}]},
            "volumes[tmp].hostPath.type",
            "is none of DirectoryOrCreate, Directory,",
        ),
        (
            {"volumes": [{"name": "tmp", "secret": {"secretName": "a", "defaultMode": 777}}]},
            "volumes[tmp].secret.defaultMode",
            "777 is above 511",
        ),
        (
            {"volumes": [{"name": "tmp", "configMap": {"name": "a", "items": [{"key": "a", "path": "/etc/a"}]}}]},
            "volumes[tmp].configMap.items[a].path",
            "begins with '/'",
        ),
    ],
)
def test_field_of_the_pod(fields: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_pod(pod_spec(**fields))

    assert place == field
    assert message in said


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"imagePullPolicy": "Allways"}, "imagePullPolicy", "did you mean 'Always'?"),
        ({"livenessProbe": {"httpGet": {"port": 80, "scheme": "https"}}}, "livenessProbe.httpGet.scheme", "'HTTPS'?"),
        ({"livenessProbe": {"tcpSocket": {"port": 0}}}, "livenessProbe.tcpSocket.port", "0 is below 1"),
        ({"startupProbe": {"grpc": {"port": 70000}}}, "startupProbe.grpc.port", "70000 is above 65535"),
        (
            {"env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "status.phase"}}}]},
            "env[A].valueFrom.fieldRef.fieldPath",
            "is no field that a variable may show",
        ),
        (
            {"securityContext": {"seccompProfile": {"type": "Runtime"}}},
            "securityContext.seccompProfile.type",
            "did you mean 'RuntimeDefault'?",
        ),
        (
            {"ports": [{"containerPort": 80, "protocol": "HTTP"}]},
            "ports[80/HTTP].protocol",
            "is none of TCP, UDP, SCTP",
        ),
    ],
)
def test_field_of_a_container(fields: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_pod(pod_spec(container(**fields)))

    assert place == f"containers[app].{field}"
    assert message in said


def test_pod_without_a_container() -> None:
    assert of_pod({"containers": []}) == [("containers", "is empty")]


@pytest.mark.parametrize(
    "path", ["metadata.name", "metadata.labels['a.b/c']", "metadata.annotations['x']", "status.podIPs", "spec.nodeName"]
)
def test_silent_on_fields_that_a_pod_may_read(path: str) -> None:
    assert of_pod(pod_spec(container(env=[{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": path}}}]))) == []


@pytest.mark.parametrize("concern", get_args(Concern))
def test_each_concern_is_told_by_the_check_of_its_name(concern: Concern) -> None:
    [id] = [id for id in CHECKS if id.endswith(f".invalid_{concern}")]
    [resource] = resources("{apiVersion: v1, kind: ConfigMap, metadata: {name: backend}}")
    problem = Problem("data", "is refused", readable=True, concern=concern)
    subject = Manifests([resource], problems={resource: [problem]})

    findings = list(import_module(f"plainsail.checks.{id}").check(subject))

    assert [finding.message for finding in findings] == ["is refused"]
