"""The registry of environments, checked as a whole: what no class of settings can know by itself."""

from __future__ import annotations

import ast
import importlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from constructs_lib.settings import Environment, Pin, SettingsError
from constructs_lib.settings.text import DnsLabel
from plainsail.project import ProjectError
from plainsail.source import read
from plainsail.together import check_together

ARGOCD = "argocd"
"""The folder of `dist/` beside those of the environments; no environment may take its name."""

_REGISTRY = "envs/__init__.py"
_LABEL: TypeAdapter[str] = TypeAdapter(DnsLabel)


def load(root: Path) -> tuple[Environment, ...]:
    """Every registered environment of every app, by app and environment. Raises `SettingsError`, `ProjectError`."""
    registered = getattr(importlib.import_module("envs"), "ENVIRONMENTS", None)
    if not isinstance(registered, Mapping) or not registered:
        raise ProjectError(
            f'{_REGISTRY}:1: ENVIRONMENTS is missing or empty; write ENVIRONMENTS = {{"app": {{"env": Class}}}}'
        )
    environments = []
    for app in sorted(registered):
        classes = registered[app]
        _check_name(root, "app", app, (app,))
        if not isinstance(classes, Mapping) or not classes:
            raise _mistake(
                root, (app,), f'{app} has no environments; write "{app}": {{"staging": Class}}, or take it out'
            )
        pin = read_pin(root, app)
        for env in sorted(classes):
            _check_name(root, "environment", env, (app, env))
            if env == ARGOCD:
                raise _mistake(
                    root, (app, env), f"{ARGOCD!r} is a reserved name: dist/{ARGOCD}/ is Argo CD's own; rename it"
                )
            kind = classes[env]
            if not isinstance(kind, type) or not issubclass(kind, Environment):
                raise _mistake(
                    root, (app, env), f"{kind!r} is no class of settings; name a class that is an Environment"
                )
            environments.append(kind(app=app, env=env, pin=pin))
    check_together(environments)
    return tuple(environments)


def pin_path(app: str) -> str:
    """The pin file of an app, relative to the project."""
    return f"envs/{app}/image.json"


def read_pin(root: Path, app: str) -> Pin | None:
    """The app's image pin; None where there is no file. Raises `ProjectError` for a file that is no pin."""
    path = root / pin_path(app)
    remedy = 'write {"tag": ..., "digest": "sha256:...", "source": "<commit>"}'
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProjectError(f"{pin_path(app)}:{error.lineno}: is not JSON ({error.msg.lower()}); {remedy}") from None
    if not isinstance(said, dict):
        raise ProjectError(f"{pin_path(app)}:1: is no image pin; {remedy}")
    try:
        return Pin(**said)
    except SettingsError as error:
        line = _line_of_key(text, str(error.path[0])) if error.path else 1
        raise ProjectError(f"{pin_path(app)}:{line}: {error.message}") from None


def _line_of_key(text: str, key: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if f'"{key}"' in line), 1)


def _check_name(root: Path, what: str, name: object, path: tuple[str, ...]) -> None:
    try:
        _LABEL.validate_python(name, strict=True)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        reason = detail.get("ctx", {}).get("error", "is not text")
        raise _mistake(root, path, f"the {what} {name!r} {reason}") from None


def _mistake(root: Path, path: tuple[str, ...], message: str) -> ProjectError:
    return ProjectError(f"{_REGISTRY}:{_line_of_entry(root, path)}: {message}")


def _line_of_entry(root: Path, path: tuple[str, ...]) -> int:
    """The line of a key of ENVIRONMENTS; as near as can be told where no key is written out."""
    source = read(root / _REGISTRY)
    bindings = source.bindings(source.tree, "ENVIRONMENTS")
    if not bindings:
        return 1
    node, line = bindings[-1].value, bindings[-1].statement.lineno
    for key in path:
        for said, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
            if isinstance(said, ast.Constant) and said.value == key:
                node, line = value, said.lineno
                break
    return line
