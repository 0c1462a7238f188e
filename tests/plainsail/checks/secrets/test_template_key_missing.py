"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import template_key_missing
from tests.plainsail.checks.planted_app import app

TARGET = ("deletionPolicy: Retain", "deletionPolicy: Retain, template: {{data: {{a.ini: '{text}'}}}}")


def messages(text: str) -> list[str]:
    old, new = TARGET
    return [finding.message for finding in template_key_missing.check(app((old, new.format(text=text))))]


def test_a_key_that_nothing_fills() -> None:
    assert messages("user={{ .usr }}")[0].startswith("names .usr, which nothing fills")


@pytest.mark.parametrize("text", ["plain", "{{ range $key, $value := . }}{{ $key }}{{ end }}", "{{ .API_KEY }}"])
def test_what_is_filled_or_cannot_be_told_is_silent(text: str) -> None:
    assert messages(text) == []
