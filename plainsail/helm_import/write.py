"""Writes imported apps: each drafted and proven by itself, and all that can be written at once, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from plainsail.errors import ProjectError
from plainsail.helm_import.classes import Classes, Parents, Place
from plainsail.helm_import.proof import prove
from plainsail.helm_import.sources import Source, Target
from plainsail.helm_import.vendor import FOLDER, copied
from plainsail.project.root import REGISTRY
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.environments import finish, known_promotions
from plainsail.scaffold.names import class_of, module_of
from plainsail.scaffold.parents import Origin
from plainsail.scaffold.parents import Parents as KnownParents
from plainsail.scaffold.preview import preview
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.shapes import SETTINGS
from plainsail.scaffold.shared import Shared
from plainsail.scaffold.wishes import checked_environment, checked_name
from plainsail.terminal import listing

if TYPE_CHECKING:
    from constructs_lib.settings import Environment, HelmRelease

VOCABULARY = (SETTINGS, "HelmRelease")
"""What imported apps are."""


class Modules(Protocol):
    """What writes the modules of an app."""

    def package(self) -> str:
        """`envs/<app>/__init__.py`."""
        ...

    def base(self) -> str:
        """`envs/<app>/base.py`."""
        ...

    def environment(self, source: Source, place: Place) -> str:
        """`envs/<app>/<env>.py`."""
        ...


class NotEqual(ProjectError):
    """The new classes do not render what Helm makes of the files, or Helm makes nothing of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        """One for each environment."""


@dataclass(frozen=True)
class Drafted:
    """An app that is proven, and not written yet."""

    target: Target
    package: str
    files: Mapping[str, str]
    new: Sequence[str]
    """Environments that the registry lacks."""
    chart: str
    """Where its chart lies in the project."""
    passed_too: Sequence[str]
    """Environments that render something else where the chart's values.yaml is passed with -f, too."""
    copied_to: str | None
    """Where its chart is copied to, in the project; None where it lies in it."""

    @property
    def envs(self) -> Sequence[str]:
        """Its environments."""
        return [source.env for source in self.target.sources]

    def text(self, env: str) -> str:
        """The module of an environment."""
        return self.files[f"{self.package.replace('.', '/')}/{module_of(env)}.py"]


