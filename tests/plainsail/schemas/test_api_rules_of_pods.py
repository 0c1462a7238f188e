"""What the API server refuses of pods beyond its published schema."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import Schemas
from tests.plainsail.checks.planted_objects import container, made, pod_spec

SCHEMAS = Schemas()


def told(pod: dict[str, Any]) -> list[tuple[str, str]]:
    """Field of the pod and message of each problem."""
    found = SCHEMAS.problems(made("Pod", spec=pod), "1.35")
    return [(each.field.removeprefix("spec."), each.message) for each in found]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"dnsPolicy": "Clusterfirst"}, "dnsPolicy", "is none of ClusterFirst, ClusterFirstWithHostNet, Default, None"),
        ({"restartPolicy": "always"}, "restartPolicy", "is none of Always, OnFailure, Never; did you mean 'Always'?"),
        ({"terminationGracePeriodSeconds": -1}, "terminationGracePeriodSeconds", "is below 0"),
        ({"activeDeadlineSeconds": 0}, "activeDeadlineSeconds", "is below 1"),
        ({"securityContext": {"runAsUser": -1}}, "securityContext.runAsUser", "is below 0"),
        ({"securityContext": {"fsGroup": 2**31}}, "securityContext.fsGroup", "is above 2147483647"),
        (
            {"securityContext": {"sysctls": [{"name": "A", "value": "0"}]}},
            "securityContext.sysctls[A].name",
            "no sysctl",
        ),
        ({"tolerations": [{"operator": "Equals"}]}, "tolerations[Equals].operator", "did you mean 'Equal'?"),
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
    [(place, said)] = told(pod_spec(**fields))

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
            "is no field that a pod may read",
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
    [(place, said)] = told(pod_spec(container(**fields)))

    assert place == f"containers[app].{field}"
    assert message in said


def test_pod_without_a_container() -> None:
    assert told({"containers": []}) == [("containers", "is empty")]


@pytest.mark.parametrize(
    "path", ["metadata.name", "metadata.labels['a.b/c']", "metadata.annotations['x']", "status.podIPs", "spec.nodeName"]
)
def test_silent_on_fields_that_a_pod_may_read(path: str) -> None:
    assert told(pod_spec(container(env=[{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": path}}}]))) == []
