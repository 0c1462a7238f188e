"""Imports a chart as settings of a web app: read, drafted, rendered, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from constructs_lib.settings.changes import Change
from plainsail.errors import ProjectError
from plainsail.helm.release import Made, Release, render
from plainsail.helm_import import write
from plainsail.helm_import.classes import Classes as ReleaseClasses
from plainsail.helm_import.native.classes import Classes
from plainsail.helm_import.native.judge import Judge
from plainsail.helm_import.native.keys import keys
from plainsail.helm_import.native.reading import Reading, read
from plainsail.helm_import.native.report import Report
from plainsail.helm_import.proof import of_files
from plainsail.helm_import.sources import Layer, Reader, Target
from plainsail.scaffold.parents import SHARED
from plainsail.scaffold.shapes import SETTINGS

if TYPE_CHECKING:
    from constructs_lib.settings import Environment, HelmRelease

_VOCABULARY = (SETTINGS, "WebService")


@dataclass
class Import(write.Import):
    """The apps that become settings."""

    reports: list[Report] = field(default_factory=list)

    def add(self, target: Target) -> None:
        """Drafts an app, and judges it. Raises `ProjectError` where the chart is none of a web app."""
        package = self._checked_package(target)
        releases = self._releases(target, package)
        made = _made(self.root, releases)
        readings = {env: read(each.documents, target.app) for env, each in made.items()}
        files, environments = self._drafted(target, package, self._classes(target, package, readings))
        report = self._judged(target, releases, made, readings, environments)
        classes = self._classes(target, package, readings, report.remarks())
        files[f"{package.replace('.', '/')}/base.py"] = classes.base()
        self.reports.append(report)
        chart = target.chart.resolve()
        inside = chart.relative_to(self.root) if chart.is_relative_to(self.root) else chart
        self.drafted.append(write.Drafted(target, package, files, self._new(target), inside.as_posix(), (), None))

    def told(self) -> list[str]:
        """What the report says, and what is left to people."""
        lines = [line for report in self.reports for line in report.lines()]
        unknown = {env for app in self.drafted for env in app.envs if "follows = None  #" in app.text(env)}
        lines += [f"next     {env}: say which environment must have run a commit before (follows)" for env in unknown]
        return [*lines, "next     plainsail synth", "next     plainsail plan"]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return all(report.is_whole for report in self.reports)

    def _classes(
        self, target: Target, package: str, readings: Mapping[str, Reading], remarks: Sequence[str] = ()
    ) -> Classes:
        settings = {env: reading.settings for env, reading in readings.items()}
        parents = write.parents_of(self.root, _VOCABULARY)
        return Classes(self.root, target.app, settings, package=package, parents=parents, remarks=remarks)

    def _releases(self, target: Target, package: str) -> Mapping[str, Release]:
        """What Helm is asked for each environment: the version and the namespace are those of a release there."""
        classes = ReleaseClasses(self.root, target, chart="chart", package=package, parents=self._parents)
        _, environments = self._drafted(target, package, classes)
        known = cast("Mapping[str, HelmRelease]", environments)
        return {source.env: of_files(target.chart, source, known[source.env]) for source in target.sources}

    def _judged(
        self,
        target: Target,
        releases: Mapping[str, Release],
        made: Mapping[str, Made],
        readings: Mapping[str, Reading],
        environments: Mapping[str, Environment],
    ) -> Report:
        from plainsail.render.charts import render as rendered

        documents = {each.environment.env_name: each.documents for each in rendered(environments.values())}
        defaults = _defaults(self.root, target)
        report = Report()
        for source in target.sources:
            env, reading = source.env, readings[source.env]
            judge = Judge(reading.roles, target.app, documents[env], _variables(environments[env]))
            layers = [*defaults, *source.layers]
            differences = judge.differences()
            found = keys(layers, releases[env], made[env], judge, differences)
            report.add(env, differences, found, reading.guesses)
        return report


def _made(root: Path, releases: Mapping[str, Release]) -> Mapping[str, Made]:
    made = {}
    for (env, _), answer in zip(releases.items(), render([*releases.values()]), strict=True):
        if not isinstance(answer, Made):
            raise ProjectError(f"{env}: {str(answer).removeprefix(f'{root}/')}")
        made[env] = answer
    return made


def _defaults(root: Path, target: Target) -> list[Layer]:
    """The chart's own values, which Helm takes first."""
    file = target.chart / "values.yaml"
    return [Reader(root).layer(file)] if file.is_file() else []


def _variables(environment: Environment) -> set[str]:
    """The variables that the classes of `envs/shared.py` say."""
    layers = (vars(layer).get("env") for layer in type(environment).__mro__ if layer.__module__ == SHARED)
    return {name for layer in layers for name in (layer.entries if isinstance(layer, Change) else layer or ())}
