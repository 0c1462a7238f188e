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

from plainsail.project.names import REGISTRY, classes, origins
from plainsail.project.observed import REGISTERING, Observed, observing
from plainsail.project.pins import read_pin
from plainsail.project.project import use_code_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.project.project import Project

_ALONE = "_plainsail_alone"
"""Marks the package that stands for the registry while one app of it is read."""


class Alone(NamedTuple):
    """Some apps, and what they are made of."""

    environments: Sequence[Environment]
    observed: Observed


def environment_alone(root: Path, env: str, app: str) -> Environment | None:
    """The app in the environment; None where the registry does not spell out which class that is.

    Raises whatever its own modules raise. For a process that ends at once: what else imports the registry in it would
    find none.
    """
    label = f"{env}/{app}"
    kind = (registered_kinds(root) or {}).get(label)
    return _made(root, label, kind) if kind else None


def read_one(project: Project, name: str) -> Environment | None:
    """The app in the environment by the name that commands have for it; None where only the whole registry tells.

    What else imports the registry finds none, until that is forgotten (`forget`). Raises what the app's modules raise.
    """
    forget()
    try:
        known = registered_kinds(project.root) if REGISTERING not in sys.modules else None
    except (OSError, ValueError, SyntaxError):
        return None
    if known is None or name not in known:
        return None
    made = _made(project.root, name, known[name])
    package = sys.modules[REGISTERING]
    package.__file__ = str(project.root / REGISTRY)  # its lines are told all the same
    setattr(package, _ALONE, True)
    return made


def forget() -> None:
    """Lets the registry be imported as a whole, should one app of it have been read alone."""
    if getattr(sys.modules.get(REGISTERING), _ALONE, False):
        for name in [name for name in sys.modules if name.partition(".")[0] == REGISTERING]:
            del sys.modules[name]


@contextmanager
def apps_alone(root: Path, names: Sequence[str]) -> Iterator[Alone | None]:
    """The apps of these labels (`staging/backend`) for as long as the block lasts; afterwards, no module of theirs is.

    None where the registry is imported already or does not spell out all their classes, and where one of their modules
    fails: who imports the registry is told why.
    """
    if REGISTERING in sys.modules:  # whose classes are in use
        yield None
        return
    observed = Observed(root)
    try:
        yield _alone(root, names, observed)
    finally:
        for module in [name for name in observed.modules() if name.partition(".")[0] == REGISTERING]:
            del sys.modules[module]
        sys.modules.pop(REGISTERING, None)


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


def _alone(root: Path, names: Sequence[str], observed: Observed) -> Alone | None:
    try:
        kinds = registered_kinds(root) or {}
        if not kinds.keys() >= {*names}:
            return None
        with observing(observed):
            return Alone([_made(root, name, kinds[name]) for name in names], observed)
    except Exception:
        return None


def _made(root: Path, label: str, kind: str) -> Environment:
    use_code_of(root)
    env, _, app = label.partition("/")
    if REGISTERING not in sys.modules:
        package = ModuleType(REGISTERING)
        package.__path__ = [str(root / REGISTERING)]
        package.__file__ = None
        sys.modules[REGISTERING] = package
    module, _, name = kind.partition(":")
    made: Environment = getattr(import_module(module), name)(app=app, env=env, pin=read_pin(root, app))
    return made
