"""A new environment: a class for each app that is to run in it, and its lines in the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from constructs_lib.settings import ArgoCd, Flux
from plainsail.errors import ProjectError
from plainsail.manifests.environments import is_production
from plainsail.scaffold import templates
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.infrastructure import add_infrastructure
from plainsail.scaffold.names import class_of, module_of
from plainsail.scaffold.own_shapes import shapes
from plainsail.scaffold.parents import Origin, Parents
from plainsail.scaffold.preview import preview
from plainsail.scaffold.python_text import PythonText, UnknownForm
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.shapes import Shape
from plainsail.scaffold.shared import SHARED, MixIn, Shared
from plainsail.scaffold.templates import Promotion

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Place:
    """An app whose files are written."""

    name: str
    package: str
    """`envs.backend`."""
    origin: Origin
    """What its classes are, as far as it is known: their base, or the vocabulary of a new app."""
    shape: Shape | None
    """Its shape; None where its vocabulary is none of those that can be asked for."""
    parent: Origin | None = None
    """The class of `envs/shared.py` that the base of a new app derives from."""


def new_environment(
    root: Path,
    env: str,
    apps: Sequence[str],
    promotion: Promotion | None,
    *,
    of_all: MixIn | None = None,
    differences: Mapping[str, str] = NOTHING,
) -> Draft:
    """An environment of some apps, or of all that lack it. Raises `ProjectError`; nothing is written here.

    `of_all` is what all of its apps share, where that is new; `differences` are the lines of the class of an app.
    """
    registry, shared = Registration(root), Shared(root)
    known = known_promotions(root)
    chosen = apps or [app for app, envs in registry.apps.items() if env not in envs]
    if not chosen:
        why = f"every app has {env} already" if registry.apps else "there is no app yet; `plainsail new app` writes one"
        raise ProjectError(f"{why}; nothing was written")
    if there := next((app for app in chosen if env in registry.apps[app]), None):
        raise ProjectError(f"{there} has {env} already; nothing was written")
    if promotion and env in known:
        raise ProjectError(
            f"{env} is registered already, and so is what it follows; leave --follows and --approval out"
        )
    if promotion and (class_ := shared.mix_in(env)):
        raise ProjectError(f"{SHARED}:{class_.lineno}: class {class_.name} is there already; say what it follows there")
    packages = {app: registry.package_of(app) for app in chosen}
    for package in packages.values():
        _check_base(root, package)
    parents = Parents(root, [(f"{package}.base", "Base") for package in packages.values()])
    by_vocabulary = {shape.vocabulary: shape for shape in shapes(root).values()}
    draft = Draft()
    if promotion:
        shared.add(env, promotion, run_pods=parents.run_pods())
    if of_all and env not in known:
        shared.add_class(env, of_all)
    for app, package in packages.items():
        base = (f"{package}.base", "Base")
        place = Place(app, package, base, by_vocabulary.get(parents.vocabulary(base)))
        add_environment(
            draft,
            root,
            place,
            env,
            shared=shared,
            parents=parents,
            promotion=known.get(env),
            differences=differences.get(app, ""),
        )
        registry.add(app, package, [env])
    environments = finish(draft, root, registry, shared)
    if env not in known:
        draft.notes.append(_left_once(env, environments))
    return draft


def _left_once(env: str, environments: Sequence[Environment]) -> str:
    """What brings a new environment into the cluster, once its `dist/` is committed."""
    one = next(environment for environment in environments if environment.env_name == env)
    ref = one.filled(one.revision)
    shared = any(other.filled(other.revision) == ref for other in environments if other.env_name != env)
    make = "" if shared or one.previews else f"make its ref {ref} and "
    match one.delivery:
        case ArgoCd(project=project):
            apply = f"apply dist/argocd/{env}/Application.{one.filled(project)}.yaml"
        case Flux():
            apply = f"`kubectl apply -f dist/flux/{env}`"
        case None:
            apply = f"`kubectl apply -f dist/{env}/<app>`, app by app"
    return f"once dist/ is committed: {make}{apply}"


def add_environment(
    draft: Draft,
    root: Path,
    app: Place,
    env: str,
    *,
    shared: Shared,
    parents: Parents,
    promotion: Promotion | None,
    differences: str = "",
) -> None:
    """Adds the class of an app in an environment; where a mix-in stands for all apps, it says what is followed."""
    name = class_of(env)
    mix_in = name if name in shared.added else parents.nearest(name, app.origin)
    says = differences + (promotion.lines() if promotion and mix_in is None else "")
    about = "What one pull request needs." if differences else ""
    if is_production(env) and app.shape and app.shape.replicas and not _is_scaled(app, parents):
        says, about = f"{says}    replicas = {app.shape.replicas}\n", "A node that fails does not take all of its pods."
    draft.created[f"{app.package.replace('.', '/')}/{module_of(env)}.py"] = templates.environment(
        root, app.name, env, base_module=f"{app.package}.base", mix_in=mix_in, says=says, about=about
    )


def _is_scaled(app: Place, parents: Parents) -> bool:
    return any(parents.says(setting, app.origin, app.parent) for setting in ("hpa", "replicas"))


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


def finish(draft: Draft, root: Path, registry: Registration, shared: Shared) -> tuple[Environment, ...]:
    """Adds the registry, and what infrastructure needs of it; proves that the settings load, and returns them."""
    draft.changed |= shared.changed | {"envs/__init__.py": registry.text}
    environments = preview(root, draft.files)
    add_infrastructure(draft, root, environments)
    return environments


def _check_base(root: Path, package: str) -> None:
    """Raises `ProjectError` where there is nothing for the class to derive from."""
    path = f"{package.replace('.', '/')}/base.py"
    try:
        file = PythonText(path, (root / path).read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"{path}: cannot be read; a new environment derives from the class Base in it") from None
    if "Base" not in file.names():
        raise UnknownForm(f"{path}: has no class Base, which a new environment derives from; write the class by hand")
