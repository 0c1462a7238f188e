"""tflint has nothing to say of the modules, by the configuration that lies beside them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.terraform import TERRAGRUNT
from tools import hcl_tools

PROGRAM = hcl_tools.program("tflint")
MODULES = sorted(path for path in (TERRAGRUNT / "modules").iterdir() if path.is_dir())

pytestmark = [
    pytest.mark.infrastructure,
    pytest.mark.skipif(PROGRAM is None, reason="tflint is not built (make test-infrastructure, with Go)"),
]


def told(module: Path) -> tuple[int, list[tuple[str, str, int]]]:
    """The exit code, and each finding: rule, file, line."""
    assert PROGRAM
    configuration = f"--config={TERRAGRUNT / '.tflint.hcl'}"
    done = subprocess.run(
        [PROGRAM, f"--chdir={module}", configuration, "--format=json"], capture_output=True, text=True, check=False
    )
    answer = json.loads(done.stdout)
    assert answer["errors"] == []
    return done.returncode, [
        (issue["rule"]["name"], issue["range"]["filename"], issue["range"]["start"]["line"])
        for issue in answer["issues"]
    ]


@pytest.mark.parametrize("module", MODULES, ids=[module.name for module in MODULES])
def test_a_module_is_sound(module: Path) -> None:
    assert told(module) == (0, [])


@pytest.mark.parametrize(
    ("file", "written", "instead", "rule"),
    [
        ("main.tf", "# The role", 'variable "zone" {}\n\n# The role', "terraform_unused_declarations"),
        ("variables.tf", "  type        = string\n", "", "terraform_typed_variables"),
        ("variables.tf", 'variable "region"', 'variable "Region"', "terraform_naming_convention"),
        ("versions.tf", '      version = "~> 6.0"\n', "", "terraform_required_providers"),
        ("versions.tf", '  required_version = ">= 1.10"\n', "", "terraform_required_version"),
        ("outputs.tf", "description", "# description", "terraform_documented_outputs"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, file: str, written: str, instead: str, rule: str) -> None:
    module = shutil.copytree(TERRAGRUNT / "modules" / "environment", tmp_path / "environment")
    text = (module / file).read_text(encoding="utf-8")
    assert written in text
    (module / file).write_text(text.replace(written, instead, 1), encoding="utf-8")

    code, findings = told(module)

    assert code == 2
    assert rule in {name for name, _, _ in findings}
