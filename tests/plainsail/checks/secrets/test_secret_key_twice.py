"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import secret_key_twice
from tests.plainsail.checks.planted_app import app


def test_two_entries_for_one_key() -> None:
    [finding] = secret_key_twice.check(app(("secretKey: API_SECRET", "secretKey: API_KEY")))

    assert finding.message == "the key is filled 2 times"
    assert finding.where.field == "spec.data[API_KEY]"


def test_silent_about_one_entry_each() -> None:
    assert not list(secret_key_twice.check(app()))
