"""Lines and messages without credentials."""

from __future__ import annotations

import pytest

from plainsail.findings.finding import DecidingLine
from plainsail.findings.redaction import HIDDEN, masked, means_credential


def shown(setting: str, text: str) -> str:
    return masked(DecidingLine(setting, "envs/a.py", 1, text)).text


@pytest.mark.parametrize("setting", ["env.DB_PASSWORD", "env[DB.PASSWORD]", "workers.a.env.API_TOKEN"])
def test_the_line_of_a_variable_that_means_a_credential_is_hidden_whole(setting: str) -> None:
    assert shown(setting, '"swordfish"') == HIDDEN


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('env = {"DB_PASSWORD": "swordfish", "PORT": "80"}', 'env = {"DB_PASSWORD": "***", "PORT": "80"}'),
        ("""env = {'DB_PASSWORD': 'sword' 'fish'}""", """env = {'DB_PASSWORD': "***"}"""),
        ('"A_TOKEN": f"sword{fish}",', '"A_TOKEN": "***",'),
        ('"A_TOKEN": ("swordfish"),', '"A_TOKEN": ("***"),'),
        ('"A_TOKEN": "sword', '"A_TOKEN": "***"'),
        ('{"name": "A_TOKEN", "value": "swordfish"}', '{"name": "A_TOKEN", "value": "***"}'),
        ('set={"spec.env[A_TOKEN].value": "swordfish"}', 'set={"spec.env[A_TOKEN].value": "***"}'),
        ('"URL": "mysql://app:Pa55-w0rd@db/app"', '"URL": "mysql://app:***@db/app"'),
        ('args=["--password=Hunter2-x1"]', HIDDEN),
    ],
)
def test_of_another_setting_the_value_goes_and_the_rest_stays(text: str, left: str) -> None:
    assert shown("env", text) == left


def test_the_name_of_a_parameter_is_no_credential() -> None:
    text = '"APP_SERVICE_API_KEY": "service_api_key2_of_staging",'

    assert shown("external_secrets.params.APP_SERVICE_API_KEY", text) == text


def test_a_key_is_known_by_its_looks_wherever_it_stands() -> None:
    assert shown("external_secrets", '"A": "AKIA' + 'IOSFODNN7EXAMPLF",') == HIDDEN


@pytest.mark.parametrize(
    ("name", "is_one"), [("APP_SECRET", True), ("a[b].env[T_TOKEN].value", True), ("TOKENS", True)]
)
def test_names_that_mean_a_credential(name: str, is_one: bool) -> None:
    assert means_credential(name) is is_one


@pytest.mark.parametrize("name", ["TOKENIZER", "secretKeyRef", "DB_PASSWORD_FILE", "name"])
def test_names_that_only_sound_like_one(name: str) -> None:
    assert not means_credential(name)
