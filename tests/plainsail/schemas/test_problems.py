"""Complaints of the validator, as people read them. The words for each sort stand in test_crd_schemas.py."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import Problem, Schemas
from tests.plainsail.checks.planted_objects import container, pod_spec, workload

SCHEMAS = Schemas()


def problems(document: dict[str, Any], version: str = "1.35") -> list[Problem]:
    """What is wrong with an object of one of Kubernetes' own kinds."""
    return SCHEMAS.problems(document, version)


@pytest.mark.parametrize("value", [None, [], {}, "text", 1, 1.5, True, [None], {"a": None}])
def test_whatever_a_field_holds_there_is_a_verdict(value: Any) -> None:
    """No value makes the words fail that tell of it."""
    for field in ("metadata", "spec"):
        assert isinstance(problems(workload() | {field: value}), list)
    for field in ("selector", "template", "strategy", "replicas"):
        assert isinstance(problems(workload(**{field: value})), list)


def test_item_without_a_name_of_its_own_is_told_by_its_place() -> None:
    env = [{"name": "A", "value": 1}, {"name": "A", "value": 2}, {"value": 3}]

    fields = {
        each.field.removeprefix("spec.template.spec.containers[app].")
        for each in problems(workload(pod=pod_spec(container(env=env))))
    }

    assert fields == {"env[0].value", "env[1].value", "env[2].value", "env[2].name"}


def test_long_value_is_cut() -> None:
    document = workload(strategy={"type": "x" * 100})

    assert [each.message for each in problems(document)] == [
        f"'{'x' * 55}...' is none of Recreate, RollingUpdate",
    ]


def test_one_mistake_is_told_once() -> None:
    """A label that is too long and of wrong characters breaks two rules, in the same words."""
    document = workload()
    document["metadata"]["labels"] = {"app": "-" * 64}

    assert len(problems(document)) == 1
