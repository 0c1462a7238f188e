"""Where state is kept, and whom Terraform acts as."""

import pytest

from plainsail.delivery.hcl import read_hcl
from tests.deploy.terraform import TERRAGRUNT, Refused, needs_terraform, root
from tests.plainsail.clones import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

PLAN = "arn:aws:iam::123456789012:role/my-project-plan"
APPLY = "arn:aws:iam::123456789012:role/my-project-apply"


def test_state_is_encrypted_locked_and_apart_for_each_unit() -> None:
    assert root("config = ", name="staging") == {
        "bucket": "my-organisation-tfstate",
        "region": "eu-west-3",
        "key": "my-project/live/staging/terraform.tfstate",
        "use_lockfile": True,
        "encrypt": True,
        "assume_role": {"role_arn": PLAN},
    }


@pytest.mark.parametrize(("asked", "assumed"), [("plan", [PLAN]), ("apply", [APPLY]), ("none", [])])
def test_state_and_provider_act_as_the_role_that_was_asked_for(asked: str, assumed: list[str]) -> None:
    state = root("config = ", asked)
    [provider] = read_hcl(root("contents  = ", asked)).blocks

    roles = [{each.name: each.value for each in block.attributes} for block in provider.blocks]
    assert [role["role_arn"] for role in roles if "role_arn" in role] == assumed
    assert [state["assume_role"]["role_arn"]] == assumed if assumed else "assume_role" not in state


def test_the_provider_works_in_the_one_account_and_tags_what_it_makes() -> None:
    [provider] = read_hcl(root("contents  = ", name="production")).blocks

    said = {each.name: each.value for each in provider.attributes}
    [tags] = [block.attributes[0].value for block in provider.blocks if block.type == "default_tags"]
    assert (provider.type, provider.labels) == ("provider", ("aws",))
    assert said == {"region": "eu-west-3", "allowed_account_ids": ["123456789012"]}
    assert tags == {"ManagedBy": "terragrunt", "Project": "my-project", "Unit": "live/production"}


def test_a_role_that_is_none_of_these_is_refused() -> None:
    with pytest.raises(Refused, match="Invalid index"):
        root("config = ", "admin")


@pytest.mark.parametrize(("asked", "commands"), [("plan", ["plan"]), ("apply", []), ("none", [])])
def test_only_who_cannot_write_plans_without_a_lock(asked: str, commands: list[str]) -> None:
    assert root("commands  = ", asked) == commands
    assert root("arguments = ", asked) == ["-lock=false"]


def test_every_unit_includes_the_root_and_names_a_module_that_is_there() -> None:
    units = sorted((TERRAGRUNT / "live").glob("*/terragrunt.hcl"))
    assert units
    for unit in units:
        blocks = {(block.type, *block.labels): block for block in read_hcl(unit.read_text(encoding="utf-8")).blocks}
        [source] = [each.value for each in blocks["terraform",].attributes]
        assert ("include", "root") in blocks
        assert (unit.parent / source).resolve().is_relative_to(ROOT / "deploy/terragrunt/modules")
        assert (unit.parent / source / "versions.tf").is_file()
