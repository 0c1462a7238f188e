"""The schemas of every version, found, compiled and put into words."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.errors import ProjectError
from plainsail.schemas import Problem, Schemas, core_schemas
from plainsail.schemas.versions import minor_of
from tests.plainsail.checks.planted_objects import container, cron_job, made, pod_spec, service, workload

SCHEMAS = Schemas()
MINORS = core_schemas.minors()


def problems(document: dict[str, Any], version: str = "1.35") -> list[Problem]:
    """What is wrong with an object of one of Kubernetes' own kinds."""
    return SCHEMAS.problems(document, version)


@pytest.mark.parametrize("version", ["1.25", "1.37", "v1.35", "1.35.3", "v1.35.3-eks-3025e55"])
def test_every_way_of_writing_a_version(version: str) -> None:
    assert problems(workload(), version) == []


@pytest.mark.parametrize(("version", "judge"), [("1.24", "1.25"), ("1.35.2", "1.35"), ("1.99", "1.37")])
def test_a_version_beyond_the_known_ones_is_judged_by_the_nearest(version: str, judge: str) -> None:
    assert SCHEMAS.judged_by(version) == judge
    assert problems(workload(replica=1), version)


def test_the_newest_version() -> None:
    assert SCHEMAS.newest == "1.37"


@pytest.mark.parametrize("version", ["", "latest", "35", "2.0", "1.x"])
def test_what_is_no_version(version: str) -> None:
    with pytest.raises(ProjectError, match=f"^'{version}' is no version of Kubernetes; write it as in 1.35$"):
        minor_of(version)


@pytest.mark.parametrize("minor", MINORS)
def test_every_version_takes_what_is_sound(minor: int) -> None:
    documents = workload(), workload("StatefulSet", serviceName="backend"), cron_job(), service(), made("ConfigMap")

    assert [problems(document, f"1.{minor}") for document in documents] == [[]] * 5


def test_null_is_absent() -> None:
    document = workload(replicas=None, pod=pod_spec(nodeSelector=None))
    document["metadata"]["creationTimestamp"] = None

    assert problems(document) == []
    assert problems(workload(template=None)) == [Problem("spec.template", "template is required and missing")]


@pytest.mark.parametrize(
    ("amount", "sound"), [("1", True), (1, True), (1.5, True), ("100m", True), (True, False), ([], False)]
)
def test_quantity_is_text_or_a_number(amount: Any, sound: bool) -> None:
    pod = pod_spec(container(resources={"limits": {"cpu": amount}}))

    assert (problems(workload(pod=pod)) == []) is sound


@pytest.mark.parametrize(("port", "sound"), [(80, True), ("http", True), (80.5, False), (True, False), ("80", False)])
def test_port_is_a_number_or_a_name(port: Any, sound: bool) -> None:
    assert (problems(service(ports=[{"port": 80, "targetPort": port}])) == []) is sound


@pytest.mark.parametrize(("number", "sound"), [(2**31 - 1, True), (2**31, False)])
def test_number_that_does_not_fit(number: int, sound: bool) -> None:
    assert (problems(workload(replicas=number)) == []) is sound


@pytest.mark.parametrize(("value", "sound"), [("eA==", True), ("e\nA==", True), ("not base64!", False)])
def test_secret_s_data_is_base64(value: str, sound: bool) -> None:
    assert (problems(made("Secret", data={"a": value})) == []) is sound


def test_which_problems_leave_an_object_readable() -> None:
    """Other checks rely on types and required fields, on nothing else."""
    found = problems(workload(replica=1, minReadySeconds="1", revisionHistoryLimit=-1))

    assert {(each.field, each.unknown_field, each.readable) for each in found} == {
        ("spec.replica", True, True),
        ("spec.minReadySeconds", False, False),
        ("spec.revisionHistoryLimit", False, True),
    }
