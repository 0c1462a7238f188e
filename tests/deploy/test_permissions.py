"""What the roles may do, and what none of them can."""

import json
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.deploy import fleet
from tests.deploy.iam import Policy, allows, listed
from tests.deploy.terraform import TERRAGRUNT, Refused, needs_terraform, shared, shared_in
from tests.plainsail.clones import PLAINSAIL, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/my-project-boundary"
IMAGES = f"arn:aws:ecr:eu-west-3:{ACCOUNT}:repository/my-project/backend"
STATE = "arn:aws:s3:::my-organisation-tfstate/my-project/live/shared/terraform.tfstate"
BOUNDED = {"iam:PermissionsBoundary": BOUNDARY}
ROLES = ("push", "verify", "release", "plan", "apply")
READS = ("Batch", "Describe", "Get", "List")


def _policies(tree: Path = TERRAGRUNT) -> dict[str, Policy]:
    found = shared_in(tree, "permission_policies", "boundary_policy")
    return {**found["permission_policies"], "boundary": found["boundary_policy"]}


def _can(role: str, action: str, resource: str, context: dict[str, str] | None = None) -> bool:
    """What a role may do: its policy allows it, and the boundary does."""
    policies = _policies()
    return all(allows(policies[name], action, resource, context) for name in (role, "boundary"))


def test_verify_may_what_plainsail_prints_and_look_at_images() -> None:
    told = subprocess.run(
        [PLAINSAIL, "secrets", "policy", "staging", "--for", "verify"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    first, second = _policies()["verify"]["Statement"]
    assert [first] == json.loads(told.stdout)["Statement"]
    assert (second["Action"], second["Resource"]) == ("ecr:DescribeImages", [IMAGES])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("several", [False, True], ids=["sample", "fleet"])
def test_the_boundary_takes_nothing_away_from_a_role(role: str, several: bool, tmp_path: Path) -> None:
    policies = _policies(fleet.tree(tmp_path) if several else TERRAGRUNT)

    lost = [
        (action, resource)
        for statement in policies[role]["Statement"]
        for action, resource in product(listed(statement["Action"]), listed(statement["Resource"]))
        if _fits(action, resource) and not allows(policies["boundary"], action, resource, _context(statement))
    ]
    assert lost == []


def _context(statement: dict[str, Any]) -> dict[str, str]:
    return {key: value for keys in statement.get("Condition", {}).values() for key, value in keys.items()}


def _fits(action: str, resource: str) -> bool:
    """Whether the action is one of the resource's service: a statement may list several of both."""
    return resource == "*" or resource.split(":")[2] == action.partition(":")[0] or action.startswith("sts:")


@pytest.mark.parametrize("role", ["push", "verify", "release", "plan"])
@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:CreateRole", f"{ROLE}/my-project-push"),
        ("iam:PutRolePolicy", f"{ROLE}/my-project-push"),
        ("iam:UpdateAssumeRolePolicy", f"{ROLE}/my-project-push"),
        ("s3:PutObject", STATE),
        ("s3:PutObject", f"{STATE}.tflock"),
        ("ssm:GetParameter", f"arn:aws:ssm:eu-west-3:{ACCOUNT}:parameter/param/my-project/staging/parameters/key"),
        ("sts:AssumeRole", f"{ROLE}/my-project-apply"),
        ("sts:AssumeRole", f"{ROLE}/my-project-production-secrets"),
        ("ecr:PutLifecyclePolicy", IMAGES),
    ],
)
def test_only_apply_writes(role: str, action: str, resource: str) -> None:
    assert not _can(role, action, resource, BOUNDED)


def test_plan_reads_only() -> None:
    actions = [action for each in _policies()["plan"]["Statement"] for action in listed(each["Action"])]

    assert [each for each in actions if not each.partition(":")[2].startswith(READS)] == ["sts:AssumeRole"]


def test_only_push_brings_layers_and_only_push_and_release_put_tags() -> None:
    able = {
        action: [role for role in ROLES if _can(role, action, IMAGES)]
        for action in ("ecr:UploadLayerPart", "ecr:GetDownloadUrlForLayer", "ecr:PutImage", "ecr:DescribeImages")
    }

    assert able == {
        "ecr:UploadLayerPart": ["push"],
        "ecr:GetDownloadUrlForLayer": ["push"],
        "ecr:PutImage": ["push", "release"],
        "ecr:DescribeImages": ["push", "verify", "release"],
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("ecr:BatchDeleteImage", IMAGES),
        ("ecr:DeleteRepository", IMAGES),
        ("ecr:PutImage", f"{IMAGES}-evil"),
        ("iam:PutRolePolicy", f"{ROLE}/somebody-else"),
        ("iam:CreateRole", f"{ROLE}/my-project-unknown"),
        ("iam:AttachRolePolicy", f"{ROLE}/my-project-push"),
        ("iam:DeleteRolePermissionsBoundary", f"{ROLE}/my-project-push"),
        ("iam:PassRole", f"{ROLE}/my-project-push"),
        ("iam:CreatePolicyVersion", BOUNDARY),
        ("iam:DeletePolicy", BOUNDARY),
        (
            "iam:DeleteOpenIDConnectProvider",
            f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com",
        ),
        ("s3:PutObject", STATE.replace("my-project", "other-project")),
        ("s3:DeleteObject", STATE),
        ("kms:PutKeyPolicy", f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/of-others"),
        ("kms:TagResource", f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/of-others"),
    ],
)
def test_no_role_can(role: str, action: str, resource: str) -> None:
    assert not _can(role, action, resource, BOUNDED)


@pytest.mark.parametrize("action", ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"])
def test_apply_writes_only_roles_that_the_boundary_holds_in(action: str) -> None:
    role = f"{ROLE}/my-project-staging-secrets"

    assert _can("apply", action, role, BOUNDED)
    assert not _can("apply", action, role)
    assert not _can("apply", action, role, {"iam:PermissionsBoundary": BOUNDARY.replace("boundary", "other")})


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/evil"),
        ("iam:AttachRolePolicy", f"{ROLE}/my-project-apply"),
        ("iam:DeleteRolePermissionsBoundary", f"{ROLE}/my-project-apply"),
        ("iam:CreatePolicyVersion", BOUNDARY),
        ("iam:PutRolePolicy", f"{ROLE}/somebody-else"),
        ("ssm:GetParameter", f"arn:aws:ssm:eu-west-3:{ACCOUNT}:parameter/param/other-project/key"),
        ("ec2:RunInstances", "*"),
        ("sts:AssumeRole", f"{ROLE}/administrator"),
    ],
)
def test_a_role_that_rewrites_its_own_policy_gains_nothing_beyond_the_boundary(action: str, resource: str) -> None:
    assert not allows(_policies()["boundary"], action, resource, BOUNDED)


