"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import secret_key_unused
from tests.plainsail.checks.planted_app import app, foreign

UNREAD = ("- {name: API_SECRET, valueFrom: {secretKeyRef: {name: backend, key: API_SECRET}}}", "")


def test_a_key_that_nobody_reads() -> None:
    [finding] = secret_key_unused.check(app(UNREAD))

    assert finding.message == "no container reads this key"
    assert finding.where.field == "spec.data[API_SECRET]"


@pytest.mark.parametrize(
    "reading",
    [
        "envFrom: [{secretRef: {name: backend}}]",
        "env: [{name: X, valueFrom: {secretKeyRef: {name: backend, key: API_SECRET}}}]",
    ],
)
def test_silent_when_another_container_reads_it(reading: str) -> None:
    assert not list(secret_key_unused.check(app(UNREAD, ("- name: warm", f"- name: warm\n        {reading}"))))


def test_silent_when_another_object_names_the_secret() -> None:
    assert not list(secret_key_unused.check(app(UNREAD, ("ingressClassName: alb", "tls: [{secretName: backend}]"))))


def test_silent_about_plain_yaml() -> None:
    assert not list(secret_key_unused.check(foreign(UNREAD)))
