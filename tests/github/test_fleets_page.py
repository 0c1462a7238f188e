"""The workflow that docs/fleets.md shows, which is nobody's yet, is linted as ours are."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.documents import ROOT, sections

PATH = ".github/workflows/fleet.yml"
WORKFLOW = next(
    block.body for section in sections("docs/fleets.md") for block in section.blocks if block.language == "yaml"
)


def test_actions_are_pinned_as_here() -> None:
    pinned = re.compile(r"uses: (\S+@[0-9a-f]{40} # \S+)")
    here = {use for file in (ROOT / ".github").rglob("*.yml") for use in pinned.findall(file.read_text("utf-8"))}

    assert {*pinned.findall(WORKFLOW)} <= here


def test_as_many_parts_run_as_there_are() -> None:
    [parts] = re.findall(r"part: \[(.*)\]", WORKFLOW)

    assert parts == ", ".join(map(str, range(1, len(parts.split(", ")) + 1)))
    assert f'--shard "$PART/{len(parts.split(", "))}"' in WORKFLOW


@pytest.mark.parametrize(
    ("linter", "options"),
    [("actionlint", ("-no-color", "-pyflakes=")), ("zizmor", ("--offline", "--no-progress", "--persona=auditor"))],
)
def test_the_workflow_is_sound_and_safe(tmp_path: Path, linter: str, options: tuple[str, ...]) -> None:
    if not (binary := Path(sys.executable).with_name(linter)).is_file():
        pytest.skip(f"{linter} is not installed: make .venv/.delivery")
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    (tmp_path / PATH).write_text(WORKFLOW, encoding="utf-8")

    done = subprocess.run([binary, *options, PATH], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
