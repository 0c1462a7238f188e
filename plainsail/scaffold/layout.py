"""How a project formats its code, as far as new files must know: the width of a line, the packages of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from plainsail.library import PACKAGES

_CONFIGURATIONS = {".ruff.toml": (), "ruff.toml": (), "pyproject.toml": ("tool", "ruff")}
_DEFAULT = 88


def width_of(root: Path) -> int:
    """Columns that a line of code may have: ruff's setting, or what ruff and black do without one."""
    for name, keys in _CONFIGURATIONS.items():
        try:
            content = tomllib.loads((root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        for key in keys:
            content = content.get(key, {})
        if content:
            return int(content.get("line-length", _DEFAULT))
    return _DEFAULT


def packages_of(root: Path) -> Sequence[str]:
    """Packages that isort takes for the project's own: those that lie in its folder."""
    return ["envs", *(name for name in PACKAGES if (root / name).is_dir())]


def imports(root: Path, *statements: str) -> str:
    """Import statements, each block in order of modules, the project's own in a block of their own."""
    own = packages_of(root)
    ordered = sorted(statements, key=_module)
    ours = [statement for statement in ordered if _module(statement).partition(".")[0] in own]
    blocks = ([statement for statement in ordered if statement not in ours], ours)
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _module(statement: str) -> str:
    return statement.split()[1]
