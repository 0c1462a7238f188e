"""The settings of one app in one environment, without those of all others: importing a fleet takes seconds.

What else imports the registry in the process finds none, until it is forgotten that an app was read alone (`forget`).
"""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from plainsail.project.names import REGISTRY, classes, origins
from plainsail.project.pins import read_pin
from plainsail.project.project import use_code_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.project.project import Project

_PACKAGE = "envs"
_ALONE = "_plainsail_alone"
"""Marks the package that stands for the registry."""


def environment_alone(root: Path, env: str, app: str) -> Environment | None:
    """The app in the environment; None where the registry does not spell out which class that is.

    Raises whatever its own modules raise.
    """
    module = ast.parse((root / REGISTRY).read_text(encoding="utf-8"))
    named = (classes(module) or {}).get((app, env))
    holder, _, name = ast.unparse(named).rpartition(".") if named else ("", "", "")
    origin = origins(module).get(holder)
    if origin is None:
        return None
    use_code_of(root)
    package = ModuleType(_PACKAGE)
    package.__path__ = [str(root / _PACKAGE)]
    package.__file__ = str(root / REGISTRY)  # its lines are read all the same
    setattr(package, _ALONE, True)
    sys.modules[_PACKAGE] = package
    made: Environment = getattr(import_module(".".join(origin)), name)(app=app, env=env, pin=read_pin(root, app))
    return made


def read_one(project: Project, name: str) -> Environment | None:
    """The app in the environment by the name that commands have for it, alone where the registry lets it be.

    None where only the registry as a whole tells. Raises whatever the app's own modules raise.
    """
    env, _, app = name.partition("/")
    if _PACKAGE in sys.modules:  # somebody has read all of it, or another project's
        return None
    try:
        registry = (project.root / REGISTRY).read_text(encoding="utf-8")
        known = classes(ast.parse(registry)) or {}
    except (OSError, ValueError, SyntaxError):
        return None
    return environment_alone(project.root, env, app) if (app, env) in known else None


def forget() -> None:
    """Lets the registry be imported as a whole, should one app of it have been read alone."""
    if getattr(sys.modules.get(_PACKAGE), _ALONE, False):
        for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]
