"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.judged_pods import of_container, of_volume


def variable(**source: Any) -> list[tuple[str, str]]:
    """What is wrong with a variable that is read from a source."""
    return of_container(env=[{"name": "A", "valueFrom": source}])


@pytest.mark.parametrize(
    ("source", "field", "message"),
    [
        ({"secretKeyRef": {"key": "A"}}, "secretKeyRef.name", "name is required and missing"),
        ({"secretKeyRef": {"name": "", "key": "A"}}, "secretKeyRef.name", "name is required and empty"),
        ({"configMapKeyRef": {"name": "Bad_Name", "key": "A"}}, "configMapKeyRef.name", "is no DNS name"),
        ({"configMapKeyRef": {"name": "a", "key": "b c"}}, "configMapKeyRef.key", "is no key of a ConfigMap or Secret"),
        ({"fieldRef": {"fieldPath": "metadata.labels"}}, "fieldRef.fieldPath", "is no field that a variable may show"),
        ({"fieldRef": {"fieldPath": "metadata.labels['a b']"}}, "fieldRef.fieldPath", "is no label key"),
        ({"fieldRef": {"fieldPath": "metadata.name['a']"}}, "fieldRef.fieldPath", "has no keys"),
        ({"fieldRef": {"fieldPath": "metadata.name", "apiVersion": "v2"}}, "fieldRef.apiVersion", "read as v1"),
        ({"resourceFieldRef": {"resource": "limits.mem"}}, "resourceFieldRef.resource", "is none of limits.cpu"),
        (
            {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "2"}},
            "resourceFieldRef.divisor",
            "does not divide limits.cpu: 1 and 1m do",
        ),
        ({"resourceFieldRef": {"resource": "limits.memory", "divisor": "1m"}}, "resourceFieldRef.divisor", "1Gi"),
        ({"resourceFieldRef": {"resource": "limits.cpu", "divisor": "1e0"}}, "resourceFieldRef.divisor", "1 and 1m do"),
        (
            {"fileKeyRef": {"volumeName": "tmp", "path": "../a", "key": "A"}},
            "fileKeyRef.path",
            "leads out of the volume",
        ),
    ],
)
def test_source_that_is_refused(source: dict[str, Any], field: str, message: str) -> None:
    said = variable(**source)

    assert any(place == f"env[A].valueFrom.{field}" and message in each for place, each in said), said


@pytest.mark.parametrize(
    "source",
    [
        {"fieldRef": {"fieldPath": "metadata.annotations['A.b/C']", "apiVersion": ""}},
        {"fieldRef": {"fieldPath": "status.hostIPs"}},
        {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "0.001"}},
        {"resourceFieldRef": {"resource": "requests.memory", "divisor": "1024Ki"}},
        {"resourceFieldRef": {"resource": "limits.hugepages-2Mi", "divisor": 0}},
        {"secretKeyRef": {"name": "a.b", "key": ".env", "optional": True}},
    ],
)
def test_source_that_is_accepted(source: dict[str, Any]) -> None:
    assert variable(**source) == []


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ({"prefix": "A=", "secretRef": {"name": "a"}}, "is no variable name"),
        ({"secretRef": {}}, "name is required and missing"),
        ({"configMapRef": {"name": "A_b"}}, "is no DNS name"),
        ({"secretRef": {"name": "a"}, "configMapRef": {"name": "a"}}, "has configMapRef and secretRef"),
    ],
)
def test_group_that_is_refused(group: dict[str, Any], message: str) -> None:
    [(_, said)] = of_container(envFrom=[group])

    assert message in said


def test_names_of_variables_are_free_since_1_32() -> None:
    env = [{"name": "a b/c", "value": "1"}]

    assert of_container("1.32", env=env) == []
    assert [message for _, message in of_container("1.31", env=env)] == [
        "'a b/c' is no variable name to Kubernetes before 1.32: letters, digits, '_', '-' and '.', no digit in front"
    ]


def test_files_show_other_fields_than_variables() -> None:
    def shown(**source: Any) -> list[tuple[str, str]]:
        return of_volume(downwardAPI={"items": [{"path": "a", **source}]})

    assert shown(fieldRef={"fieldPath": "metadata.labels"}) == []
    assert "a file may show" in shown(fieldRef={"fieldPath": "status.podIP"})[0][1]
    assert shown(resourceFieldRef={"resource": "limits.cpu"})[0][1] == "is required in a volume"
