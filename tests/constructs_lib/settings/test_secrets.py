"""Secrets of any store: what is refused, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import BackgroundWorker, CronJob, ExternalSecrets, Extract, Find, Param, SettingsError
from tests.constructs_lib.making import profile

KEYS = {
    "secrets-manager": ["prod/db", "/prod/db", "arn:aws:secretsmanager:eu-west-3:123456789012:secret:prod/db-a1B2c3"],
    "vault": ["secret/data/x", "x", "team a/x"],
    "gcp": ["db-password", "DB_PASSWORD"],
    "azure": ["db-password", "cert/web"],
    "other": ["Any thing: at/all"],
    "ssm": ["/db", "/prod/db", "arn:aws:ssm:eu-west-3:123456789012:parameter/shared/db"],
}
WRONG = {
    "secrets-manager": "prod db",
    "vault": "/secret/data/x",
    "gcp": "prod/db",
    "azure": "db_password",
    "ssm": "/prod//db",
}


def secrets(**said: Any) -> ExternalSecrets:
    return ExternalSecrets(**{"secret_store": "own", **said})


@pytest.mark.parametrize(("provider", "key"), [(name, key) for name, keys in KEYS.items() for key in keys])
def test_a_key_is_said_as_its_store_spells_it(provider: str, key: str) -> None:
    made = secrets(provider=provider, params={"KEY": key})

    assert made.parameter("KEY").key == key


@pytest.mark.parametrize("provider", WRONG)
def test_a_key_that_its_store_does_not_take_is_refused_with_what_it_takes(provider: str) -> None:
    with pytest.raises(SettingsError, match=f"is no key of {provider}; it takes") as caught:
        secrets(provider=provider, params={"KEY": WRONG[provider]})

    assert caught.value.path == ("params", "KEY")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"provider": "gcp", "path": "prod", "params": {"A": "a"}}, "gcp has none"),
        ({"params": {"A": Param("/a", version="latest")}}, "is no version of ssm"),
        ({"data": {"a": "/a"}}, "nothing reads a; set mount_path"),
        ({"data_from": [Extract("/a")]}, "nothing reads data_from"),
        ({"params": {"A": "/a"}, "mode": "0440"}, "mode needs the folder"),
        ({"params": {"A": "/a"}, "mount_path": "/etc/a"}, "no file appears there"),
        (
            {"data": {"user": "/a"}, "template": {"a.ini": "{{ .usr }}"}, "mount_path": "/a"},
            "a.ini names .usr, no key of params or data; did you mean 'user'",
        ),
        ({"data": {"user": "/a"}, "variables": {"A": "usr"}}, "'usr' is no key of the Secret"),
        ({"params": {"A": "/a"}, "variables": {"A": "A"}}, "A is said twice in one Secret"),
    ],
)
def test_what_cannot_work_is_refused(said: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets(**said)

    assert message in caught.value.message


def test_a_template_that_is_not_closed_is_refused() -> None:
    with pytest.raises(SettingsError, match="do not match"):
        secrets(data={"a": "/a"}, template={"b": "{{ .a "}, mount_path="/b")


def test_a_search_for_nothing_is_refused() -> None:
    with pytest.raises(SettingsError, match="finds by neither name nor tags"):
        Find()


def test_keys_that_only_the_store_knows_may_be_named() -> None:
    made = secrets(data_from=[Extract("/a")], variables={"LOGIN": "login"}, template={"x": "{{ .y }}"}, mount_path="/x")

    assert (made.as_variables, made.as_files, made.merges) == ({"LOGIN": "login"}, {"x": "x"}, True)


def test_the_whole_secret_is_files_where_nobody_knows_its_keys() -> None:
    assert secrets(data_from=[Find("^a")], mount_path="/x").as_files is None


OWN = ExternalSecrets(secret_store="own", params={"QUEUE_KEY": "/queue"})  # noqa: S106 - the name of a store


def test_a_secret_of_one_worker_is_the_workers_alone() -> None:
    worker = BackgroundWorker("consume", external_secrets=OWN)
    settings = profile(workers={"mail": worker, "sms": BackgroundWorker("sms")}).settings

    [made] = settings.secrets_of("mail")
    assert made.name.startswith("shop-mail-")
    assert list(settings.secrets_of("sms")) == list(settings.secrets_of(None)) == []


def test_further_secrets_are_told_apart_by_their_names() -> None:
    [made] = profile(more_external_secrets={"mail": OWN}).settings.made_secrets

    assert made.name.rpartition("-")[0] == "shop-mail"


@pytest.mark.parametrize(
    "said",
    [
        {"external_secrets": OWN, "more_external_secrets": {"again": OWN}},
        {"external_secrets": OWN, "cron_jobs": {"a": CronJob("a", schedule="@daily", external_secrets=OWN)}},
        {"env": {"QUEUE_KEY": "a"}, "cron_jobs": {"a": CronJob("a", schedule="@daily", external_secrets=OWN)}},
        {"cron_jobs": {"a": CronJob("a", schedule="@daily", external_secrets=OWN, env={"QUEUE_KEY": "a"})}},
    ],
    ids=["two of all pods", "one of all and a job's", "a job's and plain", "a job's and its own plain"],
)
def test_a_variable_of_two_places_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"QUEUE_KEY is .* as well; set it in one place"):
        profile(**said)
