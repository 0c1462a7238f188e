"""The roles that the secret stores assume read exactly what `plainsail secrets policy` says."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plainsail.secrets.policies import reader_policy
from tests.deploy import fleet
from tests.deploy.terraform import ENVIRONMENTS, Refused, evaluate, needs_terraform, unit
from tests.plainsail.clones import PLAINSAIL, ROOT, SYNTH, clone, edit, run

pytestmark = [pytest.mark.slow, pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

OUTSIDE = "arn:aws:ssm:eu-west-3:123456789012:parameter/param/my-project/smtp"
PUBLISHED = "arn:aws:ssm:eu-west-3::parameter/aws/service/global-infrastructure/regions"


def _printed(environment: str, project: Path) -> Any:
    told = subprocess.run(
        [PLAINSAIL, "secrets", "policy", environment], cwd=project, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


def _granted(environment: str, **changed: Any) -> Any:
    return evaluate("environment", unit(environment) | changed, ["secrets_policy"])["secrets_policy"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_policy_is_the_one_that_plainsail_prints(environment: str) -> None:
    assert _granted(environment) == _printed(environment, ROOT)


def test_every_environment_is_looked_at() -> None:
    folders = {path.parent.name for path in (ROOT / "deploy/terragrunt/live").glob("*/terragrunt.hcl")}

    assert folders == {*ENVIRONMENTS, "shared"}


def test_a_parameter_outside_the_folder_is_granted_with_its_arn(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    edit(
        project / "envs/backend/base.py",
        '"APP_SERVICE_API_KEY": "service_api_key",',
        '"APP_SERVICE_API_KEY": "service_api_key",\n            "APP_SMTP": "/param/my-project/smtp",\n'
        '            "APP_REGIONS": "/aws/service/global-infrastructure/regions",',
    )
    assert run(SYNTH, project).returncode == 0

    assert _granted("staging", further_parameters=[OUTSIDE, PUBLISHED]) == _printed("staging", project)


def test_the_apps_of_an_environment_share_the_role_whatever_their_folders(tmp_path: Path) -> None:
    """Written as `plainsail` writes it: sorted, a folder within another left out."""
    granted = evaluate("environment", unit("production-us", tree=fleet.tree(tmp_path)), ["secrets_policy"])
    printed = reader_policy(
        [],
        [str(row["parameters"]) for row in fleet.rows() if row["environment"] == "production-us" and row["parameters"]],
        account=fleet.ACCOUNT,
        region="us-east-1",
    )

    assert granted["secrets_policy"] == printed
    assert printed["Statement"][0]["Resource"] == [
        f"arn:aws:ssm:us-east-1:{fleet.ACCOUNT}:parameter/param/my-project/production-us/*"
    ]


def test_folders_that_only_begin_alike_are_both_granted() -> None:
    policy = _granted("staging", parameter_folders=["/param/b", "/param/a-b", "/param/a"])

    assert [arn.rpartition(":")[2] for arn in policy["Statement"][0]["Resource"]] == [
        "parameter/param/a/*",
        "parameter/param/a-b/*",
        "parameter/param/b/*",
    ]


def test_an_environment_without_parameters_has_no_policy() -> None:
    """IAM takes none that is about nothing."""
    nothing = evaluate("environment", unit("staging") | {"parameter_folders": []}, ["secrets_policies"])
    published = _granted("staging", parameter_folders=[], further_parameters=[PUBLISHED])

    assert nothing["secrets_policies"] == {}
    assert [statement["Sid"] for statement in published["Statement"]] == ["ReadParameters"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_operator_alone_may_assume_the_role(environment: str) -> None:
    made = evaluate("environment", unit(environment), ["trust_policy", "role_name"])

    [statement] = made["trust_policy"]["Statement"]
    assert made["role_name"] == f"my-project-{environment}-secrets"
    assert statement["Principal"] == {"AWS": f"arn:aws:iam::123456789012:role/external-secrets-{environment}"}
    assert statement["Action"] == ["sts:AssumeRole", "sts:TagSession"]  # Pod Identity tags every session


@pytest.mark.parametrize(
    "wrong",
    [
        {"parameter_folders": ["param/my-project/staging"]},
        {"parameter_folders": ["/param/my-project", "/param/my-project/staging/"]},
        {"parameter_folders": ["/param/*"]},
        {"parameter_folders": ["/"]},
        {"external_secrets_controller_role_arn": "arn:aws:iam::123456789012:role/*"},
        {"external_secrets_controller_role_arn": "*"},
        {"further_parameters": ["*"]},
    ],
)
def test_a_grant_that_is_too_wide_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="Invalid value for variable"):
        _granted("staging", **wrong)
