"""PHP, and the sample application in it; without PHP the tests of it are skipped, and say what is missing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.running import App, copy, packages, seal

_SYMFONY = ("Symfony/Bundle/FrameworkBundle/autoload.php", "Symfony/Component/Console/autoload.php")


@pytest.fixture(scope="session")
def php() -> str:
    """PHP's command line, where Debian's Symfony is found, too."""
    remedy = f"apt-get install --no-install-recommends {' '.join(packages())}"
    program = shutil.which("php")
    if program is None:
        pytest.skip(f"PHP is missing: {remedy}")
    ask = "foreach (array_slice($argv, 1) as $file) { stream_resolve_include_path($file) || exit(1); }"
    if subprocess.run([program, "-r", ask, "--", *_SYMFONY], check=False).returncode:
        pytest.skip(f"Debian's Symfony is missing: {remedy}")
    return program


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that every user may look into; pytest's own is shut to all but its owner."""
    made = Path(tempfile.mkdtemp(prefix="plainsail-app-"))
    made.chmod(0o755)
    yield made
    for path in [made, *made.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def app(php: str, folder: Path) -> App:
    """The application as a pod has it. Nothing in it may be changed: the tests share it."""
    return seal(copy(folder / "app", php))
