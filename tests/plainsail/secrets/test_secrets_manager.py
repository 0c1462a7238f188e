"""Secrets Manager behind the door to AWS: what exists, which versions, and what its policies are."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from plainsail.findings.engine import run
from plainsail.secrets.answers import Answers, ask_manager
from plainsail.secrets.aws import CouldNotAsk
from plainsail.secrets.policies import reader_policy, verify_policy
from plainsail.secrets.rules import RULES
from plainsail.secrets.secrets_manager import SecretsManager
from tests.plainsail.parameter_store import ACCOUNT, REGION, VALUE
from tests.plainsail.secret_projects import need

PLACE = {"account": ACCOUNT, "region": REGION}


@pytest.fixture
def secret(aws: None) -> dict[str, Any]:
    """A secret of two versions."""
    client = boto3.client("secretsmanager", region_name=REGION)
    made: dict[str, Any] = client.create_secret(Name="prod/db", SecretString=VALUE)
    client.put_secret_value(SecretId="prod/db", SecretString=VALUE)
    return made


def said(**fields: Any) -> list[str]:
    asked = need(fields.pop("name", "prod/db"), provider="secrets-manager", **fields)
    answers = Answers(ask_manager([asked], SecretsManager(REGION), account=ACCOUNT))
    return [f"{rule.id}: {finding.message}" for rule, finding in run(RULES.values(), answers)]


def test_what_is_there_is_nothing_to_say(secret: dict[str, Any]) -> None:
    named = (said(), said(name=secret["ARN"]), said(version="AWSPREVIOUS"), said(version=f"uuid/{secret['VersionId']}"))

    assert named == ([], [], [], [])


@pytest.mark.usefixtures("secret")
def test_what_is_missing_is_an_error() -> None:
    assert said(name="prod/dbb") == ["parameter-missing: prod/dbb does not exist"]


@pytest.mark.usefixtures("secret")
def test_what_is_deleted_counts_as_missing() -> None:
    boto3.client("secretsmanager", region_name=REGION).delete_secret(SecretId="prod/db")

    assert said() == ["parameter-missing: prod/db is deleted"]


@pytest.mark.usefixtures("secret")
def test_a_stage_that_no_version_has_is_an_error() -> None:
    assert said(version="AWSPENDING") == ["parameter-version-missing: prod/db has no version or stage AWSPENDING"]


@pytest.mark.usefixtures("secret")
def test_another_account_is_refused() -> None:
    with pytest.raises(CouldNotAsk, match="these credentials are of account"):
        ask_manager([need("prod/db", provider="secrets-manager")], SecretsManager(REGION), account="210987654321")


@pytest.mark.usefixtures("secret")
def test_a_search_is_not_asked_for_and_said() -> None:
    [line] = said(folder=True, variable=None)

    assert line.startswith("parameter-not-asked-for: prod/db was not looked for: Secrets Manager is asked for one")


def test_who_verifies_may_describe_and_not_read() -> None:
    actions = [statement["Action"] for statement in verify_policy(["ssm", "secrets-manager"])["Statement"]]

    assert actions == ["ssm:DescribeParameters", "secretsmanager:DescribeSecret"]


def test_who_reads_may_read_these_secrets_alone_and_decrypt_them_through_the_service() -> None:
    read, decrypt = reader_policy([need("prod/db", provider="secrets-manager")], [], **PLACE)["Statement"]

    arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:prod/db-??????"
    assert (read["Action"], read["Resource"]) == (
        ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        [arn],
    )
    assert decrypt["Condition"] == {
        "StringEquals": {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"},
        "StringLike": {"kms:EncryptionContext:SecretARN": [arn]},
    }
