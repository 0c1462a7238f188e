"""The checks by name."""

from __future__ import annotations

from pathlib import Path

from plainsail import checks
from plainsail.checks import CHECKS


def test_every_check_is_listed() -> None:
    """A module whose name begins with an underscore serves checks, and is none."""
    folder = Path(str(checks.__file__)).parent
    modules = [path for path in folder.glob("*/*.py") if not path.name.startswith("_")]

    assert sorted(CHECKS) == sorted(f"{path.parent.name}.{path.stem}" for path in modules)
