"""The sample that this repository came as: its settings are kept in tests/sample, for tests and documents.

`make sample` runs it, for those who change the sample itself.
"""

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests/sample"
_PROJECT = (
    ".dockerignore",
    ".github",
    ".vscode",
    "app",
    "cdk8s.yaml",
    "constructs_lib",
    "deploy",
    "image",
    "imports",
    "main.py",
    "plainsail",
    "tests/helm/charts",
)
"""What a project has beside its settings, its charts and `dist/`."""
_PIN = "image.json"
_IGNORED = shutil.ignore_patterns("__pycache__")


def is_sample() -> bool:
    """Whether envs/ says what the sample says. The image pin does not count: a pipeline writes it."""
    return _settings(ROOT / "envs") == _settings(SAMPLE / "envs")


def lay_settings(project: Path) -> None:
    """Puts the sample's settings and charts into a project's folder."""
    shutil.copytree(SAMPLE / "envs", project / "envs", ignore=_IGNORED)
    shutil.copytree(ROOT / "charts", project / "charts", ignore=_IGNORED)
    shutil.copy(SAMPLE / "charts/__init__.py", project / "charts")


def lay_project(folder: Path) -> None:
    """Puts the sample, rendered, into an empty folder: what the documents show."""
    lay_settings(folder)
    for name in _PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)  # with __pycache__: each command would compile it anew
        else:
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(rendered(), folder / "dist")


@cache
def rendered() -> Path:
    """What the sample's settings render to, once for each process."""
    scratch = TemporaryDirectory()
    atexit.register(scratch.cleanup)
    project, out = Path(scratch.name) / "project", Path(scratch.name) / "dist"
    project.mkdir()
    lay_settings(project)
    for name in ("cdk8s.yaml", "main.py"):
        shutil.copy(ROOT / name, project)
    for name in ("constructs_lib", "imports", "plainsail"):
        (project / name).symlink_to(ROOT / name)
    environ = {**os.environ, "CDK8S_OUTDIR": str(out)}
    subprocess.run([sys.executable, "-O", "main.py"], cwd=project, env=environ, check=True)
    return out


def main() -> None:
    """Makes what envs/ says the sample."""
    shutil.rmtree(SAMPLE / "envs")
    shutil.copytree(ROOT / "envs", SAMPLE / "envs", ignore=_IGNORED)
    shutil.copy(ROOT / "charts/__init__.py", SAMPLE / "charts")


def _settings(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != _PIN and "__pycache__" not in path.parts
    }


if __name__ == "__main__":
    main()
