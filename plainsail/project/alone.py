"""The settings of some apps, without those of all others: importing a fleet takes seconds."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from plainsail.project.names import classes, origins
from plainsail.project.observed import REGISTERING, Observed, observing
from plainsail.project.pins import read_pin
from plainsail.project.project import use_code_of
from plainsail.project.root import REGISTRY

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.project.project import Project

_ALONE = "_plainsail_alone"
"""Marks the package that stands for the registry while apps of it are read alone."""


class Alone(NamedTuple):
    """Some apps, and what they are made of."""

    environments: Sequence[Environment]
    observed: Observed


def read_one(project: Project, name: str) -> Environment | None:
    """The app in the environment by the name that commands have for it; None where only the whole registry tells.

    What else imports the registry finds none, until that is forgotten (`forget`). Raises what the app's modules raise.
    """
    forget()
    if REGISTERING in sys.modules:
        return None
    try:
        kinds = registered_kinds(project.root) or {}
    except (OSError, ValueError, SyntaxError):
        return None
    return _made(project.root, name, kinds[name]) if name in kinds else None


def forget() -> None:
    """Lets the registry be imported as a whole, should apps of it have been read alone."""
    if getattr(sys.modules.get(REGISTERING), _ALONE, False):
        take_out_settings()


def take_out_settings() -> dict[str, ModuleType]:
    """All modules of settings in memory; whoever asks for them next imports them anew."""
    return {name: sys.modules.pop(name) for name in [*sys.modules] if name.partition(".")[0] == REGISTERING}


@contextmanager
def apps_alone(root: Path, kinds: Mapping[str, str]) -> Iterator[Alone | None]:
    """The apps of these labels, each of its class (`registered_kinds`), for as long as the block lasts.

    Afterwards no module of theirs is in memory. None where the registry is imported already, and where one of their
    modules fails: who imports the registry is told why.
    """
    if REGISTERING in sys.modules:  # whose classes are in use
        yield None
        return
    try:
        yield _alone(root, kinds)
    finally:
        forget()


def registered_kinds(root: Path) -> Mapping[str, str] | None:
    """The class of each app in each environment, `envs.backend.staging:Staging`, by label, as the registry spells it.

    None where only running the registry tells.
    """
    module = ast.parse((root / REGISTRY).read_text(encoding="utf-8"))
    imported = _imported(module)
    kinds: dict[str, str] = {}
    for (app, env), expression in (classes(module) or {}).items():
        written = ast.unparse(expression)
        holder, _, name = written.rpartition(".")
        if holder in imported:
            kinds[f"{env}/{app}"] = f"{imported[holder]}:{name}"
        elif "." in imported.get(written, ""):
            kinds[f"{env}/{app}"] = ":".join(imported[written].rsplit(".", 1))
        else:
            return None
    return kinds or None


def _imported(module: ast.Module) -> Mapping[str, str]:
    """What each name means that import statements give, as it is written: `staging`, `envs.backend.staging`."""
    plain = [name for statement in module.body if isinstance(statement, ast.Import) for name in statement.names]
    own = {name: f"{holder}.{inner}" for name, (holder, inner) in origins(module).items() if holder}
    return own | {name.asname or name.name: name.name for name in plain}


def _alone(root: Path, kinds: Mapping[str, str]) -> Alone | None:
    observed = Observed(root)
    try:
        with observing(observed):
            return Alone([_made(root, label, kind) for label, kind in kinds.items()], observed)
    except Exception:
        return None


def _made(root: Path, label: str, kind: str) -> Environment:
    use_code_of(root)
    env, _, app = label.partition("/")
    if REGISTERING not in sys.modules:
        package = ModuleType(REGISTERING)
        package.__path__ = [str(root / REGISTERING)]
        package.__file__ = str(root / REGISTRY)  # its lines are told all the same
        setattr(package, _ALONE, True)
        sys.modules[REGISTERING] = package
    module, _, name = kind.partition(":")
    made: Environment = getattr(import_module(module), name)(app=app, env=env, pin=read_pin(root, app))
    return made