def test_parameters_beyond_the_project_s_are_readable_where_the_boundary_is_told() -> None:
    parameter = f"arn:aws:ssm:eu-west-3:{ACCOUNT}:parameter/param/shared/smtp"
    wide = shared("boundary_policy", boundary_parameters=["/param/shared/*"])["boundary_policy"]

    assert allows(wide, "ssm:GetParameters", parameter)
    assert not allows(_policies()["boundary"], "ssm:GetParameters", parameter)


@pytest.mark.parametrize("role", [*ROLES, "boundary"])
@pytest.mark.parametrize("several", [False, True], ids=["sample", "forty apps"])
def test_a_policy_is_short_enough_for_iam(role: str, several: bool) -> None:
    most = 6144 if role == "boundary" else 10240  # a managed policy; all inline policies of a role
    apps = {
        f"{environment}/app-{number}": {
            "environment": environment,
            "namespace": f"app-{number}-{environment}",
            "image_repository": f"my-project/application-{number}",
            "builds_image": True,
        }
        for number in range(40)
        for environment in (*fleet.ENVIRONMENTS, "preview", "qa")
    }
    changed = {"apps": apps, "monitoring": {"enabled": False}} if several else {}
    made = shared("permission_policies", "boundary_policy", **changed)
    policy = made["boundary_policy"] if role == "boundary" else made["permission_policies"][role]

    assert len(json.dumps(policy, separators=(",", ":"))) < most


def test_who_adds_an_app_needs_no_administrator_and_no_right_of_the_same_apply(tmp_path: Path) -> None:
    """The repository is made in the apply that makes the permissions: those before it must be enough."""
    ours, theirs = _policies(), _policies(fleet.tree(tmp_path, _without_regions()))
    made = f"arn:aws:ecr:eu-west-3:{ACCOUNT}:repository/my-project/reports"

    for action in ("ecr:CreateRepository", "ecr:PutLifecyclePolicy", "ecr:DescribeRepositories"):
        assert allows(ours["apply"], action, made)
        assert allows(ours["boundary"], action, made)
    assert ours["boundary"] == theirs["boundary"]


def _without_regions() -> list[dict[str, Any]]:
    return [row | {"region": "eu-west-3"} for row in fleet.rows()]


def test_images_of_the_fleet_are_pushed_where_they_are_built_and_nowhere_else(tmp_path: Path) -> None:
    policies = _policies(fleet.tree(tmp_path))
    prefix = f"arn:aws:ecr:eu-west-3:{ACCOUNT}:repository/my-project"
    names = ("backend", "reports", "mailer", "backend-evil")

    for role in ("push", "release"):
        may = [name for name in names if allows(policies[role], "ecr:PutImage", f"{prefix}/{name}")]
        assert may == ["backend", "reports"]


def test_a_repository_that_the_project_s_name_does_not_begin_is_bounded_by_its_own() -> None:
    apps = {
        "staging/a": {
            "environment": "staging",
            "namespace": "a",
            "image_repository": "others/a",
            "builds_image": True,
        }
    }
    boundary = shared("boundary_policy", apps=apps)["boundary_policy"]
    prefix = f"arn:aws:ecr:eu-west-3:{ACCOUNT}:repository"

    may = [
        name
        for name in ("others/a", "others/b", "my-project/b")
        if allows(boundary, "ecr:PutImage", f"{prefix}/{name}")
    ]
    assert may == ["others/a", "my-project/b"]


def test_a_repository_that_ecr_would_not_take_is_refused() -> None:
    apps = {"staging/a": {"environment": "staging", "namespace": "a", "image_repository": "my-project/*"}}

    with pytest.raises(Refused, match="A repository is lower-case words"):
        shared("boundary_policy", apps=apps)


def test_parameters_of_each_region_are_within_the_boundary(tmp_path: Path) -> None:
    boundary = _policies(fleet.tree(tmp_path))["boundary"]

    regions = ("eu-west-3", "us-east-1", "us-west-2")
    name = "parameter/param/my-project/production-us/key"
    may = [
        region for region in regions if allows(boundary, "ssm:GetParameter", f"arn:aws:ssm:{region}:{ACCOUNT}:{name}")
    ]
    assert may == ["eu-west-3", "us-east-1"]


def test_each_environment_of_the_fleet_has_its_role_managed(tmp_path: Path) -> None:
    apply = _policies(fleet.tree(tmp_path))["apply"]

    for environment in (*fleet.ENVIRONMENTS, "qa"):
        may = allows(apply, "iam:PutRolePolicy", f"{ROLE}/my-project-{environment}-secrets", BOUNDED)
        assert may == (environment in fleet.ENVIRONMENTS)
