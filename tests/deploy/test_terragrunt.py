"""Terragrunt itself reads the tree, hands each module what it declares, and runs the units in order.

A stand-in takes the place of Terraform, which could start nothing without its provider, and writes its calls down.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from plainsail.delivery.hcl import read_hcl
from plainsail.yaml_reader import load_all
from tests.deploy import fleet, stand_in_terraform
from tests.deploy.terraform import ENVIRONMENTS, TERRAGRUNT, needs_terraform, root, unit
from tests.plainsail.clones import ROOT
from tools import hcl_tools

PROGRAM = hcl_tools.program("terragrunt")

pytestmark = [
    pytest.mark.infrastructure,
    pytest.mark.skipif(PROGRAM is None, reason="Terragrunt is not built (make test-infrastructure, with Go)"),
]

SAMPLE = pytest.mark.sample
ROOT_LOCALS = {
    keys[1]: value
    for keys, value, _ in read_hcl((TERRAGRUNT / "root.hcl").read_text(encoding="utf-8")).walk()
    if keys[0] == "locals" and len(keys) > 1
}
STRICTLY = ("hcl", "validate", "--inputs", "--strict")


class Call(NamedTuple):
    """One call of Terraform."""

    words: list[str]
    inputs: dict[str, str]
    """As the environment holds them: text as it is, all else as JSON."""
    generated: dict[str, str]
    """What Terragrunt wrote beside the module: the backend and the provider."""
    module: list[str]

    @property
    def unit(self) -> str:
        """The unit that was run, by the key of its state."""
        [key] = [
            value
            for keys, value, _ in read_hcl(self.generated["backend.tf"]).walk()
            if keys == ("terraform", "backend", "s3", "key")
        ]
        return str(key).split("/")[-2]

    @property
    def roles(self) -> set[str]:
        """Whom the state and the provider act as."""
        return set(re.findall(r'role_arn\s*=\s*"([^"]+)"', "".join(self.generated.values())))


class Terragrunt(NamedTuple):
    """Terragrunt, on a copy of the infrastructure's files."""

    project: Path
    bin: Path
    record: Path

    @property
    def tree(self) -> Path:
        return self.project / "deploy" / "terragrunt"

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        told = {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.project),
            "RECORD": str(self.record),
            "TG_NO_COLOR": "true",
            **environment,
        }
        return subprocess.run(words, cwd=self.project, env=told, capture_output=True, text=True, check=False)

    def ask(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Terragrunt, of all units."""
        return self.run("terragrunt", *words, "--working-dir", "deploy/terragrunt/live", **environment)

    def calls(self) -> list[Call]:
        lines = self.record.read_text(encoding="utf-8").splitlines() if self.record.is_file() else []
        return [Call(**json.loads(line)) for line in lines]


def _terragrunt(folder: Path, tree: Path) -> Terragrunt:
    made = Terragrunt(folder / "project", folder / "bin", folder / "record")
    shutil.copytree(tree, made.tree)
    made.bin.mkdir()
    assert PROGRAM
    (made.bin / "terragrunt").symlink_to(PROGRAM)
    stand_in = made.bin / "terraform"
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} {stand_in_terraform.__file__} "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    return made


@pytest.fixture
def ours(tmp_path: Path) -> Terragrunt:
    """The repository's own."""
    return _terragrunt(tmp_path, TERRAGRUNT)


@pytest.fixture
def several(tmp_path: Path) -> Terragrunt:
    """Of three apps in three environments."""
    return _terragrunt(tmp_path, fleet.tree(tmp_path / "fleet"))


@pytest.fixture(params=["ours", "several"])
def terragrunt(request: pytest.FixtureRequest) -> Terragrunt:
    """Each of the two."""
    made: Terragrunt = request.getfixturevalue(request.param)
    return made


def test_the_version_is_that_of_the_pipelines_but_for_patches() -> None:
    pinned = re.search(r'^terragrunt = "(\d+\.\d+)\.', (ROOT / ".github/mise.toml").read_text("utf-8"), re.MULTILINE)

    assert pinned
    assert hcl_tools.pinned("terragrunt").startswith(f"{pinned[1]}.")


def test_the_style_is_terragrunt_s(terragrunt: Terragrunt) -> None:
    done = terragrunt.run("terragrunt", "hcl", "fmt", "--check", "--diff", "--working-dir", "deploy/terragrunt")

    assert (done.returncode, done.stdout) == (0, "")


def test_another_style_is_found(ours: Terragrunt) -> None:
    path = ours.tree / "root.hcl"
    path.write_text(path.read_text("utf-8").replace("region       = ", "region = "), encoding="utf-8")

    assert ours.run("terragrunt", "hcl", "fmt", "--check", "--working-dir", "deploy/terragrunt").returncode == 1


def test_every_unit_says_what_its_module_needs_and_nothing_else(terragrunt: Terragrunt) -> None:
    done = terragrunt.ask(*STRICTLY)

    units = len(list(terragrunt.tree.glob("live/*/terragrunt.hcl")))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("All required inputs are passed in by terragrunt") == units
    assert done.stderr.count("All variables passed in by terragrunt are in use") == units


STAGING = "live/staging/terragrunt.hcl"


@SAMPLE
@pytest.mark.parametrize(
    ("path", "written", "instead", "message"),
    [
        (STAGING, "    project    = include.root.locals.project\n", "", "inputs are missing"),
        (STAGING, "    project    =", "    projct     = 1\n    project    =", "- projct"),
        (STAGING, "../../modules/environment", "../../modules/enviroment", "modules/enviroment"),
        ("root.hcl", "    staging    = {", "    stagging   = {", "include.root.locals.clusters[local.environment]"),
        ("live/fleet.json", '"version": 1,', '"version": 1', "fleet.json"),
        ("root.hcl", "local.assumable[local.asked]", "local.assumable[local.assked]", "assked"),
    ],
    ids=["missing", "unknown", "no module", "no cluster", "no JSON", "no local"],
)
def test_a_broken_tree_is_refused(ours: Terragrunt, path: str, written: str, instead: str, message: str) -> None:
    text = (ours.tree / path).read_text(encoding="utf-8")
    assert written in text
    (ours.tree / path).write_text(text.replace(written, instead, 1), encoding="utf-8")

    done = ours.ask(*STRICTLY)

    assert done.returncode != 0
    assert message in done.stderr


@SAMPLE
def test_units_that_wait_for_each_other_are_refused(ours: Terragrunt) -> None:
    path = ours.tree / "live/shared/terragrunt.hcl"
    path.write_text(
        f'{path.read_text(encoding="utf-8")}\ndependencies {{\n  paths = ["../staging"]\n}}\n', encoding="utf-8"
    )

    done = ours.ask("run", "--all", "--non-interactive", "--", "plan")

    assert done.returncode != 0
    assert "cycle" in done.stderr.lower()
    assert ours.calls() == []


def _runs(job: str) -> list[str]:
    """What a job of the pipeline runs."""
    [workflow] = load_all((ROOT / ".github/workflows/infra-as-code.yml").read_text(encoding="utf-8"))
    return [step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step]


def _all(terragrunt: Terragrunt, verb: str, role: str) -> list[Call]:
    """The command of a pipeline, as it stands there; returns the calls of its verb."""
    if verb == "plan":
        command = [str(ROOT / ".github/scripts/terragrunt-plan")]
    else:
        [text] = re.findall(
            r"terragrunt run --all .*\n +apply .*", (ROOT / ".github/workflows/infra-as-code.yml").read_text()
        )
        command = shlex.split(text)
    temp = terragrunt.project / "temp"
    temp.mkdir()
    done = terragrunt.run(*command, TERRAGRUNT_ROLE=role, RUNNER_TEMP=str(temp), GITHUB_STEP_SUMMARY=str(temp / "said"))
    assert done.returncode == 0, done.stdout + done.stderr
    return [call for call in terragrunt.calls() if call.words[0] == verb]


@pytest.mark.parametrize(
    ("verb", "role"), [("plan", "plan"), ("apply", "apply"), ("apply", "none")], ids=["plan", "apply", "administrator"]
)
def test_all_units_run_shared_first_as_the_role_that_was_asked_for(
    terragrunt: Terragrunt, verb: str, role: str
) -> None:
    calls = _all(terragrunt, verb, role)

    units = sorted(path.parent.name for path in terragrunt.tree.glob("live/*/terragrunt.hcl"))
    assert calls[0].unit == "shared"
    assert sorted(call.unit for call in calls) == units
    named = f"arn:aws:iam::{ROOT_LOCALS['account_id']}:role/{ROOT_LOCALS['project']}-{role}"
    expected = set() if role == "none" else {named}
    assert [call.roles for call in calls] == [expected] * len(units)
    assert [call.words for call in calls if ("-lock=false" in call.words) != (role == "plan")] == []


def test_an_unknown_role_runs_nothing(ours: Terragrunt) -> None:
    done = ours.ask("run", "--all", "--non-interactive", "--", "plan", TERRAGRUNT_ROLE="admin")

    assert done.returncode != 0
    assert "admin" in done.stderr or "Invalid index" in done.stderr
    assert [call for call in ours.calls() if call.words[0] == "plan"] == []


def test_where_shared_fails_nothing_else_runs(ours: Terragrunt) -> None:
    stand_in = ours.bin / "terraform"
    text = stand_in.read_text(encoding="utf-8")
    stand_in.write_text(text.replace("exec ", 'case "$1" in apply) exit 1;; esac\nexec '), encoding="utf-8")

    done = ours.ask("run", "--all", "--non-interactive", "--", "apply", TERRAGRUNT_ROLE="apply")

    assert done.returncode != 0
    assert [call.unit for call in ours.calls() if call.words[0] == "init"] == ["shared"]


def test_each_unit_has_its_module_its_state_and_its_provider(terragrunt: Terragrunt) -> None:
    for call in _all(terragrunt, "plan", "plan"):
        module = "app-bootstrap" if call.unit == "shared" else "environment"
        files = {path.name for path in (terragrunt.tree / "modules" / module).glob("*.tf")}
        state = {keys[-1]: value for keys, value, _ in read_hcl(call.generated["backend.tf"]).walk()}
        provider = {keys[-1]: value for keys, value, _ in read_hcl(call.generated["provider.tf"]).walk()}

        assert set(call.module) == files | {"backend.tf", "provider.tf"}
        key = f"{ROOT_LOCALS['project']}/live/{call.unit}/terraform.tfstate"
        assert (state["key"], state["use_lockfile"]) == (key, True)
        assert (provider["region"], provider["Unit"]) == (ROOT_LOCALS["region"], f"live/{call.unit}")


def _inputs(call: Call) -> dict[str, Any]:
    """What the module gets, as the types of its variables read it."""
    return {name: json.loads(value) if value[:1] in "[{" else value for name, value in call.inputs.items()}


@needs_terraform
def test_the_other_tests_hand_the_modules_what_terragrunt_hands_them(terragrunt: Terragrunt) -> None:
    """They stand in for Terragrunt, and so do its functions."""
    for call in _all(terragrunt, "plan", "plan"):
        stood_in = unit(call.unit, tree=terragrunt.tree)

        given = {name: value for name, value in _inputs(call).items() if value not in ("", "null")}
        assert given == {name: value for name, value in stood_in.items() if value is not None}


@SAMPLE
@needs_terraform
def test_the_provider_and_the_state_are_those_that_the_other_tests_compute(ours: Terragrunt) -> None:
    for call in _all(ours, "plan", "plan"):
        assert call.generated["provider.tf"].partition("\n")[2].strip() == root("contents  = ", name=call.unit).strip()
        assert f'key          = "{root("config = ", name=call.unit)["key"]}"' in call.generated["backend.tf"]


@SAMPLE
def test_the_sample_has_the_environments_that_the_other_tests_name(ours: Terragrunt) -> None:
    assert {call.unit for call in _all(ours, "plan", "plan")} == {*ENVIRONMENTS, "shared"}


def test_the_pipeline_asks_no_less_than_these_tests() -> None:
    assert any(" ".join(STRICTLY) in text for text in _runs("lint"))
