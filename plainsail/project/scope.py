"""`ENV` or `ENV/APP`, as commands take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constructs_lib.nearest import did_you_mean_or_all
from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.rules import label


@dataclass(frozen=True)
class Target:
    """An environment, or one app in it."""

    environment: str
    app: str | None = None

    def holds(self, environment: str | None, app: str | None) -> bool:
        """Whether this app in this environment is meant."""
        return environment == self.environment and self.app in (None, app)


def parse_targets(project: Project, texts: Sequence[str]) -> list[Target]:
    """The targets of these names. Raises `ProjectError` for one that is not there."""
    return [_target(project, text) for text in texts]


def _target(project: Project, text: str) -> Target:
    apps = [label(environment) for environment in project.environments]
    known = sorted({*apps, *(environment.env_name for environment in project.environments)})
    if text not in known:
        raise ProjectError(f"{text}: there is no such environment, nor app in one{did_you_mean_or_all(text, known)}")
    environment, slash, app = text.partition("/")
    return Target(environment, app if slash else None)
