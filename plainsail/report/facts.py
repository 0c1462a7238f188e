"""What the page is made of, gathered once: settings, objects of `dist/`, findings, needs of secrets, the commit.

No clock is among it but the commit's, so that the same commit makes the same page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from plainsail.errors import ProjectError
from plainsail.findings.report import Report, Result
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.project.commits import Commit, commit_at
from plainsail.project.project import Project
from plainsail.project.promotion import stages
from plainsail.report.provisos import provisos
from plainsail.secrets.needs import Needs, needs

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Facts:
    """A project, as every panel sees it."""

    project: Project
    manifests: Manifests
    """The objects of `dist/`."""
    report: Report
    """What the checks find in them."""
    against: str | None = None
    """The Git ref or folder that the settings are compared with; None where nobody asked for a comparison."""
    pages: str | None = None
    """The folder of the pages of the apps, as links name it; None where all stands on one page."""

    def link(self, app: str) -> str:
        """Where an app is shown."""
        return f"#app-{app}" if self.pages is None else f"{quote(self.pages)}/{quote(app)}.html"

    @property
    def environments(self) -> Sequence[Environment]:
        """Every app in every environment: by app, and of one app in the order of promotion."""
        order = {name: number for number, name in enumerate(self.order)}
        known = self.project.environments
        return sorted(known, key=lambda env: (env.app_name, order[env.env_name]))

    @cached_property
    def order(self) -> Sequence[str]:
        """The names of the environments in the order of promotion, previews last."""
        known = self.project.environments
        ordered = [stage.environment for stage in stages(known)]
        return [*ordered, *sorted({env.env_name for env in known} - set(ordered))]

    @cached_property
    def apps(self) -> Mapping[str, Sequence[Environment]]:
        """Every app, with its environments."""
        by_app: dict[str, list[Environment]] = defaultdict(list)
        for environment in self.environments:
            by_app[environment.app_name].append(environment)
        return by_app

    def is_alone(self, environment: Environment) -> bool:
        """Whether no other app of the environment lives in the app's namespace, and could have what it names."""
        return self._living[_home(environment)] == 1

    @cached_property
    def _living(self) -> Counter[tuple[str, str]]:
        return Counter(map(_home, self.project.environments))

    def objects(self, environment: Environment) -> Sequence[Resource]:
        """The objects of one app in one environment, without those that Argo CD is told; by kind and name."""
        return self._objects.get((environment.app_name, environment.env_name), ())

    @cached_property
    def _objects(self) -> Mapping[tuple[str | None, str | None], Sequence[Resource]]:
        found: dict[tuple[str | None, str | None], list[Resource]] = defaultdict(list)
        for resource in (*self.manifests.resources, *self.manifests.unsound):
            found[resource.app, resource.environment].append(resource)
        return {place: sorted(them, key=lambda r: (r.kind, r.name)) for place, them in found.items()}

    def findings(self, environment: Environment) -> Sequence[Result]:
        """What the checks find in one app in one environment, the gravest first."""
        return self._findings.get((environment.app_name, environment.env_name), ())

    @cached_property
    def _findings(self) -> Mapping[tuple[str | None, str], Sequence[Result]]:
        found: dict[tuple[str | None, str], list[Result]] = defaultdict(list)
        for result in self.report.results:
            for environment in result.environments:
                found[result.where.app, environment].append(result)
        return found

    @cached_property
    def needs(self) -> Needs | str:
        """What the ExternalSecrets need; why nobody can say it, where `dist/` is not what the settings say."""
        try:
            return needs(self.project, manifests=self.manifests)
        except ProjectError as error:
            return str(error)

    @property
    def name(self) -> str:
        """What the project is called: as its apps say that they are part of, where they agree; else its folder."""
        names = {environment.part_of for environment in self.project.environments}
        return (names.pop() if len(names) == 1 else None) or self.project.root.name

    @cached_property
    def commit(self) -> Commit | None:
        """The commit that the project stands at; None where there is none."""
        return commit_at(self.project.root)

    @cached_property
    def provisos(self) -> Sequence[str]:
        """What to know before reading, in sentences."""
        return tuple(provisos(self.project))

    @property
    def now(self) -> datetime | None:
        """The instant of the commit, which is the only one that the page knows."""
        return self.commit.instant if self.commit else None


def _home(environment: Environment) -> tuple[str, str]:
    return environment.env_name, environment.filled(environment.namespace.name)


def gather(project: Project, against: str | None = None) -> Facts:
    """The facts of a project. Raises `ProjectError` where `dist/` is not there, and what settings raise."""
    from plainsail.attribution.locate import Locator
    from plainsail.checks import RULES
    from plainsail.digests import Disk
    from plainsail.findings.own_rules import with_own
    from plainsail.findings.runner import judged
    from plainsail.findings.settings_facts import SettingsFacts

    rules, settings = with_own(RULES, project.root), SettingsFacts(project, Disk(project.root))
    manifests, report = judged(project, settings, rules, Locator, ignore_missing_schemas=False)
    settings.keep()
    return Facts(project, manifests, report, against)
