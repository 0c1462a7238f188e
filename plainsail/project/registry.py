"""The registry of environments, checked as a whole: what no class of settings can know by itself."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

from constructs_lib.settings import Environment, Pin
from constructs_lib.settings.errors import shorten
from constructs_lib.settings.plainly import Refusal, taken
from constructs_lib.settings.text import DnsLabel
from plainsail.errors import NoProject, ProjectError
from plainsail.manifests.deliveries import ARGOCD, DELIVERIES, FLUX
from plainsail.project.pins import read_pin
from plainsail.project.root import REGISTRY
from plainsail.project.rules import check_together
from plainsail.provenance.origins import line_of_entry


def load(root: Path, *, pin_of: Callable[[Path, str], Pin | None] = read_pin) -> tuple[Environment, ...]:
    """Every registered environment of every app, by app and environment. Raises `SettingsError`, `ProjectError`."""
    if not (root / REGISTRY).is_file():  # and so that no other project's are read
        raise no_registry(root)
    registered = getattr(importlib.import_module("envs"), "ENVIRONMENTS", None)
    if not isinstance(registered, Mapping) or not registered:
        wrong = "is no mapping" if registered else "is missing or empty"
        raise _mistake((), f'ENVIRONMENTS {wrong}; write ENVIRONMENTS = {{"app": {{"env": Class}}}}')
    environments = []
    for app in sorted(registered, key=str):
        classes = registered[app]
        _check_name("app", app, (app,))
        if not isinstance(classes, Mapping) or not classes:
            raise _mistake((app,), f'{app} has no environments; write "{app}": {{"staging": Class}}, or take it out')
        pin = pin_of(root, app)
        for env in sorted(classes, key=str):
            _check_name("environment", env, (app, env))
            if env in DELIVERIES:
                message = f"{env!r} is a reserved name: dist/{env}/ is {DELIVERIES[env]}'s own; rename it"
                raise _mistake((app, env), message)
            kind = classes[env]
            if not isinstance(kind, type) or not issubclass(kind, Environment):
                raise _mistake((app, env), _no_class(kind))
            environments.append(kind(app=app, env=env, pin=pin))
    check_together(environments)
    return tuple(environments)


def delivery_folder(environment: Environment) -> str:
    """The folder of `dist/` that tells what brings the environment: empty where nothing does."""
    return f"{FLUX if environment.tool == 'Flux' else ARGOCD}/{environment.env_name}"


def no_registry(root: Path) -> NoProject:
    """What is wrong where a folder is no project of ours, or not yet: other tools of cdk8s write the same file."""
    return NoProject(f"{root} holds cdk8s.yaml, but no {REGISTRY}, which registers what there is")


def _check_name(what: str, name: object, path: tuple[str, ...]) -> None:
    try:
        taken(DnsLabel, name)
    except Refusal as refusal:
        reason = refusal.reason("is not text; put it in quotes")
        raise _mistake(path, f"the {what} {name!r} {reason}") from None


def _no_class(value: object) -> str:
    if isinstance(value, ModuleType):
        own = [name for name, kind in vars(value).items() if getattr(kind, "__module__", None) == value.__name__]
        short = value.__name__.rpartition(".")[2]
        return f"{value.__name__} is a module; name the class in it: {short}.{own[-1] if own else 'Class'}"
    return f"{shorten(value)} is no class of settings; name a class that is an Environment"


def _mistake(path: tuple[str, ...], message: str) -> ProjectError:
    return ProjectError(f"{REGISTRY}:{line_of_entry('envs', 'ENVIRONMENTS', path)}: {message}")
