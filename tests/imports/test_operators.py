"""The schemas of operators that come with the library: what teams write is taken, what the API server refuses is not."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.imports.oracle import verdicts
from tests.imports.schemas import SCHEMAS, accepts
from tests.imports.test_oracle import GONE, OTHERS, Path as Way, change, known_difference, paths
from tests.plainsail.checks.planted_objects import schemas
from plainsail.yaml_reader import load_all

OBJECTS = {
    f"{document['apiVersion']} {document['kind']}": document
    for document in load_all(Path(__file__).with_name("operators.yaml").read_text(encoding="utf-8"))
}
JUDGED = ("cert-manager.io", "gateway.networking.k8s.io", "keda.sh", "monitoring.coreos.com")
"""Groups that packages of npm judge, too."""


def problems(document: dict[str, Any]) -> list[str]:
    return [f"{problem.field}: {problem.message}" for problem in schemas().problems(document, "1.35")]


@pytest.mark.parametrize("name", OBJECTS)
def test_what_teams_write_is_taken(name: str) -> None:
    assert problems(OBJECTS[name]) == []


def test_each_kind_that_comes_with_the_library_has_an_example() -> None:
    delivery = ("argoproj.io", "kustomize.toolkit.fluxcd.io", "source.toolkit.fluxcd.io")
    without = {name for name in SCHEMAS.keys() - OBJECTS.keys() if not name.startswith(delivery)}

    assert without == {"external-secrets.io/v1 ExternalSecret", "keda.sh/v1alpha1 ScaledJob"}


ROUTE, GATEWAY = "gateway.networking.k8s.io/v1 HTTPRoute", "gateway.networking.k8s.io/v1 Gateway"
SCALED, MONITOR = "keda.sh/v1alpha1 ScaledObject", "monitoring.coreos.com/v1 ServiceMonitor"
CERTIFICATE = "cert-manager.io/v1 Certificate"
RULE: Way = ("spec", "rules", 0)
BROKEN: tuple[tuple[str, Way, object], ...] = (
    (GATEWAY, ("spec", "gatewayClassName"), GONE),
    (GATEWAY, ("spec", "listeners"), GONE),
    (GATEWAY, ("spec", "listeners", 0, "port"), 0),
    (GATEWAY, ("spec", "listeners", 0, "protocol"), "http/1.1!"),
    (GATEWAY, ("spec", "listeners", 1, "name"), "web"),
    (GATEWAY, ("spec", "listeners", 1, "tls", "mode"), "Terminated"),
    (GATEWAY, ("spec", "listeners", 1, "allowedRoutes", "namespaces", "from"), "Everywhere"),
    (ROUTE, ("spec", "parentRefs", 0, "name"), GONE),
    (ROUTE, ("spec", "parentRefs", 0, "port"), 70000),
    (ROUTE, ("spec", "hostnames"), ["http://shop.example.com"]),
    (ROUTE, ("spec", "hostname"), "shop.example.com"),
    (ROUTE, (*RULE, "matches", 0, "path", "type"), "Prefix"),
    (ROUTE, (*RULE, "matches", 0, "method"), "get"),
    (ROUTE, (*RULE, "backendRefs", 0, "port"), "80"),
    (ROUTE, (*RULE, "backendRefs", 0, "weight"), -1),
    (ROUTE, (*RULE, "backendRefs", 0, "servicePort"), 80),
    (ROUTE, (*RULE, "timeouts", "request"), "10 s"),
    (ROUTE, (*RULE, "filters", 0, "type"), "RequestHeader"),
    (ROUTE, ("spec", "rules", 1, "filters", 0, "requestRedirect", "statusCode"), 418),
    (SCALED, ("spec", "scaleTargetRef"), GONE),
    (SCALED, ("spec", "triggers"), GONE),
    (SCALED, ("spec", "triggers", 0, "metadata", "value"), 20),
    (SCALED, ("spec", "triggers", 1, "metricType"), 60),
    (SCALED, ("spec", "minReplicas"), 1),
    (SCALED, ("spec", "maxReplicaCount"), "10"),
    (SCALED, ("spec", "fallback", "replicas"), GONE),
    ("keda.sh/v1alpha1 TriggerAuthentication", ("spec", "podIdentity", "provider"), "aws-iam"),
    (MONITOR, ("spec", "selector"), GONE),
    (MONITOR, ("spec", "endpoints"), GONE),
    (MONITOR, ("spec", "endpoints", 0, "interval"), "30 seconds"),
    (MONITOR, ("spec", "endpoints", 0, "port"), 8080),
    (MONITOR, ("spec", "endpoints", 0, "metricRelabelings", 0, "action"), "remove"),
    ("monitoring.coreos.com/v1 PodMonitor", ("spec", "podMetricsEndpoints", 1, "portNumber"), 0),
    ("monitoring.coreos.com/v1 PrometheusRule", ("spec", "groups", 0, "rules", 0, "expr"), GONE),
    ("monitoring.coreos.com/v1 PrometheusRule", ("spec", "groups", 0, "rules", 0, "for"), "5 min"),
    (CERTIFICATE, ("spec", "secretName"), GONE),
    (CERTIFICATE, ("spec", "issuerRef", "name"), GONE),
    (CERTIFICATE, ("spec", "usages"), ["server"]),
    (CERTIFICATE, ("spec", "privateKey", "algorithm"), "ecdsa"),
    (CERTIFICATE, ("spec", "privateKey", "rotationPolicy"), "always"),
    ("cert-manager.io/v1 ClusterIssuer", ("spec", "acme", "privateKeySecretRef"), GONE),
    ("external-secrets.io/v1 SecretStore", ("spec", "provider", "aws", "service"), "SSM"),
    ("external-secrets.io/v1 SecretStore", ("spec", "provider", "aws", "region"), GONE),
)


@pytest.mark.parametrize(("name", "way", "value"), BROKEN, ids=lambda value: "gone" if value is GONE else str(value)[:60])
def test_what_the_api_server_refuses_is_refused(name: str, way: Way, value: object) -> None:
    broken = copy.deepcopy(OBJECTS[name])
    if way[-1] in ("hostname", "servicePort", "minReplicas"):
        node: Any = broken
        for step in way[:-1]:
            node = node[step]
        node[way[-1]] = value
    else:
        broken = change(OBJECTS[name], way, value)

    assert problems(broken)


def is_newer(name: str, path: Way, value: object) -> bool:
    """Whether our schema asks for more than those validators: bounds of later releases. Of solvers it asks for less."""
    bounded = name.startswith(("keda.sh/", "monitoring.coreos.com/")) and value in ("", -1, [])
    kind = name.startswith("keda.sh/") and path[-2:] == ("authenticationRef", "kind")
    return bounded or kind or "solvers" in path or (name.endswith("ReferenceGrant") and path == ("spec",))


@pytest.mark.parametrize("group", JUDGED)
def test_others_judge_alike(group: str) -> None:
    """Every field of every example replaced in turn; what those validators do not look at is left out."""
    changed = [
        (name, path, value, change(document, path, value))
        for name, document in OBJECTS.items()
        if name.startswith(f"{group}/")
        for path in paths(document)
        for value in OTHERS
        if path[0] not in ("apiVersion", "kind")
        and not known_difference(path, value)
        and not is_newer(name, path, value)
    ]

    opinions = verdicts([document for *_, document in changed])

    assert [row[:3] for row, said in zip(changed, opinions, strict=True) if accepts(row[3]) != (said is None)] == []