@dataclass
class Import:
    """The apps that are imported at once."""

    root: Path
    force: bool = False
    drafted: list[Drafted] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Raises `ProjectError` where the project's registry, or its `envs/shared.py`, is in no known form."""
        self._registry, self._shared = Registration(self.root), Shared(self.root)
        self._parents = parents_of(self.root, VOCABULARY)

    def add(self, target: Target) -> None:
        """Drafts an app, and proves it. Raises `ProjectError`, a line for each environment that is not equal."""
        package = self._checked_package(target)
        chart, copied_to = self._chart(target)
        classes = Classes(self.root, target, chart=chart, package=package, parents=self._parents)
        files, environments = self._drafted(target, package, classes)
        proof = prove(self.root, target, cast("Mapping[str, HelmRelease]", environments))
        if proof.failures:
            raise NotEqual(proof.failures)
        self.drafted.append(Drafted(target, package, files, self._new(target), chart, proof.passed_too, copied_to))

    def write(self) -> list[str]:
        """Writes what was added; returns what was done, a line each. Raises `ProjectError`: nothing differs then."""
        draft = Draft()
        for app in self.drafted:
            for path, text in app.files.items():
                if self.force:
                    draft.put(self.root, path, text)
                else:
                    draft.created[path] = text
            if app.new:
                self._registry.add(app.target.app, app.package, app.new)
        finish(draft, self.root, self._registry, self._shared)
        copies = {app.copied_to: app.target.chart for app in self.drafted if app.copied_to}
        with copied(self.root, copies) as done:
            return [*done, *draft.told(draft.write(self.root))]

    def told(self) -> list[str]:
        """What is left to people, a line each."""
        lines = []
        for app in self.drafted:
            if app.passed_too:
                told = f"passed with -f, too, {app.chart}/values.yaml changes {listing(app.passed_too)}"
                lines.append(f"note     {app.target.app}: {told}; if you pass it, say the files with --env")
        unknown = {env for app in self.drafted for env in app.envs if "follows = None  #" in app.text(env)}
        lines += [f"next     {env}: say which environment must have run a commit before (follows)" for env in unknown]
        lines.append("next     plainsail synth")
        for app in self.drafted[:1]:
            lines.append(f"next     plainsail helm compare {app.chart} {app.target.sources[0].env}/{app.target.app}")
        return lines

    def _checked_package(self, target: Target) -> str:
        """The package of an app that may be written. Raises `ProjectError`."""
        checked_name("app", target.app)
        for source in target.sources:
            checked_environment(self.root, source.env)
        package = self._package(target)
        self._refuse_what_is_there(target.app, package.replace(".", "/"))
        return package

    def _drafted(
        self, target: Target, package: str, classes: Modules
    ) -> tuple[dict[str, str], Mapping[str, Environment]]:
        """The modules of an app, and what they load as."""
        folder = package.replace(".", "/")
        files = {f"{folder}/__init__.py": classes.package(), f"{folder}/base.py": classes.base()}
        places: dict[str, Place] = {}
        for _ in range(2):  # where an environment lives is known once its classes are
            for source in target.sources:
                path = f"{folder}/{module_of(source.env)}.py"
                files[path] = classes.environment(source, places.get(source.env, Place()))
            environments = self._preview(target, package, files)
            places = {source.env: _place(source, environments[source.env]) for source in target.sources}
            if not any(place.lines() for place in places.values()):
                break
        return files, environments

    def _new(self, target: Target) -> Sequence[str]:
        """The environments that the registry lacks."""
        known = self._registry.apps.get(target.app, {})
        return [source.env for source in target.sources if source.env not in known]

    def _package(self, target: Target) -> str:
        known = self._registry.apps
        if target.app in known:
            return self._registry.package_of(target.app)
        return self._registry.package_for(target.app)

    def _refuse_what_is_there(self, app: str, folder: str) -> None:
        if any(app == other.target.app for other in self.drafted):
            raise ProjectError(f"another chart is imported as {app} already; name them with --app, one at a time")
        if self.force:
            return
        if app in self._registry.apps:
            raise ProjectError(f"{app} is registered already; --force writes its settings anew")
        if any(path.name != "__pycache__" for path in (self.root / folder).glob("*")):
            raise ProjectError(f"{folder}: exists already; --force writes it anew")

    def _chart(self, target: Target) -> tuple[str, str | None]:
        """Where the chart lies in the project, and where it is copied to for that, if it must be."""
        chart = target.chart.resolve()
        if chart.is_relative_to(self.root):
            return chart.relative_to(self.root).as_posix(), None
        path = f"{FOLDER}/{target.app}"
        if (self.root / path).exists() and not self.force:
            raise ProjectError(f"{path}: exists already, where the chart is copied to; --force replaces it")
        return path, path

    def _preview(self, target: Target, package: str, files: Mapping[str, str]) -> Mapping[str, Environment]:
        """The new classes, loaded with no other app's."""
        loaded = preview(self.root, {**files, REGISTRY: _registry_of(target, package)})
        return {environment.env_name: environment for environment in loaded}


def parents_of(root: Path, vocabulary: Origin) -> Parents:
    """What classes of a vocabulary derive from. Raises `ProjectError` where `envs/shared.py` has nothing for it."""
    known = KnownParents(root, [vocabulary])
    shared = known.nearest("Shared", vocabulary)
    if shared is None:
        raise ProjectError(
            f"envs/shared.py: Shared says settings that {vocabulary[1]} has not; let it derive from a class that says "
            "only what all apps have, class Everywhere(Environment), and that class is taken; nothing was written"
        )
    return Parents(shared, lambda env: known.nearest(class_of(env), vocabulary), known_promotions(root))


def _registry_of(target: Target, package: str) -> str:
    """A registry of one app."""
    modules = {source.env: f"{package}.{module_of(source.env)}" for source in target.sources}
    imported = "".join(f"import {module}\n" for module in modules.values())
    entries = ", ".join(f"{env!r}: {module}.{class_of(env)}" for env, module in modules.items())
    return f"{imported}ENVIRONMENTS = {{{target.app!r}: {{{entries}}}}}\n"


def _place(source: Source, environment: Environment) -> Place:
    """What the environment must say of where it lives, beside what the project says."""
    here = environment.filled(environment.namespace.name)
    moved = source.namespace is not None and source.namespace != here
    elsewhere = source.cluster is not None and source.cluster != environment.cluster
    return Place(source.namespace if moved else None, source.creates_namespace, source.cluster if elsewhere else None)
