"""The sample that this repository came as: its settings are kept in tests/sample, for tests and documents.

`make sample` runs it, for those who change the sample itself.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests/sample"
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
