"""Clones of the repository to run the commands in, as a user would: in processes of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.sample import lay_settings, rendered

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PLAINSAIL = str(BIN / "plainsail")
CDK8S = str(Path(sys.prefix).parent / "node_modules" / ".bin" / "cdk8s")
"""Beside the interpreter: a worktree may share both."""

MAIN = (sys.executable, "main.py")
SYNTH = (PLAINSAIL, "synth")
CDK8S_SYNTH = (CDK8S, "synth")

_COPIED = ("main.py", "cdk8s.yaml", ".dockerignore", ".gitignore", "image")
_LINKED = ("app", "constructs_lib", "imports", "plainsail")
_UNSET = ("CDK8S_OUTDIR", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONPATH")

Ran = subprocess.CompletedProcess[str]


def fresh() -> Path:
    """What the sample's settings render to, once for each process that tests; `dist/` itself may be somebody's own."""
    return rendered()


def clone(folder: Path, *, dist: bool = True) -> Path:
    """A clone of the sample whose settings, charts and `dist/` may be changed; the code is the repository's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    lay_settings(folder)
    if dist:
        shutil.copytree(fresh(), folder / "dist")
    for name in _LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def environ(**said: str) -> dict[str, str]:
    """The environment that `make` gives to what it runs, with further variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return inherited | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "CDK8S_CHECK_UPGRADE": "false"} | said


def run(command: Sequence[str | Path], folder: Path, **env: str) -> Ran:
    """Runs a command in a folder."""
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environ(**env), capture_output=True, text=True, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def identities(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with what changes when it is written again: inode and time."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(file: Path, old: str, new: str) -> None:
    """Replaces a text that stands in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def break_settings(project: Path) -> str:
    """Makes a mistake in the settings; returns the line that is said about it."""
    edit(project / "envs/backend/staging.py", "hpa = change", "hpaa = change")
    line = number_of(project / "envs/backend/staging.py", "hpaa")
    return f"envs/backend/staging.py:{line}: Staging.hpaa is not a setting; did you mean 'hpa'?\n"


def break_chart(project: Path) -> str:
    """Makes a mistake in a chart; returns the line that is said about it."""
    chart = project / "charts/web_service.py"
    with chart.open("a", encoding="utf-8") as file:
        file.write("\nno_such_name\n")
    line = number_of(chart, "no_such_name")
    return f"charts/web_service.py:{line}: name 'no_such_name' is not defined\n"


def number_of(file: Path, text: str) -> int:
    """The number of the line that holds a text."""
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def register(project: Path, apps: Mapping[str, Mapping[str, str]]) -> None:
    """Registers apps, each environment as `module.Class` of `envs`."""
    classes = {app: {env: f"envs.{name}" for env, name in envs.items()} for app, envs in apps.items()}
    modules = {name.rpartition(".")[0] for envs in classes.values() for name in envs.values()}
    imports = "".join(f"import {module}\n" for module in sorted(modules))
    # A class is written as it is, not as text.
    mapping = re.sub(r"'(envs\.[\w.]+)'", r"\1", repr(classes))
    (project / "envs/__init__.py").write_text(f"{imports}\nENVIRONMENTS = {mapping}\n", encoding="utf-8")


BACKEND = {"staging": "backend.staging.Staging", "production": "backend.production.Production"}


def another_app(project: Path, app: str) -> dict[str, str]:
    """Writes the settings of an app that is like the backend; returns what to register."""
    folder = project / "envs" / re.sub(r"\W", "_", app)
    folder.mkdir()
    (folder / "__init__.py").touch()
    if folder.name == app:
        shutil.copy(project / "envs/backend/image.json", folder)
    else:  # a folder that cannot be imported holds the pin
        (project / "envs" / app).mkdir()
        shutil.copy(project / "envs/backend/image.json", project / "envs" / app)
    for env, said in BACKEND.items():
        module, _, kind = said.rpartition(".")
        text = f"from envs.{module} import {kind} as Backend\n\n\nclass {kind}(Backend):\n    port = 8080\n"
        (folder / f"{env}.py").write_text(text, encoding="utf-8")
    return {env: f"{folder.name}.{env}.{said.rpartition('.')[2]}" for env, said in BACKEND.items()}
