"""Files that other programs read at the root of the repository: what they name is there."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
UPDATES = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
OWNERS = [
    (line.split()[0], line.split()[1:])
    for line in (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def owners(path: str) -> list[str]:
    """Who owns a file: the last line that matches it says so."""
    found = [who for pattern, who in OWNERS if owned(path, pattern)]
    return found[-1]


def owned(path: str, pattern: str) -> bool:
    if pattern.endswith("/"):
        return f"/{path}".startswith(pattern)
    return pattern == "*" or fnmatch(f"/{path}", pattern)


@pytest.mark.parametrize(("pattern", "who"), OWNERS)
def test_who_owns_something_owns_something_that_is_there(pattern: str, who: list[str]) -> None:
    assert list(ROOT.glob(pattern.strip("/")))
    assert all(re.fullmatch(r"@[\w-]+/[\w-]+", name) for name in who)


@pytest.mark.parametrize("path", ["dist/production/backend/Deployment.backend.yaml", "envs/backend/production.py"])
def test_production_has_owners_of_its_own(path: str) -> None:
    assert owners(path) != owners(path.replace("production", "staging"))


@pytest.mark.parametrize("path", [".github/workflows/default.yml", "deploy/terragrunt/root.hcl"])
def test_what_may_act_on_aws_has_owners_of_its_own(path: str) -> None:
    assert owners(path) != owners("envs/backend/base.py")


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: update["package-ecosystem"])
def test_dependabot_looks_where_there_is_something(update: dict[str, object]) -> None:
    folders = update.get("directories") or [update["directory"]]

    assert isinstance(folders, list)
    assert [folder for folder in folders if not list(ROOT.glob(f"{folder}".strip("/") or "*"))] == []


def test_dependabot_moves_every_kind_of_pin() -> None:
    assert {update["package-ecosystem"] for update in UPDATES} == {
        "composer",
        "docker",
        "github-actions",
        "gomod",
        "npm",
        "pip",
        "terraform",
    }


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks_are_commands_that_the_repository_has(hook: dict[str, str]) -> None:
    command, *words = hook["entry"].split()
    verbs = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert hook["language"] == "system"
    assert (command == "make" and words[-1] in verbs) or (command, words) == (".venv/bin/plainsail", ["synth"])


def test_hooks_are_as_pre_commit_takes_them() -> None:
    if not (BIN / "pre-commit").exists():
        pytest.skip("pre-commit is not installed: make delivery")

    done = subprocess.run(
        [BIN / "pre-commit", "validate-config", ROOT / ".pre-commit-config.yaml"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        ("dist/staging/backend/Service.backend.yaml", "linguist-generated", "set"),
        ("dist/staging/backend/Service.backend.yaml", "eol", "lf"),
        ("envs/shared.py", "linguist-generated", "unspecified"),
        ("imports/io/argoproj/_jsii/ioargoproj@0.0.0.jsii.tgz", "text", "unset"),
        ("image/smoke-test", "eol", "lf"),
    ],
)
def test_git_knows_what_is_generated_and_how_lines_end(path: str, attribute: str, value: str) -> None:
    said = subprocess.run(
        ["git", "check-attr", attribute, "--", path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if said.returncode:
        pytest.skip("only git knows attributes")

    assert (ROOT / path).is_file()
    assert said.stdout.strip() == f"{path}: {attribute}: {value}"
