"""A new app: a package of settings, and its lines in the registry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.scaffold import templates
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.environments import add_environment, finish, known_promotions
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.shared import Shared


def new_app(root: Path, app: templates.App, envs: Sequence[str]) -> Draft:
    """An app in some environments. Raises `ProjectError`; nothing is written here."""
    registry, shared = Registration(root), Shared(root)
    package = registry.package_for(app.name)
    folder = package.replace(".", "/")
    if app.name in registry.apps:
        raise ProjectError(f"{app.name} is registered already; `plainsail new env ENV --app {app.name}` adds to it")
    if (root / folder).exists():
        raise ProjectError(f"{folder}: exists already, and is not written over; nothing was written")
    draft = Draft({f"{folder}/__init__.py": templates.package(app), f"{folder}/base.py": templates.base(root, app)})
    promotions = known_promotions(root)
    for env in envs:
        add_environment(draft, root, app.name, env, package=package, shared=shared, promotion=promotions.get(env))
    registry.add(app.name, package, envs)
    finish(draft, root, registry, shared)
    built = "the pipeline's first build" if app.dockerfile else "a build"
    draft.notes += [
        f"{folder}/base.py: say its user, resources{' and probes' if app.shape == 'web-service' else ' and command'}",
        f"until {built} is pinned (`plainsail image pin {app.name}`), it is not rendered",
    ]
    return draft
