"""Whatever the PATH holds, constructs are computed in the Node that is installed with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.node import VARIABLE, installed_node
from tests.plainsail.clones import ROOT, environ

IMPORTS = {
    "constructs": "import constructs_lib",
    "settings": "import constructs_lib.settings",
    "the tool, then jsii": "import plainsail, jsii",
}
TELL = f"; import os; print(os.environ['{VARIABLE}'])"


@pytest.fixture
def old_node(tmp_path: Path) -> Path:
    """The folder of a Node that leaves a trace, and does nothing."""
    node = tmp_path / "bin/node"
    node.parent.mkdir()
    node.write_text(f'#!/bin/sh\necho started >> "{tmp_path}/trace"\nexit 1\n', encoding="utf-8")
    node.chmod(0o755)
    return node.parent


def python(code: str, bin_: Path, **said: str) -> tuple[int, str]:
    """Exit code and output of Python, with a folder before all others on the PATH."""
    variables = environ(PYTHONPATH=str(ROOT))
    variables |= {"PATH": f"{bin_}:{variables['PATH']}", VARIABLE: ""} | said
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("statement", IMPORTS.values(), ids=IMPORTS)
def test_it_is_chosen_before_jsii_starts_one(statement: str, old_node: Path) -> None:
    assert python(statement + TELL, old_node) == (0, f"{installed_node()}\n")


def test_importing_a_chart_starts_no_other(old_node: Path, tmp_path: Path) -> None:
    assert python("import charts", old_node) == (0, "")
    assert not (tmp_path / "trace").exists()


def test_the_one_that_is_named_is_respected(old_node: Path) -> None:
    named = str(old_node / "node")

    assert python(IMPORTS["constructs"] + TELL, old_node, **{VARIABLE: named}) == (0, f"{named}\n")
