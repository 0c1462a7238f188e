"""What tests of commands that write settings share."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import Plainsail


@pytest.fixture
def plainsail(project: Path, capsys: pytest.CaptureFixture[str]) -> Plainsail:
    """Runs a command on the project as it is now; returns exit code, output and what is said beside it."""

    def said(*arguments: str) -> tuple[int, str, str]:
        with imported(project):
            code = run(["-C", str(project), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said
