"""The linters of workflows and shell have nothing to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.github.workflows import ACTIONS, FILES, GITHUB, ROOT, SCRIPTS

BIN = Path(sys.executable).parent


def linted(tool: str, *arguments: str | Path) -> str:
    """What a linter says; nothing where all is well."""
    if not (BIN / tool).is_file():
        pytest.skip(f"{tool} is not installed: make .venv/.delivery")
    command = [str(BIN / tool), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_workflows_are_sound() -> None:
    """With shellcheck for what stands in them."""
    assert linted("actionlint", "-no-color", "-shellcheck", BIN / "shellcheck", "-pyflakes=", *FILES) == ""


def test_workflows_are_safe() -> None:
    assert linted("zizmor", "--offline", "--no-progress", "--persona=auditor", *FILES, *ACTIONS) == ""


def test_scripts_are_sound() -> None:
    assert linted("shellcheck", *sorted(SCRIPTS.iterdir())) == ""


@pytest.mark.parametrize("script", sorted(SCRIPTS.iterdir()), ids=lambda script: script.name)
def test_scripts_stop_at_the_first_failure_and_are_short(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if line and not line.startswith("#"))

    assert lines[0] == "#!/usr/bin/env bash"
    assert first == "set -euo pipefail"
    assert "|| true" not in "\n".join(lines)
    assert len(lines) < 60
    assert script.stat().st_mode & 0o111


def test_nothing_else_is_configured() -> None:
    """No finding is ignored: neither linter has a file that would say so."""
    assert [name for name in ("zizmor.yml", "actionlint.yaml") if (GITHUB / name).exists()] == []
