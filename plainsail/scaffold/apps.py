"""A new app: a package of settings, and its lines in the registry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.manifests.environments import is_production
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
        says = app.shape.production if is_production(env) else ""
        add_environment(
            draft, root, app.name, env, package=package, shared=shared, promotion=promotions.get(env), says=says
        )
    registry.add(app.name, package, envs)
    finish(draft, root, registry, shared)
    draft.notes += _left_to_people(app, folder)
    return draft


def _left_to_people(app: templates.App, folder: str) -> list[str]:
    guesses = ["user", "resources"] * app.shape.runs_image + [app.shape.edit] * bool(app.shape.edit)
    notes = [f"{folder}/base.py: say its {templates.joined(guesses)}"] if guesses else []
    if app.needs_pin:
        built = "the pipeline's first build" if app.dockerfile else "a build"
        notes.append(f"until {built} is pinned (`plainsail image pin {app.name}`), it is not rendered")
    return notes
