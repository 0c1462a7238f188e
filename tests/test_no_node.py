"""Settings are read without Node, which takes longer to start than all of them to load."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STARTS_NODE = ("jsii", "cdk8s", "cdk8s_plus_27", "constructs", "imports")


@pytest.mark.parametrize(
    "package",
    [
        "envs",
        "constructs_lib.settings",
        "plainsail.project.registry",
        "plainsail.provenance",
        "plainsail.render.synthesis",
    ],
)
def test_importing_it_starts_no_node(package: str) -> None:
    """In a process of its own: an import-linter contract sees no leak through the `__init__` of a package."""
    code = f"import sys, {package}; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert {name.partition(".")[0] for name in done.stdout.split()}.isdisjoint(STARTS_NODE)


def test_importing_the_settings_imports_nothing_of_the_tool() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, envs; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert {name.partition(".")[0] for name in done.stdout.split()}.isdisjoint(("plainsail", "charts", "click"))


def test_right_settings_are_read_without_pydantic() -> None:
    """It takes longer to import than all of them to read, and is asked only about what is not plainly right."""
    code = (
        "import sys, pathlib; from plainsail.project import registry; "
        "print(len(registry.load(pathlib.Path.cwd())), 'pydantic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["2", "False"]
