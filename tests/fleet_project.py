"""The fleet of `tests/fleet` as a team has it: a project of its own, rendered by the commands that people run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import files_below, load_all
from tests.plainsail.clones import ROOT, Ran, run

FLEET = ROOT / "tests/fleet"
CLUSTERS = ("staging", "production-eu", "production-us")
"""Its environments; each has a cluster of its own."""


def laid_in(folder: Path) -> Path:
    """The fleet in a folder of the test's own, rendered."""
    shutil.copytree(FLEET, folder, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    done = plainsail(folder, "synth")
    assert done.returncode == 0, done.stderr
    return folder


def plainsail(folder: Path, *arguments: str) -> Ran:
    """Runs a command of the tool, that of this checkout, in a project."""
    return run((sys.executable, "-m", "plainsail", *arguments), folder, PYTHONPATH=str(ROOT))


def apps(folder: Path) -> Iterator[tuple[str, list[Document]]]:
    """The objects of each app in each cluster, by `<env>/<app>`."""
    for env in CLUSTERS:
        for app in sorted((folder / "dist" / env).iterdir()):
            yield (
                f"{env}/{app.name}",
                [document for file in files_below(app) for document in load_all(file.read_text(encoding="utf-8"))],
            )
