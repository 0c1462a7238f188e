"""The rules beyond the published schema are about fields that exist, and refuse nothing sound."""

from __future__ import annotations

from typing import Any

from plainsail.schemas import Problem, Schemas, core_schemas
from plainsail.schemas.api_rules import NOT_REQUIRED, REQUIRED, RULES
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
            short = name.removeprefix(core_schemas._API).removeprefix(core_schemas._META)
            known.setdefault(short, set()).update(definition.get("properties", ()))

    ruled = {(name, field) for name, fields in RULES.items() for field in fields}
    named = {(name, field) for table in (REQUIRED, NOT_REQUIRED) for name, fields in table.items() for field in fields}

    assert {(name, field) for name, field in ruled | named if field not in known.get(name, ())} == set()


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
