"""An operator that somebody else wrote, beside the apps of the project: what the commands say of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.plainsail.clones import BACKEND, PLAINSAIL, ROOT, SYNTH, clone, edit, number_of, register, run

SETTINGS = """\
from constructs_lib.settings import Manifests, Namespace
from envs.shared import Shared


class Operator(Shared, Manifests):
    source = "vendor/operator"
    namespace = Namespace("{app}-{env}", pod_security="privileged")


class InStaging(Operator):
    kubernetes_version = "1.36"


class InProduction(Operator):
    follows = "staging"
    approval = "production"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with an operator in staging, not yet rendered."""
    folder = clone(tmp_path / "project", dist=False)
    shutil.copytree(ROOT / "tests/samples/vendored/operator", folder / "vendor/operator")
    (folder / "envs/operator.py").write_text(SETTINGS, encoding="utf-8")
    register(folder, {"backend": BACKEND, "operator": {"staging": "operator.InStaging"}})
    return folder


def test_an_operator_in_two_environments_of_one_cluster_is_told(project: Path) -> None:
    both = {"staging": "operator.InStaging", "production": "operator.InProduction"}
    register(project, {"backend": BACKEND, "operator": both})

    done = run(SYNTH, project)

    name = "CustomResourceDefinition/backups.operator.example.com"
    line = f"envs/operator.py:{number_of(project / 'envs/operator.py', 'source =')}"
    told = f'both render {name}; register the app in one of them, or leave it out of one: without = ["{name}"]'
    assert (done.returncode, done.stderr) == (2, f"{line}: production/operator and staging/operator {told}\n")


@pytest.mark.slow
def test_commands_name_the_line_of_the_file(project: Path) -> None:
    file = project / "vendor/operator/operator.yaml"
    edit(file, "maxUnavailable: 1", "maxUnavailable: 1\n  minAvailable: 1")

    rendered = run(SYNTH, project)
    checked = json.loads(run((PLAINSAIL, "check", "--format", "json"), project).stdout)
    edit(file, "operator:v1.2.0", "operator:v1.3.0")
    planned = json.loads(run((PLAINSAIL, "plan", "--against", "dist", "--format", "json"), project).stdout)

    assert rendered.returncode == 0
    budget = [each["origin"] for each in checked["findings"] if each["object"] == "PodDisruptionBudget/operator"]
    first = number_of(file, "kind: PodDisruptionBudget")
    assert {each["path"] for each in budget} == {"vendor/operator/operator.yaml"}
    assert budget[0]["line"] in range(first, first + 9)
    assert "vendor/operator/operator.yaml" in json.dumps(planned)


@pytest.mark.slow
def test_a_sound_operator_is_blamed_for_nothing_but_what_any_yaml_is(project: Path) -> None:
    assert run(SYNTH, project).returncode == 0

    checked = json.loads(run((PLAINSAIL, "check", "--format", "json"), project).stdout)

    grave = [each for each in checked["findings"] if "operator" in each["object"] and each["severity"] != "info"]
    assert [(each["check"], each["severity"]) for each in grave] == []
