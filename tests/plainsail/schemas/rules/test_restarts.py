"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container
from tests.plainsail.schemas.rules.judged_pods import of_container, of_pod, of_template

RULE = {"action": "Restart", "exitCodes": {"operator": "In", "values": [42]}}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"restartPolicy": ""}, "restartPolicy", "is none of Always, Never, OnFailure"),
        ({"restartPolicyRules": [RULE]}, "restartPolicy", "is required beside restartPolicyRules"),
        (
            {"restartPolicy": "Never", "restartPolicyRules": [{"action": "Restart"}]},
            "restartPolicyRules[0].exitCodes",
            "is required",
        ),
        (
            {"restartPolicy": "Never", "restartPolicyRules": [RULE | {"action": "Stop"}]},
            "restartPolicyRules[0].action",
            "is none of Restart",
        ),
        ({"restartPolicy": "Never", "restartPolicyRules": [RULE] * 21}, "restartPolicyRules", "20 are allowed"),
        (
            {"restartPolicy": "Never", "restartPolicyRules": [{"action": "Restart", "exitCodes": {"operator": "Is"}}]},
            "restartPolicyRules[0].exitCodes.operator",
            "is none of In, NotIn",
        ),
        (
            {"resizePolicy": [{"resourceName": "cpu", "restartPolicy": "NotRequired"}] * 2},
            "resizePolicy[1]",
            "cpu is there twice",
        ),
        (
            {"resizePolicy": [{"resourceName": "disk", "restartPolicy": "NotRequired"}]},
            "resizePolicy[0].resourceName",
            "is none of cpu, memory",
        ),
    ],
)
def test_refused(fields: dict[str, Any], field: str, message: str) -> None:
    [(place, said), *_] = of_container(**fields)

    assert message in said
    assert place == field


def test_accepted() -> None:
    assert of_container(restartPolicy="Never", restartPolicyRules=[RULE]) == []
    assert of_container(resizePolicy=[{"resourceName": "cpu", "restartPolicy": "RestartContainer"}]) == []
    assert of_template(initContainers=[container(name="proxy", restartPolicy="Always")]) == []


def test_sidecar_takes_no_rules() -> None:
    sidecar = container(name="proxy", restartPolicy="Always", restartPolicyRules=[RULE])

    assert len(of_template(initContainers=[sidecar])) == 1
    assert of_template("1.36", initContainers=[sidecar]) == []


@pytest.mark.parametrize(("version", "count"), [("1.29", 1), ("1.34", 1), ("1.35", 0)])
def test_policy_of_one_container(version: str, count: int) -> None:
    """From 1.35 on, any container may have one; before, an init container, and Always only."""
    assert len(of_container(version, restartPolicy="Always")) == count
    assert len(of_template(version, initContainers=[container(name="init", restartPolicy="Never")])) == count


def test_pod_that_restarts_nothing_restarts_no_container_to_resize_it() -> None:
    resized = container(resizePolicy=[{"resourceName": "cpu", "restartPolicy": "RestartContainer"}])

    [(_, message)] = of_pod(containers=[resized], restartPolicy="Never")

    assert message == "is RestartContainer, but the pod's restartPolicy is Never"
    assert of_pod("1.32", containers=[resized], restartPolicy="Never") == []
