"""Values of fields as text, and never a credential."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import Item, Path
from plainsail.findings.redaction import HIDDEN
from plainsail.plan.values import as_text, is_secret, of_item, redacted

VALUE = ("spec", "containers", Item("app"), "env", Item("NAME"), "value")


def variable(name: str) -> Path:
    return (*VALUE[:-2], Item(name), "value")


@pytest.mark.parametrize(
    "name", ["APP_SECRET", "GITHUB_TOKEN", "DB_PASSWORD", "db.password", "API_KEY", "clientSecret", "MAILER_DSN"]
)
def test_a_name_that_means_a_credential_hides_any_value(name: str) -> None:
    assert is_secret("Deployment", FieldChange(variable(name), "yes", "no"))


@pytest.mark.parametrize("name", ["APP_ENV", "TOKENIZER", "SECRETARY", "KEYBOARD", "DB_PASSWORD_FILE"])
def test_a_name_that_only_sounds_like_one_hides_nothing(name: str) -> None:
    assert not is_secret("Deployment", FieldChange(variable(name), "yes", "no"))


def test_a_reference_to_a_secret_is_no_secret() -> None:
    parts = (*variable("APP_SECRET")[:-1], "valueFrom", "secretKeyRef", "key")

    assert redacted("Deployment", parts, "APP_SECRET") == "APP_SECRET"


@pytest.mark.parametrize("parts", [("data", "a"), ("stringData", "a")])
def test_the_data_of_a_secret_is_hidden(parts: tuple[str, ...]) -> None:
    assert redacted("Secret", parts, "x") == HIDDEN
    assert redacted("Secret", parts[:1], {"a": "x"}) == {"a": HIDDEN}


def test_what_is_not_there_is_not_hidden() -> None:
    assert redacted("Secret", ("data", "a"), ABSENT) is ABSENT


def test_within_an_added_container_variables_are_hidden_too() -> None:
    container = {"name": "app", "env": [{"name": "A_TOKEN", "value": "x"}, {"name": "B", "value": "y"}]}

    assert redacted("Deployment", ("containers", Item("app")), container)["env"] == [
        {"name": "A_TOKEN", "value": HIDDEN},
        {"name": "B", "value": "y"},
    ]


def test_the_password_of_an_address_is_hidden_and_no_more() -> None:
    assert redacted("Deployment", VALUE, "mysql://app:Pa55-w0rd@db/app") == "mysql://app:***@db/app"


def test_a_key_is_known_by_its_looks() -> None:
    assert redacted("ConfigMap", ("data", "x"), "id: AKIA" + "IOSFODNN7EXAMPLF") == HIDDEN


def test_a_line_of_a_file_is_hidden() -> None:
    assert redacted("ConfigMap", ("data", "x"), "user = app\npassword = Hunter2-x1\n") == f"user = app\n{HIDDEN}\n"


def test_a_private_key_is_hidden_whole() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n"

    assert redacted("ConfigMap", ("data", "x"), key) == HIDDEN


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), ("true", '"true"'), ("", '""'), (" a", '" a"'), ("a\nb", '"a\\nb"'), (1.5, "1.5")],
)
def test_text_is_told_from_what_looks_like_it(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_other_items_lose_only_their_name() -> None:
    assert of_item(("volumes", Item("tmp")), {"name": "tmp", "emptyDir": {}}) == {"emptyDir": {}}
    assert of_item(("volumes", Item("tmp")), {"name": "other"}) == {"name": "other"}
