"""A run of the checks, with an API server that speaks too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.findings.runner import report
from plainsail.manifests.loader import Reading, validated
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.server import ServerAnswer, ServerAnswers
from plainsail.schemas import Schemas
from tests.plainsail.checks.planted import resources

SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: Foo, ports: [{port: 80, name: http}]}}"


def answered(field: str, message: str = "Invalid value") -> Manifests:
    """A Service of a wrong type, of which the server says something, too."""
    manifests = validated(Reading(tuple(resources(SERVICE)), ()), Schemas().judge, Delivery())
    manifests.server = ServerAnswers((ServerAnswer(manifests.resources[0], field, message),))
    return manifests


def told_by_the_server(manifests: Manifests) -> list[str]:
    return [result.where.field for result in report(manifests, RULES).results if result.rule.id == "server-refuses"]


@pytest.mark.parametrize("field", ["spec.type", "spec.type.inside"])
def test_what_a_check_says_of_a_field_the_server_need_not_say_again(field: str) -> None:
    assert told_by_the_server(answered(field)) == []


@pytest.mark.parametrize("field", ["spec.ports[0].name", "spec", ""])
def test_what_only_the_server_says_is_told(field: str) -> None:
    assert len(told_by_the_server(answered(field))) == 1


def test_what_a_check_says_of_an_object_of_another_namespace_is_another_matter() -> None:
    manifests = answered("spec.type")
    wrong, *_ = manifests.resources
    other = replace(wrong, document={**wrong.document, "metadata": {"name": "web", "namespace": "other"}})
    manifests.server = ServerAnswers((ServerAnswer(other, "spec.type", "Invalid value"),))

    assert told_by_the_server(manifests) == ["spec.type"]
