"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.delivery import approval_not_trusted
from plainsail.delivery import Delivery
from plainsail.delivery.registry import Registered
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import hcl
from tests.plainsail.checks.planted_pods import severity_of, workload


def found(text: str, *approvals: str | None) -> list[tuple[str, int, str]]:
    registered = tuple(
        Registered(app="backend", environment=f"env-{index}", approval=approval)
        for index, approval in enumerate(approvals)
    )
    given = manifests(workload(), delivery=Delivery(hcl=(hcl(text),), registered=registered))
    return [
        (severity_of(approval_not_trusted, finding), finding.where.line, finding.message)
        for finding in approval_not_trusted.check(given)
    ]


def test_silent_where_all_are_trusted() -> None:
    assert found('inputs = { approvals = ["eu", "us"] }', None, "eu", "us", "eu") == []


def test_silent_where_nobody_is_asked_or_only_terraform_knows() -> None:
    assert found('inputs = { approvals = ["production"] }', None) == []
    assert found("inputs = { approvals = local.approvals }", "production") == []
    assert found('inputs = { other = ["a"] }', "production") == []


def test_an_approval_that_aws_does_not_know() -> None:
    text = """
        inputs = {
          approvals = ["production"]
        }
    """

    assert found(text, None, "production", "production-us") == [
        ("error", 2, "approvals leaves out production-us, which env-2 is released with")
    ]


def test_an_approval_too_many() -> None:
    assert found('inputs = { approvals = ["production", "old"] }', "production") == [
        ("warning", 1, "approvals names old, which no environment is released with")
    ]
