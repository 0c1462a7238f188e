"""A project with a history: the sample, of which staging runs a change that production does not yet."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

from plainsail.project.project import Project
from plainsail.report.facts import Facts, gather
from tests.fleet_project import plainsail
from tests.plainsail.clones import clone, edit
from tests.plainsail.report.conftest import COMMIT

_SUBJECT = "Serve twice the calls"
_ADA = {"NAME": "Ada", "EMAIL": "ada@example.com", "DATE": COMMIT.instant.isoformat()}
_WHO = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _ADA.items()}


def laid_in(folder: Path) -> Path:
    """The project in a folder of its own."""
    root = clone(folder)
    _git(root, "init", "--quiet", "--initial-branch=main")
    _commit(root, "Bring the backend to the cluster")
    _git(root, "branch", "production")
    edit(root / "envs/backend/base.py", "        max_replicas=3,", "        max_replicas=5,")
    edit(root / "envs/backend/base.py", 'cpu="100m", memory="64Mi"', 'cpu="250m", memory="128Mi"')
    edit(root / "envs/backend/base.py", '"0 7-15/2 * * 1-5"', '"30 6-18/2 * * 1-5"')
    done = plainsail(root, "synth")
    assert done.returncode == 0, done.stderr
    _commit(root, _SUBJECT)
    _git(root, "branch", "staging")
    return root


def facts_of(root: Path) -> Facts:
    """Its facts against production; to be shown while `envs` means the project's."""
    facts = gather(Project(root), "production")
    vars(facts)["commit"] = replace(COMMIT, subject=_SUBJECT)
    return facts


def _commit(root: Path, subject: str) -> None:
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", f"--message={subject}")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, **_WHO},
    )
