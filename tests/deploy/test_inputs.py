"""Every unit says what its module cannot go without, and nothing that the module does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.delivery.hcl import read_hcl
from tests.deploy import fleet
from tests.deploy.terraform import TERRAGRUNT, Refused, evaluate, needs_terraform, unit

pytestmark = [pytest.mark.slow, needs_terraform]

UNITS = {path.parent.name: path for path in sorted(TERRAGRUNT.glob("live/*/terragrunt.hcl"))}


def module(text: str) -> str:
    """The module that a unit is made of."""
    [source] = [value for keys, value, _ in read_hcl(text).walk() if keys == ("terraform", "source")]
    return str(source).rpartition("/")[2]


def variables(name: str) -> dict[str, bool]:
    """The variables of a module: whether each must be said."""
    text = (TERRAGRUNT / "modules" / name / "variables.tf").read_text(encoding="utf-8")
    known = {keys for keys, _, _ in read_hcl(text).walk()}
    names = {keys[1] for keys in known if keys[0] == "variable"}
    return {name: ("variable", name, "default") not in known for name in names}


@pytest.mark.parametrize("name", UNITS)
def test_inputs_fit_the_module(name: str) -> None:
    inputs = set(unit(name))
    known = variables(module(UNITS[name].read_text(encoding="utf-8")))

    assert {variable for variable, needed in known.items() if needed} <= inputs
    assert inputs <= set(known)


def test_all_environments_have_the_same_text() -> None:
    """So that a new one is a copy, and nobody has to find out how two differ."""
    texts = {path.read_text(encoding="utf-8") for name, path in UNITS.items() if name != "shared"}

    assert len(texts) == 1


@pytest.mark.sample
def test_an_environment_gets_the_folders_and_the_region_of_all_its_apps(tmp_path: Path) -> None:
    inputs = unit("production-us", tree=fleet.tree(tmp_path))

    assert inputs == {
        "project": "my-project",
        "account_id": fleet.ACCOUNT,
        "region": "us-east-1",
        "environment": "production-us",
        "parameter_folders": ["/param/my-project/production-us", "/param/my-project/production-us/reports"],
        "external_secrets_controller_role_arn": f"arn:aws:iam::{fleet.ACCOUNT}:role/eso-production-us",
    }


@pytest.mark.sample
def test_inputs_of_an_environment_s_own_join_the_others_and_win(tmp_path: Path) -> None:
    tree = fleet.tree(tmp_path)
    own = tree / "live" / "staging" / "inputs.hcl"
    assert set(unit("staging", tree=tree)) - set(unit("production-eu", tree=tree)) == {"further_parameters"}

    own.write_text('inputs = {\n  region = "eu-west-1"\n}\n', encoding="utf-8")
    assert unit("staging", tree=tree)["region"] == "eu-west-1"


@pytest.mark.sample
@pytest.mark.parametrize("missing", ["cluster", "agreement"])
def test_an_environment_that_nobody_decided_on_is_refused(tmp_path: Path, missing: str) -> None:
    """Its cluster is a human's to say; apps of one environment in two regions have no common role."""
    rows = [
        row | ({"region": "us-east-1"} if missing == "agreement" and row["app"] == "mailer" else {})
        for row in fleet.rows()
    ]
    tree = fleet.tree(tmp_path, rows)
    if missing == "cluster":
        (tree / "live" / "qa").mkdir()
        (tree / "live" / "staging" / "terragrunt.hcl").rename(tree / "live" / "qa" / "terragrunt.hcl")

    with pytest.raises(Refused, match="Invalid index" if missing == "cluster" else "Invalid function argument"):
        unit("qa" if missing == "cluster" else "staging", tree=tree)


@pytest.mark.sample
def test_an_app_of_another_account_is_refused(tmp_path: Path) -> None:
    rows = [row | ({"account": "210987654321"} if row["app"] == "mailer" else {}) for row in fleet.rows()]

    with pytest.raises(Refused, match="All of this is for one account"):
        evaluate("app-bootstrap", unit("shared", tree=fleet.tree(tmp_path, rows)), ["environments"])


@pytest.mark.sample
def test_what_had_no_key_in_the_state_keeps_its_place() -> None:
    """Else the repository would be destroyed and made anew, if that were not forbidden; the names are the sample's."""
    made = evaluate("app-bootstrap", unit("shared"), ["image_repositories"])["image_repositories"]
    secrets = evaluate("environment", unit("staging"), ["secrets_policies"])["secrets_policies"]

    moved = {
        block.attributes[0].value.text: block.attributes[1].value.text
        for path in TERRAGRUNT.glob("modules/*/*.tf")
        for block in read_hcl(path.read_text(encoding="utf-8")).blocks
        if block.type == "moved"
    }
    [repository], [policy] = made, secrets
    assert moved == {
        "aws_ecr_repository.images": f'aws_ecr_repository.images["{repository}"]',
        "aws_ecr_lifecycle_policy.images": f'aws_ecr_lifecycle_policy.images["{repository}"]',
        "aws_iam_role_policy.secrets": f'aws_iam_role_policy.secrets["{policy}"]',
    }
