"""The line that explain points at is the one to edit: every literal, replaced by another legal one, is heard."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.settings import Environment, SettingsError
from plainsail.attribution.changes import Change, changes
from plainsail.project.pins import read_pin
from plainsail.provenance import UNKNOWN, SettingPath, format_setting, leaves, origins, value_at
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import copy_of_envs

Edit = tuple[SettingPath, Path, int, str, Any]
"""Setting, file, line, the literal that stands there, and another legal value."""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["production", "staging"])
def test_another_legal_value_on_the_line_is_the_value_of_the_setting(name: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    with imported(root):
        edits = list(_edits(root, name))
    unheard = []
    for path, file, line, literal, other in edits:
        text = file.read_text(encoding="utf-8")
        rows = text.split("\n")
        rows[line - 1] = rows[line - 1].replace(literal, _literal(other), 1)
        file.write_text("\n".join(rows), encoding="utf-8")
        with imported(root):
            if value_at(_environment(root, name), path) != other:
                unheard.append(format_setting(path))
        file.write_text(text, encoding="utf-8")

    assert len(edits) > 40
    assert unheard == []


@pytest.mark.parametrize("name", ["production", "staging"])
def test_the_value_that_is_explained_is_the_one_that_the_instance_has(name: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    with imported(root):
        env = _environment(root, name)
        said = {path: origins(env, path)[0].value for path, _ in leaves(env)}

        assert {path for path, value in said.items() if value != _of_instance(env, path)} == set()


def _environment(root: Path, name: str) -> Environment:
    """One environment alone: what is legal in it need not be so in the others."""
    made: Environment = importlib.import_module("envs").ENVIRONMENTS["backend"][name](
        app="backend", env=name, pin=read_pin(root, "backend")
    )
    return made


def _of_instance(env: Any, path: SettingPath) -> Any:
    """What the constructs are given: attributes, keys and indexes, one after the other."""
    value = env.pinned_image if path[0] == "image" else getattr(env, str(path[0]))
    for part in path[1:]:
        value = getattr(value, part) if isinstance(part, str) and hasattr(value, part) else value[part]
    return value


def _edits(root: Path, name: str) -> Iterator[Edit]:
    """For each setting whose line says it as a literal, once: another legal value of the same kind."""
    env = _environment(root, name)
    known = dict(leaves(env))
    seen: set[SettingPath] = set()
    for change in changes(env, read_pin(root, env.app_name)):
        path = change.setting
        if path in seen or path not in known or not origins(env, path):
            continue
        origin, literal, other = origins(env, path)[0], _literal(known[path]), _legal(change)
        said_once = origin.source.count(literal) == 1 and origin.path.startswith("envs/")
        if said_once and origin.path.endswith(".py") and type(other) is type(known[path]):
            seen.add(path)
            yield path, origin.file, origin.line, literal, other


def _legal(change: Change) -> Any:
    """What the setting is after a legal change; `UNKNOWN` where there is none."""
    for way in change.ways[:-1]:
        try:
            return value_at(way(), change.setting)
        except SettingsError:
            continue
    return UNKNOWN


def _literal(value: Any) -> str:
    return json.dumps(value) if isinstance(value, str) else repr(value)
