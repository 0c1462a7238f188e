"""Which environments and apps a command is asked for: `ENV`, `ENV/APP`, or `--env` and `--app`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from plainsail.errors import ProjectError
from plainsail.manifests.deliveries import DELIVERIES

if TYPE_CHECKING:
    from plainsail.project.project import Project


class Target(NamedTuple):
    """An environment, or one app in it."""

    environment: str
    app: str | None = None

    def holds(self, environment: str | None, app: str | None) -> bool:
        """Whether this app in this environment is meant."""
        return environment == self.environment and self.app in (None, app)

    @property
    def folders(self) -> list[str]:
        """Its folders below `dist/`."""
        env = self.environment
        return [f"{env}/{self.app}"] if self.app else [env, *(f"{folder}/{env}" for folder in DELIVERIES)]


class Scope(tuple[Target, ...]):
    """All that a command is asked for; without a target, everything."""

    __slots__ = ()

    def holds(self, environment: str, app: str | None = None) -> bool:
        """Whether this app, or without one all of the environment, is meant."""
        return not self or any(target.holds(environment, app) for target in self)

    @property
    def folders(self) -> list[str] | None:
        """The folders below `dist/` that hold it; None for all of `dist/`."""
        return [folder for target in self for folder in target.folders] or None


def parse_targets(project: Project, texts: Sequence[str]) -> Scope:
    """The targets of these names. Raises `ProjectError` for one that is not there."""
    return parse_labels({f"{env}/{app}" for app, env in project.names}, texts)


def parse_labels(labels: Collection[str], texts: Sequence[str]) -> Scope:
    """As `parse_targets`, of apps in environments (`staging/backend`) that may be registered no more."""
    known = sorted({*labels, *(name.partition("/")[0] for name in labels)})
    for text in texts:
        if text not in known:
            from constructs_lib.kubernetes.nearest import did_you_mean_or_all

            raise ProjectError(
                f"{text}: there is no such environment, nor app in one{did_you_mean_or_all(text, known)}"
            )
    return Scope(Target(env, app or None) for env, _, app in (text.partition("/") for text in texts))


def parse_options(project: Project, apps: Collection[str], envs: Collection[str]) -> Scope:
    """What `--app` and `--env` ask for. Raises `ProjectError` for what is not there."""
    if not apps and not envs:
        return Scope()
    for option, names, known in (
        ("--app", apps, {app for app, _ in project.names}),
        ("--env", envs, {env for _, env in project.names}),
    ):
        for name in names:
            if name not in known:
                from constructs_lib.kubernetes.nearest import did_you_mean_or_all

                why = f"there is no such name in envs/__init__.py{did_you_mean_or_all(name, known)}"
                raise ProjectError(f"{option} {name}: {why}")
    if not apps:
        return Scope(Target(env) for env in sorted(set(envs)))
    scope = Scope(Target(env, app) for app, env in project.names if app in apps and (not envs or env in envs))
    if not scope:
        raise ProjectError(
            f"--app {', '.join(apps)} has no environment {', '.join(envs)}; `plainsail list` shows what there is"
        )
    return scope
