"""The hooks that other repositories take from here: pre-commit accepts them, and they do what they say in a project."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EACH = pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))


def hooked(hook: dict[str, Any], folder: Path) -> int:
    """How a hook ends in a project, run as pre-commit would: its entry, its arguments, no file."""
    arguments: list[str] = hook.get("args", [])
    program, *words = [*shlex.split(hook["entry"]), *arguments]
    assert program == "plainsail"
    return subprocess.run([sys.executable, "-m", program, *words], cwd=folder, check=False).returncode


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A new project."""
    options = ["--app", "web", "--image", "ghcr.io/acme/web:v1.4.2", "--repository", "https://github.com/acme/shop.git"]
    subprocess.run([sys.executable, "-m", "plainsail", "init", "shop", *options], cwd=tmp_path, check=True)
    return tmp_path / "shop"


def test_pre_commit_takes_them() -> None:
    if not PRE_COMMIT.exists():
        pytest.skip("pre-commit is not installed: make delivery")

    done = subprocess.run(
        [PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_sound_project_passes_and_one_that_is_stale_does_not(shop: Path) -> None:
    assert [hooked(hook, shop) for hook in HOOKS] == [0, 0]

    [rendered] = (shop / "dist/staging/web").glob("Deployment.*.yaml")
    rendered.write_text(rendered.read_text(encoding="utf-8").replace(":v1.4.2", ":latest"), encoding="utf-8")

    assert [hooked(hook, shop) for hook in HOOKS] == [1, 1]


@EACH
def test_a_hook_needs_nothing_but_the_package(hook: dict[str, Any]) -> None:
    """pre-commit installs this repository as a package, and names no files to commands that take none."""
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)


@EACH
@pytest.mark.parametrize(
    ("path", "runs"),
    [("dist/staging/web/a.yaml", True), ("infra/envs/shared.py", True), ("README.md", False), ("my-envs/a.py", False)],
)
def test_a_hook_runs_where_something_it_looks_at_changed(hook: dict[str, Any], path: str, runs: bool) -> None:
    assert bool(re.search(hook["files"], path)) is runs
