"""`plainsail check` is silent on the infrastructure beside `dist/`, and finds each mismatch at its line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.deploy.terraform import copy_of_terragrunt
from tests.plainsail.clones import PLAINSAIL, clone, edit, number_of, run

pytestmark = pytest.mark.sample  # names, numbers and parameters of the sample

CHECKS = (
    "delivery-file-unreadable",
    "environments-differ",
    "parameters-not-granted",
    "registry-differs",
    "trusted-repository-differs",
)
ROOT_HCL = "deploy/terragrunt/root.hcl"
SHARED = "deploy/terragrunt/live/shared/terragrunt.hcl"
STAGING = "deploy/terragrunt/live/staging/terragrunt.hcl"
PRODUCTION = "deploy/terragrunt/live/production/terragrunt.hcl"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with the infrastructure's files."""
    project = clone(tmp_path_factory.mktemp("sound") / "project")
    copy_of_terragrunt(project)
    return project


@pytest.fixture
def project(sound: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(sound, tmp_path / "project", symlinks=True)


class Found(NamedTuple):
    """One finding, and the line that it stands at."""

    severity: str
    check: str
    environments: str
    place: str
    message: str


def found(project: Path) -> list[Found]:
    """What the checks that read HCL find."""
    findings = json.loads(run((PLAINSAIL, "check", "--format", "json"), project).stdout)["findings"]
    return [
        Found(
            each["severity"],
            each["check"],
            ", ".join(each["environments"]),
            each["object"] or "{path}:{line}".format(**each["origin"]),
            each["message"],
        )
        for each in findings
        if each["check"] in CHECKS
    ]


def at(project: Path, path: str, text: str) -> str:
    """The place of the line that holds a text."""
    return f"{path}:{number_of(project / path, text)}"


def test_silent_on_the_repository_s_own_files(sound: Path) -> None:
    assert found(sound) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "said", "instead", "message"),
    [
        (ROOT_HCL, '"eu-west-3"', '"eu-west-1"', "region means the region eu-west-1"),
        (ROOT_HCL, '"123456789012"', '"210987654321"', "account_id means the account 210987654321"),
    ],
)
def test_another_registry_is_found(project: Path, path: str, said: str, instead: str, message: str) -> None:
    edit(project / path, said, instead)

    [finding] = found(project)
    assert finding.check == "registry-differs"
    assert finding.message.startswith(f"{message}, but dist/ takes its image from ")
    assert finding.place == at(project, path, instead)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("instead", "severity", "message"),
    [
        ('["prod", "production", "staging"]', "error", "names prod"),
        ('["production"]', "warning", "leaves out staging"),
    ],
)
def test_other_environments_are_found(project: Path, instead: str, severity: str, message: str) -> None:
    edit(project / SHARED, "{ enabled = true }", f"{{ enabled = true, environments = {instead} }}")

    finding = next(each for each in found(project) if message in each.message)
    assert (finding.check, finding.severity) == ("environments-differ", severity)
    assert finding.place == at(project, SHARED, f"environments = {instead}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "instead", "message"),
    [
        ('github_organisation = "my-organisation"', 'github_organisation = "acme"', "github_organisation is acme"),
        ('github_repository   = "my-project"', 'github_repository   = "shop"', "github_repository is shop"),
    ],
)
def test_trust_in_another_repository_is_found(project: Path, said: str, instead: str, message: str) -> None:
    edit(project / ROOT_HCL, said, instead)

    [finding] = found(project)
    assert finding.check == "trusted-repository-differs"
    assert finding.message == f"{message}, but the cluster reads my-organisation/my-project"
    assert finding.place == at(project, ROOT_HCL, instead)


@pytest.mark.slow
def test_an_environment_without_its_folder_is_found(project: Path) -> None:
    shutil.rmtree(project / "deploy/terragrunt/live/production")

    [finding] = found(project)
    assert finding.check == "environments-differ"
    assert finding.message == "deploy/terragrunt/live/ has no folder production, which is an environment"
    assert finding.place == f"{STAGING}:1"


@pytest.mark.slow
def test_a_folder_without_its_environment_is_found(project: Path) -> None:
    shutil.copytree(project / "deploy/terragrunt/live/staging", project / "deploy/terragrunt/live/qa")

    finding = next(each for each in found(project) if each.check == "environments-differ")
    assert finding.message.startswith("is for qa, which is no environment")
    assert finding.place == "deploy/terragrunt/live/qa/terragrunt.hcl:1"


@pytest.mark.slow
def test_a_parameter_outside_the_prefix_is_found_until_its_arn_is_granted(project: Path) -> None:
    edit(
        next((project / "dist/staging/backend").glob("ExternalSecret.backend-*.yaml")),
        "/param/my-project/staging/parameters/service_api_key",
        "/param/my-project/smtp",
    )
    [finding] = found(project)
    assert finding.message == "no policy or prefix in deploy/terragrunt covers /param/my-project/smtp"

    granted = 'further_parameters = ["arn:aws:ssm:eu-west-3:123456789012:parameter/param/my-project/smtp"]'
    (project / "deploy/terragrunt/live/staging/inputs.hcl").write_text(f"inputs = {{\n  {granted}\n}}\n")
    assert found(project) == []
