"""The check of the same name."""

import json

import pytest

from plainsail.checks.delivery import parameters_not_granted
from plainsail.delivery import Delivery, HclFile
from plainsail.delivery.registry import Generated
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import hcl

SECRETS = """
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: backend, namespace: backend}
spec:
  secretStoreRef: {kind: ClusterSecretStore, name: aws-parameter-store-staging}
  data:
  - secretKey: API_KEY
    remoteRef: {key: /param/my-project/staging/parameters/api_key}
"""
POLICY = """
    data "aws_iam_policy_document" "read" {
      statement {
        actions   = ["ssm:GetParameter"]
        resources = ["arn:aws:ssm:${var.region}:123456789012:parameterPATH"]
      }
    }
"""
STAGING = "deploy/terragrunt/live/staging/terragrunt.hcl"


def _found(*files: HclFile) -> list[Finding]:
    return list(parameters_not_granted.check(manifests(SECRETS, delivery=Delivery(hcl=files))))


def test_policy_covers_other_parameters() -> None:
    [finding] = _found(hcl(POLICY.replace("PATH", "/my-project/*")))

    assert finding.message == (
        "no policy or prefix in deploy/terragrunt covers /param/my-project/staging/parameters/api_key"
    )
    assert finding.where.object == "ExternalSecret/backend"
    assert finding.where.field == "spec.data[API_KEY].remoteRef"


def test_prefix_of_an_environment_covers_none_of_its_parameters() -> None:
    shared = hcl(POLICY.replace("PATH", "${var.prefix}*"))
    typo = hcl('inputs = {\n  parameter_prefix = "/param/my-projct/staging/"\n}', path=STAGING)

    [finding] = _found(shared, typo)

    assert finding.message == "/param/my-projct/staging/ covers no parameter that dist/ reads in staging"
    assert (finding.where.path, finding.where.line) == (STAGING, 2)


@pytest.mark.parametrize(
    "path", ["/param/my-project/*", "/param/${var.project}/${var.environment}/*", "${local.prefix}/*", "/*"]
)
def test_silent_when_a_policy_covers_them(path: str) -> None:
    assert not _found(hcl(POLICY.replace("PATH", path)))


def test_silent_on_parameters_of_aws_itself_and_without_any_policy() -> None:
    assert not _found(hcl(POLICY.replace("PATH", "/aws/service/eks/*")))
    assert not _found()


def test_another_environment_s_prefix_is_no_help() -> None:
    production = "deploy/terragrunt/live/production/terragrunt.hcl"
    there = hcl('inputs = {\n  ssm_prefix = "/param/my-project/"\n}', path=production)
    here = hcl('inputs = {\n  ssm_prefix = "/other/"\n}', path=STAGING)

    assert len(_found(there, here)) == 2


def listed(path: str | None) -> Delivery:
    text = json.dumps({"apps": [{"app": "backend", "environment": "staging", "parameters": path}]}, indent=2)
    return Delivery(generated=(Generated("deploy/terragrunt/live/fleet.json", text, "apps", ("app",), ()),))


def test_silent_when_the_list_of_apps_names_their_folder() -> None:
    given = manifests(SECRETS, delivery=listed("/param/my-project/staging/parameters"))

    assert not list(parameters_not_granted.check(given))
    assert not list(parameters_not_granted.check(manifests(SECRETS, delivery=listed(None))))


def test_the_list_of_apps_names_another_folder() -> None:
    """One that only begins alike is another."""
    missing, useless = parameters_not_granted.check(
        manifests(SECRETS, delivery=listed("/param/my-project/staging/para"))
    )

    assert missing.message.startswith("no policy or prefix in deploy/terragrunt covers /param/my-project/staging/param")
    assert useless.message == "/param/my-project/staging/para covers no parameter that dist/ reads in staging"
    assert (useless.where.path, useless.where.line) == ("deploy/terragrunt/live/fleet.json", 6)
