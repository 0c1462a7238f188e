"""What there is to import: an app's chart with its environments, or every chart below a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.helm.values import read_values
from plainsail.helm_import.applications import Application, app_of, environment_of, read_applications, source_of
from plainsail.helm_import.helmfiles import Helmfiles
from plainsail.helm_import.layouts import Files, find_environments, named_environments
from plainsail.helm_import.sources import Reader, Source, Target, told

_GENERIC = ("chart", "charts", "deploy", "deployment", "helm", "k8s", "kubernetes")
"""Folders whose names say nothing of the app."""


@dataclass(frozen=True)
class Wish:
    """An app that is asked for; what is wrong with it is found out when it is made."""

    app: str
    chart: Path
    make: Callable[[], Target]


@dataclass
class Fleet:
    """Where charts and Applications are looked for."""

    root: Path
    """The project's folder."""
    applications: Path | None = None
    """The folder of Argo CD's Applications, where they count."""
    helmfile: Path | None = None
    """The helmfile that counts; else one that lies in the chart's folder or above it."""
    notes: list[str] = field(default_factory=list)
    """What could not be read, a line each."""

    def __post_init__(self) -> None:
        self._reader = Reader(self.root)
        self._helmfiles = Helmfiles(self.root, self._reader)
        self._found: list[Application] = []
        if self.applications is not None:
            self._found, self.notes = read_applications(self.applications, self.root)

    def one(self, app: str, chart: Path, *, named: Sequence[str], start: Path) -> Target:
        """The app that is asked for by its chart. Raises `ProjectError`."""
        chart = _checked(chart)
        if named:
            return self._target(app, chart, self._of_files(named_environments(named, start, chart)))
        if self.applications is None:
            return self._found_near(app, chart)
        of_chart = [each for each in self._found if each.chart == chart]
        of_app = [each for each in of_chart if app_of(each, environment_of(each, app)) == app]
        return self._of_applications(app, chart, of_app or of_chart)

    def all(self, folder: Path) -> list[Wish]:
        """Every app whose chart lies below a folder; with Applications, those that they deploy."""
        wishes = []
        for chart in charts_below(folder):
            if self.applications is None:
                wishes.append(Wish(_name(chart), chart, self._later(chart)))
                continue
            groups: dict[str, list[Application]] = {}
            for each in self._found:
                if each.chart == chart:
                    groups.setdefault(app_of(each, environment_of(each, _name(chart))), []).append(each)
            wishes += [Wish(app, chart, self._later(chart, app, group)) for app, group in groups.items()]
            if not groups:
                wishes.append(Wish(_name(chart), chart, self._later(chart, _name(chart), [])))
        return wishes

    def _later(self, chart: Path, app: str = "", group: Sequence[Application] | None = None) -> Callable[[], Target]:
        if group is None:
            return lambda: self._found_near(_name(chart), _checked(chart))
        return lambda: self._of_applications(app, _checked(chart), group)

    def _found_near(self, app: str, chart: Path) -> Target:
        """By a helmfile, which says all that is passed; else by the files that lie there."""
        if self.helmfile is not None:
            return Target(app, chart, self._helmfiles.named(self.helmfile, app, chart))
        sources = self._helmfiles.near(app, chart) or self._of_files(find_environments(chart))
        return self._target(app, chart, sources)

    def _of_files(self, found: Sequence[Files]) -> list[Source]:
        return [self._reader.source(files) for files in found]

    def _target(self, app: str, chart: Path, sources: Sequence[Source]) -> Target:
        if not sources:
            why = "no values of environments are found in the chart or beside it"
            raise ProjectError(f"{told(chart, self.root)}: {why}; name them: --env staging=FILE,FILE")
        return Target(app, chart, sources)

    def _of_applications(self, app: str, chart: Path, found: Sequence[Application]) -> Target:
        if not found:
            raise ProjectError(f"{told(chart, self.root)}: no Application deploys it")
        by_env: dict[str, Source] = {}
        for each in found:
            env = environment_of(each, app)
            if env in by_env:
                raise ProjectError(f"{each.where}: and {by_env[env].origin} both deploy {env}; import them with --env")
            by_env[env] = source_of(each, env, self._reader)
        return Target(app, chart, list(by_env.values()))


def charts_below(folder: Path) -> list[Path]:
    """The charts below a folder, without those that are part of another one."""
    found: list[Path] = []
    for file in sorted(folder.resolve().rglob("Chart.yaml"), key=lambda path: len(path.parts)):
        if not any(chart in file.parents for chart in found) and ".git" not in file.parts:
            found.append(file.parent)
    return sorted(found)


def _checked(chart: Path) -> Path:
    """The chart's folder, where it can be rendered by itself. Raises `ProjectError`."""
    file = chart / "Chart.yaml"
    if not file.is_file():
        raise ProjectError(f"{chart}: is no chart: it has no Chart.yaml")
    if read_values(file).get("type") == "library":
        raise ProjectError(f"{file}: is a library, which renders nothing by itself")
    return chart.resolve()


def _name(chart: Path) -> str:
    """What an app is called by its chart's folder."""
    folder = chart.parent if chart.name.lower() in _GENERIC else chart
    return folder.name.lower().replace("_", "-")
