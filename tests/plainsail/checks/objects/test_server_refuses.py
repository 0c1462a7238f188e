"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import server_refuses
from plainsail.manifests.server import ServerAnswer, ServerAnswers
from tests.plainsail.checks.planted import manifests

SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80, name: http}]}}"


def test_silent_where_no_server_was_asked() -> None:
    assert not list(server_refuses.check(manifests(SERVICE)))


def test_a_refusal_is_an_error_at_its_field() -> None:
    subject = manifests(SERVICE)
    answer = ServerAnswer(subject.resources[0], "spec.ports[0].name", 'Invalid value: "http": no')
    subject.server = ServerAnswers((answer,))

    [finding] = server_refuses.check(subject)

    assert finding.where.field == "spec.ports[80].name"
    assert finding.message == 'the API server refuses it: Invalid value: "http": no'
    assert finding.severity is None


@pytest.mark.parametrize(
    ("message", "severity"),
    [("policy/v1beta1 is deprecated in v1.21+, unavailable in v1.25+", "warning"), ("prefer another name", "info")],
)
def test_a_warning_is_as_grave_as_what_it_warns_of(message: str, severity: str) -> None:
    subject = manifests(SERVICE)
    subject.server = ServerAnswers((ServerAnswer(subject.resources[0], "", message, is_refusal=False),))

    [finding] = server_refuses.check(subject)

    assert finding.severity == severity
