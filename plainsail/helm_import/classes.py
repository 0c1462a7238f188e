"""The modules of an imported app: what every environment passes in `base.py`, and a class for each environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from constructs_lib.settings.text import fill
from plainsail.helm.values import merged
from plainsail.helm_import.linters import quiet
from plainsail.helm_import.python import Writer, literal
from plainsail.helm_import.sources import Layer, Source, Target, notes_of
from plainsail.manifests.environments import is_production
from plainsail.scaffold.layout import head, imports, width_of
from plainsail.scaffold.names import class_of
from plainsail.scaffold.shapes import SETTINGS
from plainsail.scaffold.templates import Promotion

_TEMPLATES = ("{app}", "{app}-{env}", "{env}-{app}")


@dataclass(frozen=True)
class Parents:
    """What the classes derive from, beside the vocabulary and the base."""

    shared: str
    """The class of `envs/shared.py` that the base derives from."""
    mix_in: Callable[[str], str | None]
    """The class of `envs/shared.py` that an environment derives from, if there is one."""
    promotions: Mapping[str, Promotion | None] = field(default_factory=dict)
    """What the environments that are registered follow."""

    def follows(self, env: str) -> str:
        """What the class of an environment says of that, where no class of `envs/shared.py` does."""
        if self.mix_in(env) is not None:
            return ""
        if env in self.promotions:
            promotion = self.promotions[env]
            return promotion.lines() if promotion else ""
        # That each push moves production is for people to say.
        return "    follows = None  # each push to main moves it\n" if is_production(env) else ""


@dataclass(frozen=True)
class Place:
    """What an environment says of where it lives, where that differs from what the project says."""

    namespace: str | None = None
    create: bool = False
    cluster: str | None = None

    def lines(self) -> list[str]:
        """The settings, as a class says them."""
        made = []
        if self.namespace is not None:
            create = "" if self.create else ", create=False"
            made.append(f"    namespace = Namespace({literal(self.namespace)}{create})")
        if self.cluster is not None:
            made.append(f"    cluster = {literal(self.cluster)}")
        return made


class Classes:
    """Writes the modules of one app."""

    def __init__(self, root: Path, target: Target, *, chart: str, package: str, parents: Parents) -> None:
        """`chart` is where the chart lies in the project, `package` is `envs.backend`."""
        self._root, self._target, self._chart, self._package, self._parents = root, target, chart, package, parents
        self._width = width_of(root)
        self._release_name = self._common_release_name()

    def package(self) -> str:
        """`envs/<app>/__init__.py`."""
        return f'"""The app {self._target.app}: a Helm chart, and what each environment passes to it."""\n'

    def base(self) -> str:
        """`envs/<app>/base.py`."""
        target, shared = self._target, self._target.shared
        lines = [f"    chart = {literal(self._chart)}"]
        if self._release_name not in (None, "{app}"):
            lines.append(f"    release_name = {literal(self._release_name)}")
        if shared:
            lines += ["", *self._values(shared, None)]
        return quiet(
            self._root,
            f'''"""What the app {target.app} is in every environment."""

{imports(self._root, f"from {SETTINGS} import HelmRelease", f"from envs.shared import {self._parents.shared}")}


{head(self._root, "class Base", f"{self._parents.shared}, HelmRelease", ":")}
    """The app {target.app}, as every environment runs it."""

{_joined(lines)}''',
        )

    def environment(self, source: Source, place: Place) -> str:
        """`envs/<app>/<env>.py`: what its files say, and no more."""
        own = source.layers[len(self._target.shared) :]
        lines = [*self._parents.follows(source.env).splitlines(), *place.lines()]
        if source.release_name is not None and self._release_name is None:
            lines.append(f"    release_name = {literal(source.release_name)}")
        call = "merge"
        if own:
            if merged([*(layer.values for layer in self._target.shared), merged(layer.values for layer in own)]) != (
                source.values
            ):
                own, call = source.layers, ""
            lines += [*([""] if lines else []), *self._values(own, call or None)]
        text = _joined(lines)
        names = ["Namespace"] * (place.namespace is not None) + ["merge"] * ("    values = merge(" in text)
        return module_of_environment(
            self._root,
            f"The app {self._target.app} in {source.env}.",
            name=class_of(source.env),
            mix_in=self._parents.mix_in(source.env),
            package=self._package,
            vocabulary=[f"from {SETTINGS} import {', '.join(names)}"] if names else [],
            about=f"What {source.env} passes to the chart." if own else "Nothing else differs.",
            body=text,
        )

    def _common_release_name(self) -> str | None:
        """The template that gives every environment the name that its release has; None where there is none."""
        app = self._target.app
        wanted = {source.env: source.release_name or app for source in self._target.sources}
        names = [*_TEMPLATES, *set(wanted.values())]
        return next(
            (name for name in names if all(fill(name, app=app, env=env) == is_ for env, is_ in wanted.items())), None
        )

    def _values(self, layers: Sequence[Layer], call: str | None) -> list[str]:
        told = [f"    # {layer.where}" for layer in layers]
        values = merged(layer.values for layer in layers)
        writer = Writer(notes_of(layers), self._width)
        return [*told, *writer.above(), *(writer.assigned("values", values, call=call) if values or not call else ())]


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def module_of_environment(
    root: Path,
    title: str,
    *,
    name: str,
    mix_in: str | None,
    package: str,
    vocabulary: Sequence[str],
    about: str,
    body: str,
) -> str:
    """`envs/<app>/<env>.py`, whatever its class says: `vocabulary` are further imports, `body` its settings."""
    statements = ["from envs import shared"] * (mix_in is not None) + [f"from {package}.base import Base", *vocabulary]
    parents = f"shared.{mix_in}, Base" if mix_in else "Base"
    settings = f"\n{body}" if body else ""
    return quiet(
        root,
        f'''"""{title}"""

{imports(root, *statements)}


{head(root, f"class {name}", parents, ":")}
    """{about}"""
{settings}''',
    )
