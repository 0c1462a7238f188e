"""The names in the registry, read off its text: whoever wants no more need not import settings, which takes long."""

from __future__ import annotations

import ast
from pathlib import Path

REGISTRY = "envs/__init__.py"
_NAME = "ENVIRONMENTS"


def written(root: Path) -> list[tuple[str, str]] | None:
    """Each app with each of its environments; None where only running the registry tells.

    Raises `OSError`, `ValueError` or `SyntaxError` for what is no file of Python.
    """
    known = classes(ast.parse((root / REGISTRY).read_text(encoding="utf-8")))
    return None if known is None else list(known)


def classes(registry: ast.Module) -> dict[tuple[str, str], ast.expr] | None:
    """The same, each with what names its class."""
    mentions = [node for node in ast.walk(registry) if isinstance(node, ast.Name) and node.id == _NAME]
    values = [
        statement.value
        for statement in registry.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and mentions[:1] == (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
    ]
    if len(mentions) != 1 or len(values) != 1:
        return None
    try:
        return {(app, env): named for app, envs in _entries(values[0]) for env, named in _entries(envs)}
    except ValueError:
        return None


def _entries(value: ast.expr | None) -> list[tuple[str, ast.expr]]:
    if not isinstance(value, ast.Dict):
        raise ValueError("no mapping that is written out")
    entries = []
    for key, inner in zip(value.keys, value.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise ValueError("a key that is computed")
        entries.append((key.value, inner))
    return entries
