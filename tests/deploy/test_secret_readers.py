"""The roles that the secret stores assume read exactly what `plainsail secrets policy` says."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.terraform import ENVIRONMENTS, Refused, evaluate, needs_terraform, unit
from tests.plainsail.clones import PLAINSAIL, ROOT, SYNTH, clone, edit, run

pytestmark = [pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

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
        {"ssm_prefix": "param/my-project/staging"},
        {"ssm_prefix": "/param/my-project/staging/"},
        {"ssm_prefix": "/param/*"},
        {"ssm_prefix": "/"},
        {"external_secrets_controller_role_arn": "arn:aws:iam::123456789012:role/*"},
        {"external_secrets_controller_role_arn": "*"},
        {"further_parameters": ["*"]},
    ],
)
def test_a_grant_that_is_too_wide_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="Invalid value for variable"):
        _granted("staging", **wrong)
