"""The command that the CronJob runs."""

from __future__ import annotations

import pytest

from tests.app.running import SECRETS, App


def test_it_says_what_it_would_do(app: App) -> None:
    ran = app.console("app:my-command", **SECRETS)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "would now initiate the calls" in ran.stdout


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("empty", [False, True])
def test_it_fails_without_one_of_its_secrets(app: App, name: str, empty: bool) -> None:
    others = {other: value for other, value in SECRETS.items() if other != name}
    ran = app.console("app:my-command", **others, **({name: ""} if empty else {}))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.strip() == f"{name} is missing: set it in the environment"


def test_it_names_all_that_is_missing(app: App) -> None:
    ran = app.console("app:my-command")

    assert [line.split()[0] for line in ran.stderr.splitlines()] == list(SECRETS)


def test_it_is_listed_with_what_it_does(app: App) -> None:
    assert "Initiates the calls that are due" in app.console("list", "app").stdout
