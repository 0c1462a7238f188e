"""The check of the same name."""

import pytest

from plainsail.checks.delivery import environments_differ
from plainsail.delivery import Delivery, HclFile, Workflow
from plainsail.delivery.registry import Registered
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import resources, together
from tests.plainsail.checks.planted_delivery import hcl, workflow
from tests.plainsail.checks.planted_pods import severity_of, workload

BOTH = (*resources(workload()), *resources(workload(), environment="production"))
PIPELINE = workflow("jobs: {deploy: {steps: [{run: git push origin HEAD:staging}, {run: move production}]}}")


def _found(*, workflows: tuple[Workflow, ...] = (PIPELINE,), files: tuple[HclFile, ...] = ()) -> list[Finding]:
    return list(environments_differ.check(together(*BOTH, delivery=Delivery(workflows=workflows, hcl=files))))


def _messages(*, workflows: tuple[Workflow, ...] = (PIPELINE,), files: tuple[HclFile, ...] = ()) -> list[str]:
    return [finding.message for finding in _found(workflows=workflows, files=files)]


def test_terragrunt_deploys_to_others() -> None:
    file = hcl("""
        inputs = {
          deployable_to = ["staging", "preprod"]
        }
    """)

    first, second = _found(files=(file,))

    assert first.message == "deployable_to names preprod, which is no environment; there are production, staging"
    assert second.message == "deployable_to leaves out production, which is an environment"
    assert (second.where.path, second.where.line) == ("deploy/terragrunt/live/shared/terragrunt.hcl", 2)


def test_nobody_watches_production() -> None:
    file = hcl("""
        inputs = {
          monitoring = {
            enabled      = true
            environments = ["staging"]
          }
        }
    """)

    [finding] = _found(files=(file,))

    assert finding.message == "environments leaves out production, which is an environment"
    assert severity_of(environments_differ, finding) == "warning"
    assert finding.where.line == 4


def test_live_folders_are_others() -> None:
    live = [
        hcl("", path=f"deploy/terragrunt/live/{name}/terragrunt.hcl") for name in ("shared", "_env", "staging", "qa")
    ]

    assert _messages(files=tuple(live)) == [
        "is for qa, which is no environment; there are production, staging",
        "deploy/terragrunt/live/ has no folder production, which is an environment",
    ]


def test_workflow_names_one_that_is_not_there() -> None:
    stray = workflow("""
        jobs:
          verify:
            strategy: {matrix: {environment: [staging, prod]}}
            steps: [{run: plainsail secrets verify production}, {run: plainsail secrets verify qa}]
    """)

    assert _messages(workflows=(stray,)) == [
        "environment names prod, which is no environment; there are production, staging",
        "run names qa, which is no environment; there are production, staging",
    ]


@pytest.mark.parametrize("said", ["prod", "stagging", "{name: prodution, url: x}"])
def test_environment_of_a_job_is_misspelt(said: str) -> None:
    """GitHub makes an environment of any name, without the rules of the one that was meant."""
    [message] = _messages(workflows=(PIPELINE, workflow(f"jobs: {{deploy: {{environment: {said}}}}}")))

    assert message.endswith(", which is no environment; there are production, staging")


@pytest.mark.parametrize("said", ["production", "production-infrastructure", "github-pages", "${{ inputs.to }}"])
def test_silent_on_environments_of_github_s_own(said: str) -> None:
    assert not _messages(workflows=(PIPELINE, workflow(f"jobs: {{deploy: {{environment: '{said}'}}}}")))


def test_choice_of_a_run_by_hand() -> None:
    by_hand = workflow("on: {workflow_dispatch: {inputs: {environment: {options: [staging, production, qa]}}}}")

    assert _messages(workflows=(by_hand,)) == [
        "options names qa, which is no environment; there are production, staging"
    ]


def test_no_workflow_moves_it() -> None:
    forgetful = workflow("jobs: {deploy: {steps: [{run: git push origin HEAD:staging}]}}")

    assert _messages(workflows=(forgetful,)) == ["no workflow names production, which is an environment"]


@pytest.mark.parametrize("command", ["plainsail check", "npm run deploy:staging"])
def test_silent_when_workflows_move_none(command: str) -> None:
    other = workflow(f"jobs: {{verify: {{steps: [{{run: '{command}'}}]}}}}")

    assert not _messages(workflows=(other,))


def test_silent_when_workflows_ask_which_there_are() -> None:
    asking = workflow("jobs: {deploy: {steps: [{run: plainsail list}]}}")

    assert not _messages(workflows=(asking,))


def test_silent_when_all_agree() -> None:
    file = hcl("""
        inputs = {
          deployable_to = ["production", "staging"]
          monitoring    = { enabled = true, environments = ["staging", "production"] }
        }
    """)
    live = [hcl("", path=f"deploy/terragrunt/live/{name}/terragrunt.hcl") for name in ("staging", "production")]

    assert not _messages(files=(file, *live))


def test_silent_on_what_only_terraform_knows() -> None:
    assert not _messages(files=(hcl("inputs = { deployable_to = [for e in local.all : e.name] }"),))


def test_clusters_of_terragrunt() -> None:
    """Terragrunt stops at an environment without a cluster; a cluster without an environment harms nothing."""
    file = hcl(
        """
        locals {
          clusters = {
            staging = { name = "a" }
            preprod = { name = "b" }
          }
        }
    """,
        path="deploy/terragrunt/root.hcl",
    )

    first, second = _found(files=(file,))

    assert first.message == "clusters names preprod, which is no environment; there are production, staging"
    assert severity_of(environments_differ, first) == "warning"
    assert second.message == "clusters leaves out production, which is an environment"
    assert severity_of(environments_differ, second) == "error"


def test_an_environment_whose_apps_wait_for_their_first_build() -> None:
    live = [hcl("", path=f"deploy/terragrunt/live/{name}/terragrunt.hcl") for name in ("staging", "production", "qa")]
    registered = tuple(Registered(app="new", environment=name) for name in ("staging", "production", "qa"))
    delivery = Delivery(hcl=tuple(live), registered=registered)

    assert not list(environments_differ.check(together(*BOTH, delivery=delivery)))
