"""What environments are called in Argo CD, or in Flux: their objects meet in its namespace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constructs_lib.settings import ArgoCd, Environment, Flux

_Place = tuple[object, ...]


@dataclass(frozen=True)
class _Told:
    """What an environment's own objects are called, and where."""

    place: _Place
    """The tool, the cluster that it runs in as far as that is said, and its namespace there."""
    setting: str
    template: str
    shared: str
    """The kind of what all apps of the environment share."""
    own: str
    """The kind of what each app has."""
    tool: str


def told(environment: Environment) -> _Told | None:
    """None where nothing is told: somebody applies it."""
    match environment.delivery:
        case ArgoCd() as argocd:
            place: _Place = ("ArgoCd", argocd.cluster, argocd.namespace)
            return _Told(place, "project", argocd.project, "AppProject", "Application", "Argo CD")
        case Flux() as flux:
            place = ("Flux", None if flux.kube_config else environment.home, flux.namespace)
            return _Told(place, "name", flux.name, "GitRepository", "Kustomization", "Flux")
        case None:
            return None


def clashes(environments: Sequence[Environment]) -> Iterator[tuple[Environment, Environment | None, str, str]]:
    """An environment, the other that it clashes with, the setting (empty for a name of the registry), and why."""
    shared: dict[tuple[_Place, str], Environment] = {}
    each: dict[tuple[_Place, str], Environment] = {}
    by_tool = [(environment, its) for environment in environments if (its := told(environment))]
    for environment, its in by_tool:
        name = environment.filled(its.template)
        first = shared.setdefault((its.place, name), environment)
        if first.env_name != environment.env_name:
            example = f"{its.setting}='my-project-{{env}}'"
            message = f"have the same {its.shared} {name}; say {{env}} in its name: {example}"
            yield environment, first, "delivery", message
        elif "{app}" in its.template:
            message = f"{its.setting}={its.template!r} differs by app; all apps of an environment share one"
            yield environment, None, "delivery", message
    for environment, its in by_tool:
        name = f"{environment.app_name}-{environment.env_name}"
        first = each.setdefault((its.place, name), environment)
        if first is not environment:
            message = f"are both the {its.own} {name} in {its.tool}; rename one in envs/__init__.py"
            yield environment, first, "", message
        if (its.place, name) in shared:
            message = f"and the root are both the {its.own} {name} in {its.tool}; rename the {_word(its)}"
            yield environment, environment, "delivery", message


def _word(its: _Told) -> str:
    return "project" if its.setting == "project" else "repository"
