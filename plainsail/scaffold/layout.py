"""How a project formats its code, as far as new files must know: the width of a line, the packages of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from plainsail.library import PACKAGES

_CONFIGURATIONS = {".ruff.toml": (), "ruff.toml": (), "pyproject.toml": ("tool", "ruff")}
_DEFAULT = 88
_OWN = ("charts", "checks", "envs")
"""What only the project's own files import, each from the project's folder."""


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
    """Packages that isort takes for the project's own: those that lie in its folder, or will with what is written."""
    return [*_OWN, *(name for name in (*PACKAGES, "plainsail") if name not in _OWN and (root / name).is_dir())]


def imports(root: Path, *statements: str) -> str:
    """Statements `from module import name, ...`, each block in order, the project's own modules in one of their own."""
    own, width = packages_of(root), width_of(root)
    ordered = sorted(statements, key=_module)
    ours = [statement for statement in ordered if _module(statement).partition(".")[0] in own]
    blocks = ([statement for statement in ordered if statement not in ours], ours)
    return "\n\n".join("\n".join(_wrapped(line, width) for line in block) for block in blocks if block)


def _module(statement: str) -> str:
    return statement.split()[1]


def _wrapped(statement: str, width: int) -> str:
    if len(statement) <= width:
        return statement
    head, _, names = statement.partition(" import ")
    return f"{head} import (\n" + "".join(f"    {name},\n" for name in names.split(", ")) + ")"


def head(root: Path, before: str, arguments: str, after: str) -> str:
    """The first line of a class or a function, over three lines where it is too long for one."""
    line = f"{before}({arguments}){after}"
    indent = before[: len(before) - len(before.lstrip())]
    return line if len(line) <= width_of(root) else f"{before}(\n{indent}    {arguments}\n{indent}){after}"
