"""One fault is one error, whichever checks look at it."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks import RULES
from plainsail.findings.engine import run
from tests.plainsail.checks.planted_objects import (
    container,
    cron_job,
    examined,
    ingress,
    made,
    pod_spec,
    rule,
    service,
    workload,
)

_WAIVER = "waiver"  # the check of the waivers themselves needs what the others told
_RULES = [rule for rule in RULES.values() if rule.id != _WAIVER]
_POD = "spec.template.spec"
_HOST_PORT = {"containerPort": 80, "hostPort": 80}


def errors(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Check and field of each error, of somebody's plain YAML."""
    found = run(_RULES, examined(document, environment=None, app=None))
    return [(rule.id, finding.where.field) for rule, finding in found if rule.severity_of(finding) == "error"]


def autoscaler(version: str = "apps/v1", **fields: Any) -> dict[str, Any]:
    target = {"apiVersion": version, "kind": "Deployment", "name": "backend"}
    return made(
        "HorizontalPodAutoscaler", "autoscaling/v2", spec={"scaleTargetRef": target, "maxReplicas": 3, **fields}
    )


def alb(path: str) -> dict[str, Any]:
    document = ingress(ingressClassName="alb", rules=[rule(path=path)])
    document["metadata"]["annotations"] = {"alb.ingress.kubernetes.io/target-type": "ip"}
    return document


def annotated(value: str) -> dict[str, Any]:
    pod = pod_spec(securityContext={"seccompProfile": {"type": "RuntimeDefault"}})
    document = workload(pod=pod)
    document["spec"]["template"]["metadata"]["annotations"] = {"seccomp.security.alpha.kubernetes.io/pod": value}
    return document


def annotated_ingress(**fields: Any) -> dict[str, Any]:
    document = ingress(**fields)
    document["metadata"]["annotations"] = {"kubernetes.io/ingress.class": "nginx"}
    return document


def named(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {**document, "metadata": {**document["metadata"], "name": name}}


@pytest.mark.parametrize(
    ("document", "id", "field"),
    [
        (annotated("unconfined"), "invalid-object", f"{_POD}.securityContext.seccompProfile.type"),
        (workload(pod=pod_spec(restartPolicy="always")), "invalid-object", f"{_POD}.restartPolicy"),
        (workload(selector={"matchLabels": {"app": "a b"}}), "invalid-label", "spec.selector.matchLabels.app"),
        (
            workload(strategy={"rollingUpdate": {"maxSurge": 0, "maxUnavailable": ""}}),
            "invalid-object",
            "spec.strategy.rollingUpdate.maxUnavailable",
        ),
        (
            workload(pod=pod_spec(container(volumeMounts=[{"name": "", "mountPath": "/a"}]))),
            "invalid-object",
            f"{_POD}.containers[app].volumeMounts[/a].name",
        ),
        (
            workload(pod=pod_spec(container(readinessProbe={"tcpSocket": {"port": "a b"}}))),
            "invalid-port",
            f"{_POD}.containers[app].readinessProbe.tcpSocket.port",
        ),
        (
            workload(pod=pod_spec(container(lifecycle={"preStop": {"sleep": {"seconds": 60}}}))),
            "invalid-probe",
            f"{_POD}.containers[app].lifecycle.preStop.sleep.seconds",
        ),
        (autoscaler("a/b/c"), "invalid-object", "spec.scaleTargetRef.apiVersion"),
        (autoscaler(minReplicas=2**31), "invalid-object", "spec.minReplicas"),
        (named(cron_job(), "a" * 300), "invalid-name", "metadata.name"),
        (alb("*"), "invalid-ingress", "spec.rules[example.com].http.paths[*].path"),
        (
            service(ports=[{"port": 80, "name": "http"}, {"port": 80, "name": "http"}]),
            "duplicate-name",
            "spec.ports",
        ),
        (
            workload("DaemonSet", pod_spec(container(ports=[_HOST_PORT]), container(ports=[_HOST_PORT]))),
            "duplicate-name",
            f"{_POD}.containers",
        ),
        (
            workload(pod=pod_spec(container(livenessProbe={"httpget": {"port": 80}}))),
            "invalid-object",
            f"{_POD}.containers[app].livenessProbe.httpget",
        ),
        (
            workload(pod=pod_spec(container(env=[{"name": "A", "valueFrom": {"secretKeyref": {"name": "a"}}}]))),
            "invalid-object",
            f"{_POD}.containers[app].env[A].valueFrom.secretKeyref",
        ),
        (
            workload(pod=pod_spec(tolerations=[{"key": "a", "effect": "NoExecut", "tolerationSeconds": 3}])),
            "invalid-object",
            f"{_POD}.tolerations[a/NoExecut].effect",
        ),
        (
            annotated_ingress(ingressClassName="alb"),
            "invalid-ingress",
            'metadata.annotations["kubernetes.io/ingress.class"]',
        ),
        (service(ports=[{"port": 2**40}]), "invalid-port", f"spec.ports[{2**40}].port"),
        (
            service(ports=[{"port": 80, "nodePort": 70000}]),
            "invalid-port",
            "spec.ports[80].nodePort",
        ),
    ],
)
def test_it_is_told_once(document: dict[str, Any], id: str, field: str) -> None:
    assert errors(document) == [(id, field)]


@pytest.mark.parametrize(
    "document",
    [
        service(sessionAffinity="ClientIp", sessionAffinityConfig={"clientIP": {"timeoutSeconds": 9}}),
        service(type="LoadBalancer", loadBalancerSourceRanges=["2001:db8::1"]),
        workload(pod=pod_spec(securityContext={"sysctls": [{"name": "*", "value": "1"}]})),
        cron_job(startingDeadlineSeconds=-1),
    ],
)
def test_what_is_refused_is_not_warned_of(document: dict[str, Any]) -> None:
    matches = run(_RULES, examined(document, environment=None, app=None))
    found = [(rule.severity_of(finding), finding.where.field) for rule, finding in matches]
    [refused] = [field for severity, field in found if severity == "error"]

    part = refused.removesuffix(".name").removesuffix("[0]")
    assert [field for severity, field in found if severity == "warning" and field.startswith(part)] == []
