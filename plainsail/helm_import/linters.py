"""Keeps the project's linters from judging what other people wrote: comments and texts of values."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from plainsail.helm_import.python import columns
from plainsail.manifests.fields import mapping
from plainsail.scaffold.layout import width_of

_CODE = re.compile(r"[]()[{}:=%]|\b(?:return|break|continue|import)\b")


def quiet(root: Path, text: str) -> str:
    """The module, with the rules named that its project's linter is not to hold it to."""
    selected, width = _selected(root), width_of(root)
    codes = []
    comments = [line.partition("#")[2] for line in text.splitlines() if line.lstrip().startswith("#")]
    if _is_selected("ERA001", selected) and any(map(_is_code, comments)):
        codes.append("ERA001")
    if _is_selected("E501", selected) and any(_is_too_long(line, width) for line in text.splitlines()):
        codes.append("E501")
    if not codes:
        return text
    return f"# Comments and texts stand here as they stood in the values.\n# ruff: noqa: {', '.join(codes)}\n{text}"


def _is_too_long(line: str, width: int) -> bool:
    """Whether a linter finds a line too long: it lets pass what cannot be cut, and an address at the end."""
    *before, last = line.strip().removeprefix("# ").split(" ")
    return columns(line) > width and bool(before) and "://" not in last


def _is_code(comment: str) -> bool:
    """Whether a linter takes a comment for code that somebody left there."""
    text = comment.strip()
    if not _CODE.search(text):
        return False
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return bool(tree.body)


def _selected(root: Path) -> Sequence[str]:
    """The rules that ruff is told to hold the project to."""
    for name, keys in {"pyproject.toml": ("tool", "ruff"), "ruff.toml": (), ".ruff.toml": ()}.items():
        try:
            content: Mapping[str, object] = tomllib.loads((root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        for key in keys:
            content = mapping(content, key)
        if content:
            tables = (content, mapping(content, "lint"))
            ignored = _rules(tables, "ignore", "extend-ignore")
            return [rule for rule in _rules(tables, "select", "extend-select") if rule not in ignored]
    return []


def _rules(tables: Sequence[Mapping[str, object]], *keys: str) -> list[str]:
    given = [table.get(key) for table in tables for key in keys]
    return [str(rule) for listed in given if isinstance(listed, list) for rule in listed]


def _is_selected(code: str, selected: Sequence[str]) -> bool:
    """Whether a rule is among them; those that a project ignores are none of them."""
    return any(rule == "ALL" or code.startswith(rule) for rule in selected)
