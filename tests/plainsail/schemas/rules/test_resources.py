"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container
from tests.plainsail.schemas.rules.judged_pods import of_container, of_pod, of_template

GPU = "nvidia.com/gpu"


@pytest.mark.parametrize(
    ("resources", "field", "message"),
    [
        ({"limits": {"memry": "1Gi"}}, "limits.memry", "is no resource of a container; did you mean 'memory'?"),
        ({"limits": {"storage": "1Gi"}}, "limits.storage", "is no resource of a container"),
        ({"limits": {"a b": 1}}, 'limits["a b"]', "is no name of a resource"),
        ({"limits": {"requests.example.com/a": 1}}, "", "is no name of an extended resource"),
        ({"requests": {"cpu": "-1"}}, "requests.cpu", "is below zero"),
        ({"limits": {"memory": -1}}, "limits.memory", "below 0"),
        ({"requests": {GPU: 1}}, "", "needs a limit that is the same"),
        ({"requests": {GPU: "500m"}, "limits": {GPU: "500m"}}, "", "is no whole number"),
        ({"limits": {GPU: "1n"}}, "", "is no whole number"),
        ({"limits": {"hugepages-2Mi": "500m", "cpu": 1}}, "limits.hugepages-2Mi", "is no multiple of 2Mi"),
        ({"limits": {"hugepages-2Mi": "3Mi", "cpu": 1}}, "limits.hugepages-2Mi", "is no multiple of 2Mi"),
        ({"limits": {"hugepages-2Mi": "4Mi"}}, "", "hugepages-2Mi needs cpu or memory beside it"),
        ({"limits": {"hugepages-big": "4Mi", "cpu": 1}}, "limits.hugepages-big", "names no size of pages"),
    ],
)
def test_amount_that_is_refused(resources: dict[str, Any], field: str, message: str) -> None:
    said = of_container(resources=resources)

    assert any(message in each and place.startswith("resources") for place, each in said), said
    assert not field or f"resources.{field}" in [place for place, _ in said]


@pytest.mark.parametrize(
    "resources",
    [
        {"requests": {"cpu": "100m", "memory": " 16Mi "}, "limits": {"ephemeral-storage": "1Gi"}},
        {"requests": {GPU: 1}, "limits": {GPU: "1"}},
        {"limits": {GPU: "2"}},
        {"limits": {"kubernetes.io/a": "500m"}},
        {"limits": {"hugepages-2Mi": "4Mi", "memory": "1Gi"}, "requests": {"hugepages-2Mi": "4Mi"}},
        {"limits": {"cpu": "-0"}},
    ],
)
def test_amount_that_is_accepted(resources: dict[str, Any]) -> None:
    assert of_container(resources=resources) == []


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ([{"name": "nope"}], "'nope' is none of the pod's resourceClaims: gpu"),
        ([{"name": "gpu"}, {"name": "gpu"}], "gpu is claimed twice"),
        ([{"name": "gpu", "request": "a"}, {"name": "gpu"}], "gpu is claimed twice"),
        ([{"name": "gpu", "request": "A"}], "'A' is no DNS label"),
        ([{"name": ""}], "is empty"),
    ],
)
def test_claim_that_is_refused(claims: list[dict[str, Any]], message: str) -> None:
    pod: dict[str, Any] = {"containers": [container(resources={"claims": claims})]}
    devices = [{"name": "gpu", "resourceClaimName": "gpu"}]

    said = of_pod(**pod, resourceClaims=devices)

    assert [each for _, each in said if each.startswith(message)], said
    assert of_pod("1.33", **pod, resourceClaims=devices) == []


def of_whole_pod(resources: dict[str, Any], version: str = "1.35", /, **own: Any) -> list[str]:
    """Messages about the amounts of a whole pod of two containers."""
    containers = [container(name=name, resources=own) for name in ("a", "b")]
    return [message for _, message in of_template(version, containers=containers, resources=resources)]


def test_amounts_of_a_whole_pod() -> None:
    own: dict[str, Any] = {"requests": {"cpu": 1}}

    assert of_whole_pod({"requests": {"cpu": 2}}, **own) == []
    assert of_whole_pod({"requests": {"cpu": "1500m"}}, **own) == [
        "1500m is less than its containers request together: 2"
    ]
    assert of_whole_pod({"requests": {"cpu": 3}, "limits": {"cpu": 2}}) == ["3 is above the pod's limit of 2"]
    assert of_whole_pod({"limits": {GPU: 1}}) == [
        f"'{GPU}' is no resource of a whole pod: cpu, memory and hugepages-<size> are"
    ]
    assert of_whole_pod({"claims": []}) == ["belong to containers, not to the pod"]
    assert len(of_whole_pod({"limits": {"cpu": 1}}, limits={"cpu": 2})) == 2
    assert of_whole_pod({"requests": {"cpu": "1500m"}}, "1.33", **own) == []


def test_sidecars_count_and_init_containers_one_by_one() -> None:
    ask = {"requests": {"cpu": 1}}
    inits = [container(name="init", resources=ask), container(name="proxy", restartPolicy="Always", resources=ask)]
    pod: dict[str, Any] = {"containers": [container(resources=ask)], "initContainers": inits}

    assert of_template(**pod, resources={"requests": {"cpu": 2}}) == []
    assert len(of_template(**pod, resources={"requests": {"cpu": "1900m"}})) == 1


def test_overhead() -> None:
    assert of_template(overhead={"cpu": "100m"}) == []
    assert [message for _, message in of_template(overhead={"a": 1})] == ["a is no resource of a container"]
    assert [field for field, _ in of_pod(overhead={"cpu": "100m"})] == ["overhead"]
    assert of_pod(overhead={"cpu": "100m"}, runtimeClassName="gvisor") == []
