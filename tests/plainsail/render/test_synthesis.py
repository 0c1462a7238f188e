"""What is rendered depends on the settings alone: not on who renders, where, how often, or under which names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.plainsail.clones import (
    BACKEND,
    MAIN,
    PLAINSAIL,
    SYNTH,
    break_chart,
    clone,
    edit,
    fresh,
    register,
    run,
    tree,
)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A clone without `dist/`."""
    return clone(tmp_path / "project", dist=False)


WAYS = {
    "plainsail": SYNTH,
    "plainsail as a module": (sys.executable, "-m", "plainsail", "synth"),
    "plainsail with one process": (*SYNTH, "--jobs", "1"),
    "plainsail with four processes": (*SYNTH, "--jobs", "4"),
    "main.py": MAIN,
    "main.py with -O": (sys.executable, "-O", "main.py"),
    "main.py without docstrings": (sys.executable, "-OO", "main.py"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", WAYS.values(), ids=WAYS)
def test_every_way_to_render_writes_the_same_bytes(command: tuple[str, ...], bare: Path) -> None:
    done = run(command, bare)

    assert done.returncode == 0, done.stderr
    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "7"])
@pytest.mark.parametrize("command", [SYNTH, pytest.param(MAIN, marks=pytest.mark.slow)], ids=["plainsail", "main.py"])
def test_the_order_of_hashes_changes_no_byte(command: tuple[str, ...], seed: str, bare: Path) -> None:
    run(command, bare, PYTHONHASHSEED=seed)

    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.parametrize("folder", ["envs/backend", "charts"])
def test_the_current_folder_changes_no_byte(folder: str, bare: Path) -> None:
    run(SYNTH, bare / folder)

    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.slow
@pytest.mark.parametrize("command", [(PLAINSAIL, "-C", "project/envs", "synth"), (sys.executable, "project/main.py")])
def test_from_outside_the_project_changes_no_byte(command: tuple[str, ...], bare: Path) -> None:
    done = run(command, bare.parent)

    assert done.returncode == 0, done.stderr
    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.slow
def test_nothing_of_the_machine_reaches_the_tree(bare: Path, tmp_path: Path) -> None:
    """Another language, another time zone, another home, and a terminal that is somewhere else."""
    (tmp_path / "home").mkdir()

    run(SYNTH, bare, LC_ALL="C", TZ="Asia/Tokyo", HOME=str(tmp_path / "home"), USER="somebody", COLUMNS="20")

    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.slow
def test_renaming_a_class_changes_no_byte(bare: Path) -> None:
    for file in (bare / "envs").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for name in ("Base", "Shared", "Staging", "Production"):
            text = text.replace(f"{name}(", f"{name}Renamed(").replace(f" {name}\n", f" {name}Renamed\n")
            text = text.replace(f", {name})", f", {name}Renamed)").replace(f"({name})", f"({name}Renamed)")
            text = text.replace(f"({name},", f"({name}Renamed,")
            text = text.replace(f".{name}", f".{name}Renamed").replace("RenamedRenamed", "Renamed")
        file.write_text(text, encoding="utf-8")

    done = run(SYNTH, bare)

    assert done.returncode == 0, done.stderr
    assert "class StagingRenamed(shared.StagingRenamed, BaseRenamed):" in (bare / "envs/backend/staging.py").read_text(
        encoding="utf-8"
    )
    assert tree(bare / "dist") == tree(fresh())


@pytest.mark.slow
def test_renaming_modules_of_settings_changes_no_byte(bare: Path) -> None:
    (bare / "envs/shared.py").rename(bare / "envs/common.py")
    (bare / "envs/backend/staging.py").rename(bare / "envs/backend/trial.py")
    edit(bare / "envs/backend/base.py", "from envs.shared import", "from envs.common import")
    for name in ("trial", "production"):
        edit(bare / f"envs/backend/{name}.py", "from envs import shared", "from envs import common as shared")
    register(bare, {"backend": BACKEND | {"staging": "backend.trial.Staging"}})

    done = run(SYNTH, bare)

    assert done.returncode == 0, done.stderr
    assert tree(bare / "dist") == tree(fresh())


RENAME_CONSTRUCTS = """
import constructs, sys
from pathlib import Path

NAMES = set()

def renamed(kind):
    made = kind.__init__
    def init(self, scope, id, *args, **kwargs):
        NAMES.add(id)
        made(self, scope, f"Renamed-{id}", *args, **kwargs)
    kind.__init__ = init

import charts.delivery
import constructs_lib, pkgutil, importlib
for module in pkgutil.iter_modules(constructs_lib.__path__, "constructs_lib."):
    importlib.import_module(module.name)
def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)
OURS = ("constructs_lib.", "charts.")
for kind in [k for k in below(constructs.Construct) if k.__module__.startswith(OURS) and "__init__" in vars(k)]:
    renamed(kind)

from plainsail.cli.cdk8s_app import main
code = main(Path.cwd(), [])
print(len(NAMES))
sys.exit(code)
"""


def test_renaming_every_construct_changes_no_byte(bare: Path) -> None:
    (bare / "renamed.py").write_text(RENAME_CONSTRUCTS, encoding="utf-8")

    done = run((sys.executable, "renamed.py"), bare)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
    assert tree(bare / "dist") == tree(fresh())


def test_a_mistake_in_another_process_is_the_same_line(bare: Path) -> None:
    said = break_chart(bare)

    done = run((*SYNTH, "--jobs", "2"), bare)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
