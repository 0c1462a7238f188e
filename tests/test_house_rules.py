"""The rules of the house: registries are complete, each module has its test, files stay small."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from charts import CHARTS
from envs import ENVIRONMENTS
from plainsail.commands import COMMANDS
from plainsail.scaffold.names import module_of
from tests.plainsail.clones import SYNTH, run

ROOT = Path(__file__).resolve().parents[1]
NAMED_TESTS = ("plainsail/checks/", "plainsail/commands/", "plainsail/plan/consequences/")
NO_SHAPES = {
    "shape": "what all shapes are",
    "workload": "what stands beside the pods of several",
    "delivery": "what Argo CD is told about all of them",
    "flux_delivery": "what Flux is told about all of them",
}


def ours(*, tracked: bool = False) -> list[Path]:
    """Every file that is part of the repository, or is about to be unless `tracked`."""
    others = () if tracked else ("--others", "--exclude-standard")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", *others], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("only git knows which files are ours")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules(folder: str) -> set[str]:
    """The names of a folder's modules."""
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_every_command_is_registered() -> None:
    """Those of a group may have a file each: `helm_export` is registered by `helm`."""
    names = {name.replace("-", "_") for name in COMMANDS}

    assert names == {name for name in modules("plainsail/commands") if name.rpartition("_")[0] not in names}


def test_every_app_is_registered() -> None:
    folders = {path.parent.name for path in (ROOT / "envs").glob("*/__init__.py")}

    assert {module_of(app) for app in ENVIRONMENTS} == folders


def test_every_environment_of_an_app_is_registered() -> None:
    apps = [module_of(app) for app in ENVIRONMENTS]
    written = {f"envs.{app}.{name}" for app in apps for name in modules(f"envs/{app}") - {"base"}}

    assert {kind.__module__ for kinds in ENVIRONMENTS.values() for kind in kinds.values()} == written


def test_every_shape_is_used() -> None:
    used = {shape.__module__.rpartition(".")[2] for shape in CHARTS.values()}

    assert used | NO_SHAPES.keys() == modules("charts")


def test_every_rule_command_and_construct_has_a_test_of_its_name() -> None:
    names = [path.relative_to(ROOT) for path in ours(tracked=True) if path.suffix == ".py"]
    rules = [path for path in names if path.as_posix().startswith(NAMED_TESTS) and not path.stem.startswith("_")]
    constructs = [path for path in names if path.parent.as_posix() == "constructs_lib" and path.stem != "__init__"]

    assert rules
    assert constructs
    assert [
        path for path in (*rules, *constructs) if not (ROOT / "tests" / path.parent / f"test_{path.stem}.py").is_file()
    ] == []


LONG = {
    # What may be longer than the rest, and why.
    "imports/com/": "generated",
    "imports/io/": "generated",
    "imports/sh/": "generated",
    "tests/": "one truth after the other",
}
LINES = 400


def test_files_of_code_stay_small() -> None:
    code = [path for path in ours() if path.suffix in (".py", ".mjs", ".sh") or path.name in ("Makefile", "run")]
    names = {path.relative_to(ROOT).as_posix(): path for path in code}

    long = [name for name, path in names.items() if len(path.read_bytes().splitlines()) > LINES]
    assert [name for name in long if not name.startswith(tuple(LONG))] == []


ONE_MACHINE = re.compile(r"(?<![\w.}])/(?:root|home/[a-z]+|Users/[a-z]+)/|index-url +http", re.IGNORECASE)
"""Paths and package indexes of one machine: what others could not use."""
GENERATED = ("requirements.txt", "package-lock.json", "imports/", "tests/test_house_rules.py")


def test_nothing_belongs_to_one_machine() -> None:
    said = []
    for path in ours():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(GENERATED):
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        said += [f"{name}:{number}: {line}" for number, line in enumerate(lines, 1) if ONE_MACHINE.search(line)]

    assert said == []


def test_dist_is_what_the_settings_say() -> None:
    done = run((*SYNTH, "--check"), ROOT)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run `make synth` and commit dist/"
