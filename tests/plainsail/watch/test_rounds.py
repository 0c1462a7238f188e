"""Before anything is saved, all is in memory that a save needs, and only settings are read then."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.plainsail.clones import ROOT, edit, environ
from tests.plainsail.projects import copy_of_envs
from tests.plainsail.repositories import commit, git

ROUNDS = """
import json, os, subprocess, sys
from pathlib import Path
from plainsail.cli.main import plainsail
from plainsail.project.observed import Observed
from plainsail.watch.rounds import Rounds

root = Path.cwd()
rounds = Rounds(plainsail, root, [], None)
rounds.run()
rounds.prepare()
settings = sorted(Observed(root).modules())
processes = subprocess.run(["ps", "-A", "-o", "ppid=,args="], stdout=subprocess.PIPE, text=True).stdout
runs_node = any(line.split()[0] == str(os.getpid()) and "jsii" in line for line in processes.splitlines())
file = root / "envs/backend/base.py"
before = set(sys.modules)
file.write_text(file.read_text().replace('"APP_ENV": "prod"', '"APP_ENV": "dev"'))
done = rounds.run()
print(json.dumps([settings, runs_node, sorted(set(done.imported) - before)]))
"""


def ready(project: Path) -> Path:
    """A project that is rendered, with nothing left to commit."""
    plainsail(project, "synth")
    git(project, "init", "--quiet", "--initial-branch=main")
    (project / ".gitignore").write_text("/.plainsail/\n__pycache__/\n", encoding="utf-8")
    commit(project, {})
    return project


def plainsail(project: Path, *arguments: str) -> None:
    run(project, "-m", "plainsail", *arguments)


def run(project: Path, *arguments: str, **said: str) -> str:
    """What Python prints, with the library beside it."""
    env = environ(PYTHONPATH=str(ROOT), **said)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=True).stdout


def rounds(project: Path, **variables: str) -> tuple[str, Any]:
    """What is printed, and what a round after a save had to import."""
    said, _, last = run(project, "-c", ROUNDS, **variables).strip().rpartition("\n")
    return said, json.loads(last)


@pytest.mark.slow
def test_the_first_save_imports_settings_and_nothing_else(tmp_path: Path) -> None:
    said, [settings, runs_node, imported] = rounds(ready(copy_of_envs(tmp_path)))

    assert "prod → dev  (envs/backend/base.py:" in said
    assert (settings, runs_node) == ([], False)
    assert imported == []


@pytest.mark.slow
def test_a_vocabulary_of_the_projects_own_is_read_anew(tmp_path: Path) -> None:
    """Charts hold its class, and would not know another."""
    project = copy_of_envs(tmp_path)
    plainsail(project, "new", "shape", "own")
    base = project / "envs/backend/base.py"
    edit(base, "class Base(Replicas, WebService)", "class Base(Replicas, Own)")
    edit(base, "from envs.shared import", "from envs.vocabulary import Own\nfrom envs.shared import")

    said, [settings, _, _] = rounds(ready(project))

    assert "prod → dev  (envs/backend/base.py:" in said
    assert settings == []


@pytest.mark.slow
def test_node_is_started_by_rounds_alone(tmp_path: Path) -> None:
    """One that is shared would answer the next round what this one asked, should that be interrupted."""
    said, [_, runs_node, _] = rounds(ready(copy_of_envs(tmp_path)), PLAINSAIL_NODE="1")

    assert "prod → dev  (envs/backend/base.py:" in said
    assert not runs_node
