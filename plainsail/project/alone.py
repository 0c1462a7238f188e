"""The settings of one app in one environment, without those of all others: importing a fleet takes seconds.

For a process that ends at once: what else imports the registry in it would find none.
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

_PACKAGE = "envs"


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
    sys.modules[_PACKAGE] = package
    made: Environment = getattr(import_module(".".join(origin)), name)(app=app, env=env, pin=read_pin(root, app))
    return made
