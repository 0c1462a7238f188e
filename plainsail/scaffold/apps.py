"""A new app: a package of settings, and its lines in the registry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.scaffold import templates
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.environments import Place, add_environment, finish, known_promotions
from plainsail.scaffold.parents import SHARED, Origin, Parents
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.shared import Shared


def new_app(root: Path, app: templates.App, envs: Sequence[str]) -> Draft:
    """An app in some environments. Raises `ProjectError`; nothing is written here."""
    registry, shared = Registration(root), Shared(root)
    package = registry.package_for(app.name)
    folder = package.replace(".", "/")
    if app.name in registry.apps:
        raise ProjectError(f"{app.name} is registered already; `plainsail new env ENV --app {app.name}` adds to it")
    # What Python leaves behind of modules that are gone is nobody's.
    if (root / folder).is_file() or any(path.name != "__pycache__" for path in (root / folder).glob("*")):
        raise ProjectError(f"{folder}: exists already, and is not written over; nothing was written")
    shape = app.shape
    vocabulary = (shape.module, shape.vocabulary)
    parents = Parents(root, [vocabulary])
    parent = _parent(parents, vocabulary)
    place = Place(app.name, package, vocabulary, shape, (SHARED, parent))
    budget = bool(shape.replicas) and not parents.says("pod_disruption_budget", place.parent)
    draft = Draft(
        {
            f"{folder}/__init__.py": templates.package(app),
            f"{folder}/base.py": templates.base(root, app, parent=parent, budget=budget),
        }
    )
    if not registry.apps:
        # The first environments there are: each runs what the one before it ran.
        for before, env in pairwise(envs):
            if shared.mix_in(env) is None:
                shared.add(env, templates.Promotion(follows=before, approval=None), run_pods=shape.runs_image)
    promotions = known_promotions(root)
    for env in envs:
        add_environment(draft, root, place, env, shared=shared, parents=parents, promotion=promotions.get(env))
    registry.add(app.name, package, envs)
    finish(draft, root, registry, shared)
    draft.notes += _left_to_people(root, app, folder)
    return draft


def _parent(parents: Parents, vocabulary: Origin) -> str:
    parent = parents.nearest("Shared", vocabulary)
    if parent is None:
        raise ProjectError(
            f"envs/shared.py: Shared says settings that {vocabulary[1]} has not; let it derive from a class that says "
            "only what all apps have, class Everywhere(Environment), and that class is taken; nothing was written"
        )
    return parent


def _left_to_people(root: Path, app: templates.App, folder: str) -> list[str]:
    built = app.dockerfile
    known = {name for name in ("user", "port") if built and getattr(built, name)}
    says = [guess for guess in (*app.shape.guesses, *app.shape.required) if guess not in known]
    notes = [f"{folder}/base.py: say its {templates.joined(says)}"] if says else []
    if app.source and not (root / app.source).exists():
        notes.append(f"put its {app.shape.brings} into {app.source}: without it, nothing can be rendered")
    if app.needs_pin:
        build = "the pipeline's first build" if built else "a build"
        notes.append(f"until {build} is pinned (`plainsail image pin {app.name}`), it is not rendered")
    return notes
