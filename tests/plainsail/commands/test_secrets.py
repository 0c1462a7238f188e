"""`plainsail secrets list` and `policy`: what people read, what scripts read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plainsail.clones import edit, number_of
from tests.plainsail.parameter_store import REGION
from tests.plainsail.secret_projects import FOLDER, KEYS, external_secret, plant, plant_many

Secrets = Callable[..., tuple[int, str, str]]
BASE = "envs/backend/base.py"


def test_the_list_fits_a_terminal_and_names_lines(secrets: Secrets, root: Path) -> None:
    line = number_of(root / BASE, "APP_SERVICE_API_KEY")

    code, out, err = secrets("list", "staging")

    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "staging/backend  ClusterSecretStore/aws-parameter-store-staging"
    assert out.splitlines()[-1] == f"  APP_SERVICE_API_KEY    {KEYS[1]}    {BASE}:{line}"
    assert max(map(len, out.splitlines())) <= 120


def test_the_list_of_all_holds_every_environment(secrets: Secrets) -> None:
    _, out, _ = secrets("list", "--format", "json")

    assert [row["environment"] for row in json.loads(out)["parameters"]] == ["production"] * 2 + ["staging"] * 2


def test_what_was_not_looked_at_is_said_beside_the_output(secrets: Secrets, root: Path) -> None:
    plant(root, "own", "secretStoreRef: {name: ssm}\ndataFrom:\n- find: {tags: {team: x}}\n")

    code, out, err = secrets("list", "staging", "--format", "json")

    assert (code, len(json.loads(out)["parameters"])) == (0, 2)
    assert err == "not looked at: staging/backend ExternalSecret/own: spec.dataFrom[0].find searches the whole store\n"


def test_the_policy_of_the_reader_is_json(secrets: Secrets) -> None:
    code, out, err = secrets("policy", "staging")

    assert (code, err) == (0, "")
    assert json.loads(out)["Statement"][0]["Resource"] == [
        f"arn:aws:ssm:{REGION}:123456789012:parameter{FOLDER}/*"
    ]  # fmt: skip


def test_the_policy_of_the_verifier_allows_one_action(secrets: Secrets) -> None:
    _, out, _ = secrets("policy", "production", "--for", "verify")

    assert [each["Action"] for each in json.loads(out)["Statement"]] == ["ssm:DescribeParameters"]


def test_a_parameter_outside_the_folder_is_in_the_policy(secrets: Secrets, root: Path) -> None:
    plant_many(root, ["/param/shared/key"])

    assert "parameter/param/shared/key" in secrets("policy", "staging")[1]


def test_a_policy_is_not_for_one_app(secrets: Secrets) -> None:
    assert secrets("policy", "staging/backend") == (
        2,
        "",
        "staging/backend: a policy is for a whole environment; write staging\n",
    )


def test_a_policy_of_nothing_is_refused(secrets: Secrets, root: Path) -> None:
    edit(root / "envs/backend/staging.py", "    hpa =", "    external_secrets = None\n    hpa =")
    external_secret(root).unlink()

    assert secrets("policy", "staging") == (
        2,
        "",
        "staging: no ExternalSecret needs a parameter, so there is nothing to allow\n",
    )


def test_a_missing_account_is_told_with_the_class(secrets: Secrets, root: Path) -> None:
    edit(root / "envs/shared.py", '    aws = Aws(account="123456789012", region="eu-west-3")\n', "")

    code, _, err = secrets("policy", "staging")

    assert code == 2
    assert err == (
        "envs/backend/staging.py:8: no class sets aws, so the account and the region are unknown; "
        "add aws = Aws(account=..., region=...)\n"
    )


@pytest.mark.parametrize("command", ["list", "verify", "policy"])
def test_an_unknown_environment_is_told(secrets: Secrets, command: str) -> None:
    assert secrets(command, "stagign") == (
        2,
        "",
        "stagign: there is no such environment, nor app in one; did you mean 'staging'?\n",
    )


@pytest.mark.parametrize("command", ["list", "verify", "policy"])
def test_help_shows_what_each_flag_does(secrets: Secrets, command: str) -> None:
    code, out, _ = secrets(command, "--help")

    assert code == 0
    assert "..." not in out.partition("\n")[2]
