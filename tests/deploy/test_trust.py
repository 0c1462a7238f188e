"""Which job of GitHub, and which person, may act as which role."""

import pytest

from tests.deploy.iam import trusts_identity, trusts_principal
from tests.deploy.terraform import Refused, needs_terraform, shared

pytestmark = [pytest.mark.slow, pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

REPOSITORY = "repo:my-organisation/my-project"
NUMBERED = "repo:my-organisation@4711/my-project@815"
NUMBERS = {"github_organisation_id": "4711", "github_repository_id": "815"}
MAIN = "ref:refs/heads/main"
MAY = {
    "push": [MAIN],
    "verify": ["pull_request", MAIN],
    "release": ["environment:production"],
    "plan": ["pull_request", MAIN],
    "apply": ["environment:infrastructure"],
}
JOBS = [
    *sorted({job for jobs in MAY.values() for job in jobs}),
    "environment:pipeline",
    "environment:staging",
    "environment:production-copy",
    "ref:refs/heads/main-copy",
    "ref:refs/heads/production",
    "ref:refs/heads/v1.2.3",
    "ref:refs/tags/latest",
    "ref:refs/tags/v1.2.3",
]
OTHERS = [
    "repo:my-organisation/my-project-evil",
    "repo:my-organisation/my-project/evil",
    "repo:my-organisation-evil/my-project",
    "repo:evil/my-project",
    "repo:evil/my-organisation/my-project",
    "repo:my-organisation@1/my-project@815",
    "repo:my-organisation@4711/my-project@1",
    "repo:my-organisation@4711/my-project@8150",
    "repo:my-organisation@4711/my-project-evil@815",
]
PEOPLE = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com"
ADMINISTRATOR = f"{PEOPLE}/eu-west-3/AWSReservedSSO_AdministratorAccess_0f"
DEVELOPER = f"{PEOPLE}/AWSReservedSSO_Developers_0f"


@pytest.mark.parametrize("role", MAY)
def test_a_role_is_for_its_jobs_alone(role: str) -> None:
    policy = shared("trust_policies")["trust_policies"][role]

    assert [job for job in JOBS if trusts_identity(policy, f"{REPOSITORY}:{job}")] == MAY[role]


@pytest.mark.parametrize("role", MAY)
def test_both_forms_of_a_repository_are_known_where_its_numbers_are_said(role: str) -> None:
    policy = shared("trust_policies", **NUMBERS)["trust_policies"][role]

    for repository in (REPOSITORY, NUMBERED):
        assert [job for job in JOBS if trusts_identity(policy, f"{repository}:{job}")] == MAY[role]


def test_each_approval_lets_releases_in_and_nothing_else_does() -> None:
    policy = shared("trust_policies", approvals=["production-eu", "production-us"])["trust_policies"]["release"]

    trusted = {job for job in JOBS if trusts_identity(policy, f"{REPOSITORY}:{job}")}
    assert trusted == set()
    assert trusts_identity(policy, f"{REPOSITORY}:environment:production-us")


def test_without_the_numbers_no_numbered_repository_is_known() -> None:
    policies = shared("trust_policies")["trust_policies"]

    assert not any(trusts_identity(policy, f"{NUMBERED}:{job}") for policy in policies.values() for job in JOBS)


@pytest.mark.parametrize("repository", OTHERS)
def test_no_other_repository_gets_in(repository: str) -> None:
    policies = shared("trust_policies", **NUMBERS)["trust_policies"]

    assert not any(trusts_identity(policy, f"{repository}:{job}") for policy in policies.values() for job in JOBS)


@pytest.mark.parametrize("tag", ["v1.2.3", "v1.2.3-rc.1", "main"])
def test_no_role_is_for_a_tag(tag: str) -> None:
    """For a tag GitHub runs the workflow of the tagged commit: whoever may push one brings gates of their own."""
    policies = shared("trust_policies", **NUMBERS)["trust_policies"]
    subjects = [f"{repository}:ref:refs/tags/{tag}" for repository in (REPOSITORY, NUMBERED)]

    assert not any(trusts_identity(policy, subject) for policy in policies.values() for subject in subjects)


def test_a_token_for_somebody_else_is_refused() -> None:
    policy = shared("trust_policies")["trust_policies"]["push"]

    assert not trusts_identity(policy, f"{REPOSITORY}:{MAIN}", audience="https://github.com/my-organisation")


@pytest.mark.parametrize(
    "wrong",
    [
        {"approvals": ["*"]},
        {"approvals": ["a:b"]},
        {"github_organisation": "*"},
        {"github_repository": "my-*"},
        {"github_repository": "my-project:ref"},
        {"github_repository_id": "815"},
        {"github_organisation_id": "4711", "github_repository_id": "*"},
    ],
)
def test_what_would_let_others_in_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="Invalid value for variable"):
        shared("trust_policies", **wrong)


@pytest.mark.parametrize(
    ("arn", "roles"),
    [
        (ADMINISTRATOR, ["apply", "plan"]),
        (DEVELOPER, ["plan"]),
        ("arn:aws:iam::123456789012:role/my-project-plan", ["plan"]),
        ("arn:aws:iam::123456789012:role/my-project-apply", ["apply"]),
        ("arn:aws:iam::123456789012:role/my-project-push", []),
        (ADMINISTRATOR.replace("123456789012", "210987654321"), []),
        ("arn:aws:iam::123456789012:role/AWSReservedSSO_AdministratorAccess_0f", []),
        ("arn:aws:iam::123456789012:user/somebody", []),
    ],
)
def test_people_and_the_role_itself_get_in_where_they_are_named(arn: str, roles: list[str]) -> None:
    policies = shared("trust_policies")["trust_policies"]

    assert sorted(role for role, policy in policies.items() if trusts_principal(policy, arn)) == roles


@pytest.mark.parametrize(
    "pattern",
    ["*", "arn:aws:iam::123456789012:*", "arn:aws:iam::123456789012:role/*", "arn:aws:iam::210987654321:role/admin"],
)
def test_nobody_names_everybody(pattern: str) -> None:
    with pytest.raises(Refused, match="Invalid value for variable"):
        shared("trust_policies", operators={"apply": [pattern]})
