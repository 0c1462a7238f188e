"""Projects of settings on disk, imported as the real ones are, and forgotten again."""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from constructs_lib.settings import Environment
from plainsail.project.registry import load
from plainsail.provenance import leaves
from plainsail.provenance.diagnostics import diagnose
from plainsail.scaffold.preview import imported
from tools.sample import SAMPLE

ROOT = Path(__file__).parents[2]

Plainsail = Callable[..., tuple[int, str, str]]
"""Runs a command; returns exit code, output and what is said beside it."""


def copy_of_envs(root: Path) -> Path:
    """The sample's settings in a project of their own."""
    shutil.copytree(SAMPLE / "envs", root / "envs", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "cdk8s.yaml").touch()
    return root


def write(root: Path, files: Mapping[str, str]) -> Path:
    """A project that holds these files of settings."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def environment(cls: str, *, app: str = "app", env: str = "staging") -> Environment:
    """An instance of a class of `envs`, such as `app.Staging` of `envs/app.py`."""
    module, _, name = cls.rpartition(".")
    made: Environment = getattr(importlib.import_module(f"envs.{module}"), name)(app=app, env=env)
    return made


def complaint(root: Path) -> str:
    """What is said about the mistake in the project's settings, or nothing where they load."""
    with imported(root):
        try:
            for env in load(root):
                list(leaves(env))
        except Exception as error:
            return diagnose(error, root)
    return ""


def cases(file: str) -> dict[str, str]:
    """The cases of a text file beside the tests: each begins with "# " and its name, and ends with an empty line."""
    text = (Path(__file__).parent / "provenance" / file).read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split(r"(?m)^# ", text)[1:]]
    return {name: re.split(r"(?m)^## ", case)[0].rstrip("\n") for name, _, case in parts}
