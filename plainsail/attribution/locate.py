"""The line of the settings behind a place in the YAML: the one locator, which check, plan and secrets share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.hashed_names import without_hash
from constructs_lib.kubernetes.paths import Path, canonical
from constructs_lib.settings import HelmRelease, Manifests, SettingsError
from plainsail.attribution.preference import is_alone, is_of, own_first, preferred
from plainsail.attribution.remembered import Answers, Remembered
from plainsail.errors import ProjectError
from plainsail.findings.finding import Cause, DecidingLine, Finding
from plainsail.findings.shares import can_share, shared
from plainsail.location import Location
from plainsail.progress import progress
from plainsail.project.project import Project
from plainsail.project.root import REGISTRY
from plainsail.provenance import (
    Origin,
    SettingPath,
    UnknownSetting,
    format_setting,
    lines_of,
    origins,
    parse_setting,
    value_at,
)
from plainsail.provenance.origins import line_of_entry
from plainsail.provenance.source import read
from plainsail.workers import in_shares

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.attribution.attribution import Attribution, Attributions

_DIST = "dist/"
_ENOUGH_FOR_PROCESSES = 16
"""Apps from which on a second process is worth its start."""
_SHARE = 25
"""The apps that a process asks about before it hands back what it found."""


class Locator:
    """Finds the setting that decides a place, and its line; what only a default says counts least."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._remembered = Remembered(project.root)
        self._entries: dict[tuple[str, ...], DecidingLine] = {}

    @cached_property
    def _attributions(self) -> Attributions:
        """What renders; imported where nobody remembers the answer."""
        from plainsail.attribution.attribution import Attributions

        return Attributions(self._project)

    def keep(self) -> None:
        """Keeps what was found for the next run."""
        self._remembered.keep()

    def ahead(self, findings: Sequence[Finding]) -> None:
        """Lets several processes find which settings decide what will be asked, where that is about many apps."""
        by_app: dict[str | None, list[Finding]] = {}
        for finding in findings:
            by_app.setdefault(finding.where.app, []).append(finding)
        if len(by_app) < _ENOUGH_FOR_PROCESSES or not can_share():
            return
        first, *others = by_app.values()
        self._settings_of([first])  # so that each has in memory what every app needs
        shares = in_shares(others, _SHARE)
        answers = shared(self._settings_of, shares, "sought lines")
        for each in progress(answers, "trying settings", len(shares)):
            self._remembered.learn(each)

    def _settings_of(self, apps: Sequence[Sequence[Finding]]) -> Answers:
        """What is behind findings, app by app, as it is remembered."""
        before = self._remembered.answers
        for findings in apps:
            for finding in findings:
                self(finding)
        return {key: answer for key, answer in self._remembered.answers.items() if key not in before}

    def __call__(self, finding: Finding) -> list[DecidingLine]:
        """The lines behind a finding: of each of its causes, or of the place that it is about."""
        places = [self.behind(cause) for cause in finding.causes]
        return [line for line in places or [self.line(finding.where, finding.setting)] if line]

    def behind(self, cause: Cause, apps: Collection[str] = ()) -> DecidingLine | None:
        """The line behind one change; of what all apps share, as one of `apps` decides it, if any are named."""
        return self.line(cause.where, before=cause.before, gone=cause.gone, apps=apps)

    def line(
        self,
        where: Location,
        setting: str = "",
        *,
        before: Any = None,
        gone: bool = False,
        apps: Collection[str] = (),
    ) -> DecidingLine | None:
        """The line behind a field of an object, behind the object, or behind the setting that is named instead.

        `before` is what the field held, and `gone` says that it is there no more. Of what all apps share, those of
        `apps` are asked, if any are named.
        """
        environments = self._environments(where)
        if where.app is None and apps:
            asked = [env for env in environments if env.app_name in apps or is_of(env, where.path)]
            environments = asked or environments
        if not environments and where.object and where.environment:
            return self._registered()
        lines = (
            line
            for environment in environments
            for line in (
                self._said(environment, setting) if setting else self._deciding(environment, where, before, gone=gone)
            )
        )
        return preferred(lines, lambda line: line.path)

    def _environments(self, where: Location) -> list[Environment]:
        """The app in its environment; for what all apps of an environment share, each of them, its own app first."""
        known = self._by_name.get((where.environment, where.app), ())
        return own_first(known, where.path) if len(known) > 1 else list(known)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str | None, str | None], Sequence[Environment]]:
        """The apps of an environment and a name; None stands for any."""
        by_name: dict[tuple[str | None, str | None], list[Environment]] = {}
        for environment in self._project.environments:
            for env in (None, environment.env_name):
                for app in (None, environment.app_name):
                    by_name.setdefault((env, app), []).append(environment)
        return by_name

    def _said(self, environment: Environment, setting: str) -> Iterator[DecidingLine]:
        """The line of a setting, where the environment has it."""
        with suppress(UnknownSetting):
            yield from self._lines_of(environment, parse_setting(setting, environment))

    def _deciding(
        self, environment: Environment, where: Location, before: Any, *, gone: bool
    ) -> Iterator[DecidingLine]:
        if not where.object or where.environment is None:
            return
        file = where.path.removeprefix(_DIST)
        try:
            if isinstance(environment, HelmRelease | Manifests) or not is_alone(environment, file):
                yield from self._found(environment, where, before, gone=gone)
                return
            asked = where.object, where.field, before if isinstance(before, str) else None, "gone" if gone else None
            found = partial(self._setting, environment, where, before, gone=gone)
            setting = self._remembered.setting(environment, file, asked, found)
        except (ProjectError, SettingsError):  # dist/ is there, and is judged, though settings cannot be rendered now
            return
        if setting and not (gone and _is_in_layers(environment, setting)):
            yield from self._lines_of(environment, setting)

    def _found(self, environment: Environment, where: Location, before: Any, *, gone: bool) -> Iterator[DecidingLine]:
        """The line behind a place that others decide too: other apps, or a file of somebody else's."""
        attribution, file, field = self._place(environment, where)
        setting = self._setting(environment, where, before, gone=gone)
        if setting == attribution.vendored.setting and (origin := attribution.vendored.origin(file, field)):
            yield self._line_of(setting, origin)
        elif setting:
            yield from self._lines_of(environment, setting)

    def _setting(self, environment: Environment, where: Location, before: Any, *, gone: bool) -> SettingPath | None:
        attribution, file, field = self._place(environment, where)
        if file in attribution.documents:
            return attribution.setting_of(file, field, before=before, gone=gone)
        return attribution.setting_of_object(where.object)

    def _place(self, environment: Environment, where: Location) -> tuple[Attribution, str, Path]:
        """The file as the settings have it, empty where they have none, and the field in it."""
        named, app = where.path.removeprefix(_DIST), environment.app_name
        attribution = self._attributions.of(environment, named)
        known = {without_hash(name, app): name for name in attribution.documents}
        file = known.get(without_hash(named, app), "")
        field = canonical(attribution.documents[file], where.field) if file and where.field else ()
        return attribution, file, field

    def _lines_of(self, environment: Environment, setting: SettingPath) -> Iterator[DecidingLine]:
        yield from (self._line_of(setting, origin) for origin in lines_of(environment, setting)[:1])

    def _line_of(self, setting: SettingPath, origin: Origin) -> DecidingLine:
        is_installed = not (self._project.root / origin.path).is_file()
        return DecidingLine(format_setting(setting), origin.path, origin.line, origin.source, is_installed)

    def entry(self, environment: str, app: str) -> DecidingLine | None:
        """The line that registers an app in an environment, or the nearest to where it did.

        None for what is registered, and waits for a first build.
        """
        return None if (environment, app) in self._unbuilt else self._registered(app, environment)

    @cached_property
    def _unbuilt(self) -> frozenset[tuple[str, str]]:
        return frozenset((env.env_name, env.app_name) for env in self._project.unbuilt)

    def _registered(self, *keys: str) -> DecidingLine:
        """The registry: at an entry, or where one was taken out."""
        if keys not in self._entries:
            line = line_of_entry("envs", "ENVIRONMENTS", keys)
            source = read(self._project.root / REGISTRY).line(line)
            self._entries[keys] = DecidingLine("ENVIRONMENTS", REGISTRY, line, source)
        return self._entries[keys]


def _is_in_layers(environment: Environment, setting: SettingPath) -> bool:
    """Whether several layers say the entries of a mapping: nothing tells then which of them said one that is gone."""
    if not isinstance(value_at(environment, setting), Mapping):
        return False
    return (
        len({(o.path, o.line) for o in origins(environment, setting) if o.kind != "default" and not o.overridden}) > 1
    )
