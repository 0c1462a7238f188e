"""Settings are read without Node, which takes longer to start than all of them to load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plainsail.clones import CDK8S_SYNTH, MAIN, PLAINSAIL, clone, environ

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


@pytest.mark.parametrize(("forced", "imported"), [("", "[]"), ("1", "['cattrs', 'dateutil', 'typeguard']")])
def test_what_talks_to_node_is_imported_for_node_alone(forced: str, imported: str) -> None:
    """Nor what checks types for it."""
    code = (
        "import sys, pathlib; from plainsail.render.charts import render; from plainsail.project import registry; "
        "render(registry.load(pathlib.Path.cwd())); "
        "print(sorted({'cattrs', 'dateutil', 'typeguard'} & sys.modules.keys()))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PLAINSAIL_NODE": forced},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == imported


COMMANDS = [
    MAIN,
    CDK8S_SYNTH,
    (PLAINSAIL, "synth", "--anew"),
    (PLAINSAIL, "synth", "--check"),
    (PLAINSAIL, "synth", "--anew", "--jobs", "2", "--out", "out"),
    (PLAINSAIL, "check"),
    (PLAINSAIL, "plan", "--against", "dist"),
    (PLAINSAIL, "explain", "staging/backend", "hpa"),
    (PLAINSAIL, "explain", "staging/backend", "Deployment/backend", "spec.revisionHistoryLimit"),
    (PLAINSAIL, "list"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and beside it a Node that fails and leaves a trace of having been started."""
    folder = tmp_path_factory.mktemp("no_node")
    node = folder / "node"
    node.write_text(f"#!/bin/sh\ntouch {folder}/started\nexit 1\n", encoding="utf-8")
    node.chmod(0o755)
    return clone(folder / "project")


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(Path(part).name for part in command))
def test_a_command_starts_no_node(project: Path, command: tuple[str, ...]) -> None:
    """Nothing that the sample says needs one, so what jsii would start is never started."""
    env = environ(JSII_NODE=str(project.parent / "node"))

    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert not (project.parent / "started").exists()


@pytest.mark.slow
def test_node_would_have_left_a_trace(project: Path) -> None:
    env = environ(JSII_NODE=str(project.parent / "node"), PLAINSAIL_NODE="1")

    done = subprocess.run(
        (PLAINSAIL, "synth", "--out", "other"), cwd=project, env=env, capture_output=True, check=False
    )

    assert done.returncode != 0
    assert (project.parent / "started").exists()
