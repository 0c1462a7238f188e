"""The names in the registry, read off its text: whoever wants no more need not import settings, which takes long."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.project.root import REGISTRY

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_NAME = "ENVIRONMENTS"


def label(environment: Environment) -> str:
    """`staging/backend`: how commands name an app in an environment."""
    return f"{environment.env_name}/{environment.app_name}"


def waiting(labels: Iterable[str]) -> list[str]:
    """What people are told of environments that no build is pinned for yet, a line an app."""
    apps: dict[str, list[str]] = {}
    for name in labels:
        apps.setdefault(name.partition("/")[2], []).append(name)
    return [
        f"{', '.join(names)} (no build of its image is pinned yet: `plainsail image pin {app}`)"
        for app, names in sorted(apps.items())
    ]


def unbuilt(root: Path, pinned: Mapping[str, bool]) -> list[str]:
    """Those of apps that are new: nothing has ever pinned them, and `dist/` holds nothing of them.

    They are rendered once they are pinned. A pin that is lost is no such case: Argo CD would remove what runs.
    `pinned` says of each whether it is known which image it runs, if it runs one at all.
    """
    known = {
        name.partition("/")[2] for name, is_pinned in pinned.items() if is_pinned or (root / "dist" / name).exists()
    }
    return [name for name in pinned if name.partition("/")[2] not in known]


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
    apps = classes_in(values[0])
    return None if apps is None else {(app, env): named for app, envs in apps.items() for env, named in envs.items()}


def classes_in(registered: ast.expr | None) -> Mapping[str, Mapping[str, ast.expr]] | None:
    """What names the class of each app, by environment, in what is registered; None where it is not written out."""
    apps = entries(registered)
    inner = {app: entries(envs) for app, envs in (apps or {}).items()}
    known = {app: envs for app, envs in inner.items() if envs is not None}
    return None if apps is None or len(known) < len(inner) else known


def entries(mapping: ast.expr | None) -> Mapping[str, ast.expr] | None:
    """The values of a mapping that is written out, by key; None where it is not, or says one key twice."""
    if not isinstance(mapping, ast.Dict):
        return None
    found = {}
    for key, value in zip(mapping.keys, mapping.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            return None
        found[key.value] = value
    return found if len(found) == len(mapping.keys) else None


def origins(module: ast.Module) -> dict[str, tuple[str, str]]:
    """Where each name comes from that a module imports from another: that module, and its name there."""
    return {
        each.asname or each.name: (statement.module or "", each.name)
        for statement in module.body
        if isinstance(statement, ast.ImportFrom)
        for each in statement.names
    }
