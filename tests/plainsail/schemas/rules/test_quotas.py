"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told


def limit(kind: str = "Container", **forms: Any) -> Document:
    return made("LimitRange", spec={"limits": [{"type": kind, **forms}]})


def quota(hard: Document | None = None, **spec: Any) -> Document:
    return made("ResourceQuota", spec={"hard": hard or {"pods": "10"}, **spec})


def selected(scope: str, operator: str, *values: str) -> Document:
    expression = {"scopeName": scope, "operator": operator, "values": list(values)}
    return quota(scopeSelector={"matchExpressions": [expression]})


LIMIT = "spec.limits[0]"
SCOPE = "spec.scopeSelector.matchExpressions[0]"


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (limit("container"), f"{LIMIT}.type", "did you mean 'Container'?"),
        (limit("Pod", default={"cpu": 1}), f"{LIMIT}.default", "pods have no default"),
        (limit("PersistentVolumeClaim"), LIMIT, "needs storage in min or max"),
        (limit(max={"foo": 1}), f"{LIMIT}.max.foo", "is none of cpu, memory, ephemeral-storage"),
        (limit(max={"pods": 1}), f"{LIMIT}.max.pods", "is none of cpu, memory, ephemeral-storage"),
        (limit(max={"a b": 1}), f'{LIMIT}.max["a b"]', "is no name of a resource"),
        (limit(max={"requests.a/b": 1}), f'{LIMIT}.max["requests.a/b"]', "is a name for quotas"),
        (limit(max={"cpu": 1}, min={"cpu": 2}), f"{LIMIT}.min.cpu", "min 2 is above max 1"),
        (limit(max={"cpu": 1}, default={"cpu": "1500m"}), f"{LIMIT}.default.cpu", "default 1.500 is above max 1"),
        (limit(default={"cpu": 1}, defaultRequest={"cpu": 2}), f"{LIMIT}.defaultRequest.cpu", "is above default 1"),
        (limit(min={"cpu": 2}, default={"cpu": 1}), f"{LIMIT}.min.cpu", "min 2 is above default"),
        (limit(maxLimitRequestRatio={"cpu": "500m"}), f"{LIMIT}.maxLimitRequestRatio.cpu", "is below 1"),
        (
            limit(maxLimitRequestRatio={"cpu": 3}, max={"cpu": 2}, min={"cpu": 1}),
            f"{LIMIT}.maxLimitRequestRatio.cpu",
            "is above what max and min leave",
        ),
        (
            limit(default={"a.b/gpu": 2}, defaultRequest={"a.b/gpu": 1}),
            f'{LIMIT}.defaultRequest["a.b/gpu"]',
            "a.b/gpu is not shared",
        ),
        (made("LimitRange", spec={"limits": [{"type": "Pod"}] * 2}), "spec.limits[1].type", "Pod is there twice"),
        (quota({"foo": 1}), "spec.hard.foo", "'foo' is none of"),
        (quota({"storage": 1}), "spec.hard.storage", "'storage' is none of"),
        (quota({"pods": "-1"}), "spec.hard.pods", "is below zero"),
        (quota({"pods": "1500m"}), "spec.hard.pods", "is no whole number"),
        (quota(scopes=["Besteffort"]), "spec.scopes[0]", "did you mean 'BestEffort'?"),
        (quota(scopes=["BestEffort", "NotBestEffort"]), "spec.scopes", "which no pod is both of"),
        (quota({"services": 1}, scopes=["Terminating"]), "spec.scopes[0]", "and no services"),
        (selected("PriorityClass", "In"), f"{SCOPE}.values", "is empty, which In does not take"),
        (selected("PriorityClass", "Exists", "a"), f"{SCOPE}.values", "Exists takes no values"),
        (selected("Terminating", "DoesNotExist"), f"{SCOPE}.operator", "Terminating takes Exists alone"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        made("LimitRange", spec={}),
        limit("Pod", max={"cpu": 1}, default={}),
        limit("example.com/own", max={"pods": 1}),
        limit("PersistentVolumeClaim", min={"storage": "1Gi"}),
        limit(max={"cpu": 1}, min={"cpu": "500m"}),
        limit(max={"hugepages-2Mi": "2Mi", "a.b/gpu": 1}),
        limit(maxLimitRequestRatio={"cpu": 2}, max={"cpu": 2}, min={"cpu": 0}),
        quota({"count/deployments.apps": 5, "requests.a.b/gpu": "1", "requests.hugepages-2Mi": "2Mi", "cpu": "1500m"}),
        quota({"gold.storageclass.storage.k8s.io/requests.storage": "1Gi"}),
        quota({"count/pods": 1}, scopes=["BestEffort"]),
        quota({"persistentvolumeclaims": 1}, scopes=["VolumeAttributesClass"]),
        selected("PriorityClass", "In", "high"),
        selected("BestEffort", "Exists"),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []
