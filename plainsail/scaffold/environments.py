"""A new environment: a class for each app that is to run in it, and its lines in the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError
from plainsail.scaffold import templates
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.infrastructure import add_infrastructure
from plainsail.scaffold.names import class_of, module_of
from plainsail.scaffold.preview import preview
from plainsail.scaffold.python_text import PythonText, UnknownForm
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.shared import SHARED, Shared
from plainsail.scaffold.templates import Promotion

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def new_environment(root: Path, env: str, apps: Sequence[str], promotion: Promotion | None) -> Draft:
    """An environment of some apps, or of all that lack it. Raises `ProjectError`; nothing is written here."""
    registry, shared = Registration(root), Shared(root)
    known = known_promotions(root)
    chosen = apps or [app for app, envs in registry.apps.items() if env not in envs]
    if not chosen:
        why = f"every app has {env} already" if registry.apps else "there is no app yet; `plainsail new app` writes one"
        raise ProjectError(f"{why}; nothing was written")
    for app in chosen:
        if env in registry.apps[app]:
            raise ProjectError(f"{app} has {env} already; nothing was written")
    if promotion and env in known:
        raise ProjectError(
            f"{env} is registered already, and so is what it follows; leave --follows and --approval out"
        )
    if promotion and (class_ := shared.mix_in(env)):
        raise ProjectError(f"{SHARED}:{class_.lineno}: class {class_.name} is there already; say what it follows there")
    draft = Draft()
    if promotion:
        shared.add(env, promotion)
    for app in chosen:
        package = registry.package_of(app)
        _check_base(root, package)
        add_environment(draft, root, app, env, package=package, shared=shared, promotion=known.get(env))
        registry.add(app, package, [env])
    finish(draft, root, registry, shared)
    return draft


def add_environment(
    draft: Draft,
    root: Path,
    app: str,
    env: str,
    *,
    package: str,
    shared: Shared,
    promotion: Promotion | None,
    says: str = "",
) -> None:
    """Adds the class of an app in an environment; where a mix-in stands for all apps, it says what is followed."""
    mix_in = class_of(env) if shared.mix_in(env) is not None else None
    follows = promotion.lines() if promotion and mix_in is None else ""
    draft.created[f"{package.replace('.', '/')}/{module_of(env)}.py"] = templates.environment(
        root, app, env, base_module=f"{package}.base", mix_in=mix_in, says=follows + says
    )


def registered(root: Path) -> tuple[Environment, ...]:
    """What is registered so far, which may be nothing. Raises `ProjectError`."""
    return preview(root, {}) if Registration(root).apps else ()


def known_promotions(root: Path) -> Mapping[str, Promotion | None]:
    """The environments that are registered, each with what its apps share; None where that is nothing."""
    known: dict[str, Promotion | None] = {}
    for environment in registered(root):
        follows, approval = environment.follows, environment.approval
        known[environment.env_name] = Promotion(follows=follows, approval=approval) if follows or approval else None
    return known


def finish(draft: Draft, root: Path, registry: Registration, shared: Shared) -> None:
    """Adds the registry, and what infrastructure needs of it; proves that the settings load."""
    draft.changed |= shared.changed | {"envs/__init__.py": registry.text}
    add_infrastructure(draft, root, preview(root, draft.files))


def _check_base(root: Path, package: str) -> None:
    """Raises `ProjectError` where there is nothing for the class to derive from."""
    path = f"{package.replace('.', '/')}/base.py"
    try:
        file = PythonText(path, (root / path).read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"{path}: cannot be read; a new environment derives from the class Base in it") from None
    if "Base" not in file.names():
        raise UnknownForm(f"{path}: has no class Base, which a new environment derives from; write the class by hand")
