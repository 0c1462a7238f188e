"""The check of the same name."""

import pytest

from plainsail.checks.delivery import registry_differs
from plainsail.delivery import Delivery, HclFile, Workflow
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import hcl, workflow
from tests.plainsail.checks.planted_pods import workload


def _found(*, workflows: tuple[Workflow, ...] = (), files: tuple[HclFile, ...] = ()) -> list[Finding]:
    delivery = Delivery(workflows=workflows, hcl=files)
    return list(registry_differs.check(manifests(workload(), delivery=delivery)))


def test_workflow_pushes_to_another_region() -> None:
    [finding] = _found(
        workflows=(
            workflow("""
        env:
          AWS_REGION: eu-west-1
        jobs: {}
    """),
        )
    )

    assert finding.message == "AWS_REGION means the region eu-west-1, but dist/ takes its image from eu-west-3"
    assert (finding.where.path, finding.where.line) == (".github/workflows/default.yml", 2)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("with: {aws-region: us-east-1}", "aws-region means the region us-east-1"),
        ("env: {AWS_ACCOUNT_ID: '210987654321'}", "AWS_ACCOUNT_ID means the account 210987654321"),
        ("env: {ECR_REPOSITORY: my-project/api}", "ECR_REPOSITORY means the repository my-project/api"),
        (
            "run: docker push 123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/api:$TAG",
            "run means the repository my-project/api",
        ),
        (
            "run: docker login 210987654321.dkr.ecr.eu-west-3.amazonaws.com",
            "run means the account 210987654321",
        ),
    ],
)
def test_step_means_another_place(step: str, said: str) -> None:
    [finding] = _found(workflows=(workflow(f"jobs: {{build: {{steps: [{{{step}}}]}}}}"),))

    assert finding.message.startswith(f"{said}, but dist/ takes its image from ")


def test_role_of_another_account_pushes() -> None:
    steps = """
        jobs:
          build:
            steps:
            - uses: aws-actions/configure-aws-credentials@v5
              with: {role-to-assume: "arn:aws:iam::210987654321:role/push", aws-region: eu-west-3}
            - uses: LOGIN
    """

    [finding] = _found(workflows=(workflow(steps.replace("LOGIN", "aws-actions/amazon-ecr-login@v2")),))

    assert finding.message == (
        "role-to-assume means the account 210987654321, but dist/ takes its image from 123456789012"
    )
    assert not _found(workflows=(workflow(steps.replace("LOGIN", "actions/checkout@v7")),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('locals { aws_region = "eu-west-1" }', "aws_region means the region eu-west-1"),
        ('inputs = { account_id = "210987654321" }', "account_id means the account 210987654321"),
        ('inputs = { ecr_repository = "api" }', "ecr_repository means the repository api"),
        ('inputs = { repository = "my-projct/backnd" }', "repository means the repository my-projct/backnd"),
        ('inputs = { repositories = ["my-project/api"] }', "repositories means the repository my-project/api"),
        ('resource "aws_ecr_repository" "app" { name = "api" }', "name means the repository api"),
        ('variable "region" { default = "eu-west-1" }', "default means the region eu-west-1"),
        (
            'locals { project = "shop" }\ninputs = { repository_name = "${local.project}/backend" }',
            "repository_name means the repository shop/backend",
        ),
    ],
)
def test_terragrunt_makes_another_place(text: str, said: str) -> None:
    [finding] = _found(files=(hcl(text.replace("{ ", "{\n").replace(" }", "\n}")),))

    assert finding.message.startswith(f"{said}, but dist/ takes its image from ")


def test_silent_when_all_agree() -> None:
    assert not _found(
        workflows=(
            workflow("""
            env: {AWS_REGION: eu-west-3, ECR_REPOSITORY: my-project/backend, REGISTRY: "${{ vars.REGISTRY }}"}
            jobs:
              build:
                steps:
                - run: docker push "$ACCOUNT.dkr.ecr.$AWS_REGION.amazonaws.com/my-project/backend"
                - run: docker push 123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend:$TAG
        """),
        ),
        files=(
            hcl("""
            locals {
              region     = "eu-west-3"
              account_id = "123456789012"
            }
            inputs = {
              repositories = ["my-project/worker", "my-project/backend"]
            }
        """),
        ),
    )


def test_silent_on_what_may_be_elsewhere_on_purpose() -> None:
    """State, providers for certificates, and databases are no images."""
    assert not _found(
        files=(
            hcl("""
        remote_state {
          backend = "s3"
          config  = { region = "eu-central-1" }
        }
        provider "aws" {
          alias  = "certificates"
          region = "us-east-1"
        }
    """),
        )
    )


def test_silent_on_repositories_of_git() -> None:
    file = hcl("""
        inputs = {
          github_repository = "my-project/backend-code"
          repositories      = ["my-organisation/my-project"]
        }
    """)
    checkout = workflow("jobs: {build: {steps: [{uses: actions/checkout@v7, with: {repository: my-project/other}}]}}")

    assert not _found(files=(file,), workflows=(checkout,))


def test_silent_on_images_outside_of_ecr() -> None:
    other = manifests(
        workload(image="ghcr.io/my-organisation/backend:v1"),
        delivery=Delivery(workflows=(workflow("env: {AWS_REGION: eu-west-1}"),)),
    )

    assert not list(registry_differs.check(other))


def test_a_local_is_wrong_where_it_is_said_not_where_it_is_used() -> None:
    [finding] = _found(
        files=(
            hcl("""
        inputs = {
          region = local.region
        }
        locals {
          region = "eu-west-1"
        }
    """),
        )
    )

    assert finding.where.line == 5
