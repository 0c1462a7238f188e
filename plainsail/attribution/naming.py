"""Where settings stand, and the two names that no setting says: those of the app and of its environment."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainsail.attribution.changes import APP_NAME, ENV_NAME
from plainsail.provenance import Origin, SettingPath, documentation, origins, parse_setting, value_at
from plainsail.provenance.source import read

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

REGISTRY = "envs/__init__.py"
_TEXTS = {APP_NAME: "The name of the app.", ENV_NAME: "The name of the environment."}


def path_of(text: str, environment: Environment) -> SettingPath:
    """The path of a setting, or of one of the two names. Raises `UnknownSetting`."""
    return next((name for name in _TEXTS if text == name[0]), None) or parse_setting(text, environment)


def origins_of(root: Path, environment: Environment, path: SettingPath) -> list[Origin]:
    """The lines that speak about it, the deciding one first."""
    if path not in _TEXTS:
        return origins(environment, path)
    line = _registered(root, environment, path)
    source = read(root / REGISTRY).line(line)
    return [Origin("envs", root / REGISTRY, REGISTRY, line, line, source, value_of(environment, path))]


def value_of(environment: Environment, path: SettingPath) -> Any:
    """The value of the setting, or of the name."""
    return getattr(environment, str(path[0])) if path in _TEXTS else value_at(environment, path)


def text_of(environment: Environment, path: SettingPath) -> str:
    """What it is, in the words of the vocabulary."""
    return _TEXTS.get(path) or documentation(environment, path)


def _registered(root: Path, environment: Environment, path: SettingPath) -> int:
    """The line of a name in the registry; the first line where it is not written out."""
    for node in ast.walk(read(root / REGISTRY).tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if not isinstance(key, ast.Constant) or key.value != environment.app_name:
                    continue
                inner = value.keys if isinstance(value, ast.Dict) and path == ENV_NAME else []
                named = [k for k in inner if isinstance(k, ast.Constant) and k.value == environment.env_name]
                return (named or [key])[0].lineno
    return 1
