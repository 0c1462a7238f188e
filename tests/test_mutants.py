"""Whatever an object holds, `check` judges it or says what is broken, `plan` says what differs, and nothing fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from random import Random
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.errors import TRACEBACK, ProjectError
from plainsail.findings.formats import FORMATS
from plainsail.findings.report import Report
from plainsail.findings.runner import report
from plainsail.manifests.loader import Reading, objects_of, validated
from plainsail.manifests.manifests import Broken
from plainsail.manifests.resource import Resource
from plainsail.plan.formats import FORMATS as PLAN_FORMATS
from tests.plainsail.checks.planted_objects import made, pod_spec, schemas, workload
from tests.plainsail.plan.planted import files, planned
from tests.samples.mutants import SOUND, Mutant, mutants


def judged(*documents: Document) -> Report:
    """All that the checks say of these objects; each is a file of its own."""
    parts = [
        part
        for number, document in enumerate(documents)
        for part in objects_of(json.dumps(document), f"{number}.yaml", None, None, "1.35")
    ]
    resources = tuple(part for part in parts if isinstance(part, Resource))
    broken = tuple(part for part in parts if isinstance(part, Broken))
    return report(validated(Reading(resources, broken), schemas().judge, Delivery()), RULES)


def checked(mutant: Mutant, random: Random) -> None:
    """Judges it beside a sound object, and writes that in one of the formats."""
    random.choice([*FORMATS.values()])(judged(mutant.document, random.choice(SOUND)))


def compared(mutant: Mutant, random: Random) -> None:
    """Plans the change to it, or the one from it; what is no object at all is refused in words."""
    before, after = random.sample([mutant.sound, mutant.document], 2)
    with suppress(ProjectError):
        random.choice([*PLAN_FORMATS.values()])(planned(files(json.dumps(before)), files(json.dumps(after))))


def seeded() -> Random:
    """The same draws in every run."""
    return Random(11)  # noqa: S311 # nothing here is secret


def failures(run: Callable[[Mutant, Random], None], mutants: Iterable[Mutant], random: Random) -> Iterator[str]:
    """The mutants at which something fails."""
    for mutant in mutants:
        try:
            run(mutant, random)
        except Exception as error:
            yield f"{mutant.name}: {error!r}"


@pytest.fixture(autouse=True)
def failures_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine tells of a failing rule as a finding: here none may fail at all."""
    monkeypatch.setenv(TRACEBACK, "1")


def test_the_objects_that_mutants_are_made_of_are_sound() -> None:
    errors = [result for result in judged(*SOUND).results if result.severity == "error"]

    assert [(result.where, result.message) for result in errors if result.rule.id.startswith("invalid")] == []


@pytest.mark.parametrize("run", [checked, compared])
def test_nothing_fails_at_a_broken_field(run: Callable[[Mutant, Random], None]) -> None:
    random = seeded()

    assert list(failures(run, islice(mutants(random), 0, None, 8), random)) == []


@pytest.mark.slow
@pytest.mark.parametrize("run", [checked, compared])
def test_nothing_fails_at_a_broken_field_at_length(run: Callable[[Mutant, Random], None]) -> None:
    random = seeded()

    assert list(failures(run, mutants(random, draws=2), random)) == []


def with_container(**fields: Any) -> Document:
    return workload(pod=pod_spec({"name": "app", "image": "example.com/app:v1", **fields}))


@pytest.mark.parametrize(
    ("document", "check", "field"),
    [
        (made("x" * 254), "invalid-object", "apiVersion"),
        (made("Secret", metadata={"annotations": True}), "invalid-object", "metadata.annotations"),
        (made("Secret", data={"key": "é"}), "invalid-object", "data.key"),
        (workload(strategy={"rollingUpdate": {"maxUnavailable": "x"}}), "invalid-object", "spec.strategy"),
        (with_container(resources={"limits": {"memory": "x"}}), "invalid-quantity", "spec.template.spec.containers"),
        (made("Role", "rbac.authorization.k8s.io/v1", rules=[None]), "invalid-object", "rules[0].verbs"),
        (with_container(ports=[None]), "invalid-object", "spec.template.spec.containers[app].ports[0].containerPort"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_broken_is_an_error_at_its_place(document: Document, check: str, field: str) -> None:
    errors = [(result.rule.id, result.where.field) for result in judged(document).results if result.severity == "error"]

    assert any(id == check and where.startswith(field) for id, where in errors), errors


@pytest.mark.parametrize("namespace", [[], {}, 7, True])
def test_a_namespace_that_is_no_text_is_an_error_of_its_document(namespace: object) -> None:
    [result] = judged(made("Secret", metadata={"namespace": namespace})).results

    assert (result.rule.id, result.where.path, result.severity) == ("invalid-object", "0.yaml", "error")


def test_beside_a_broken_object_everything_is_judged() -> None:
    broken = made("Role", "rbac.authorization.k8s.io/v1", rules=[None])
    alone = judged(*SOUND).results

    assert {result.where.object for result in judged(broken, *SOUND).results} == {
        "Role/backend",
        *(result.where.object for result in alone),
    }


def test_a_null_that_the_api_server_takes_is_no_error() -> None:
    """It reads `ports: [null]` of a NetworkPolicy as any port, and `args: [null]` as an empty argument."""
    policy = made("NetworkPolicy", "networking.k8s.io/v1", spec={"podSelector": {}, "egress": [{"ports": [None]}]})
    account = made("ServiceAccount", secrets=[None], imagePullSecrets=[None])
    found = judged(policy, account, with_container(command=["sh", None], args=[None])).results

    assert [(result.rule.id, result.message) for result in found if result.severity == "error"] == []
