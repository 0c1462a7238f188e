"""What `check` asks of all settings, and the lines that decide findings: kept, so that settings are imported no more.

An app's answers follow from the code and from the files that its settings are made of, as `render.kept` has it: as long
as these are what they were, so are the answers. Apps of which a file changed are imported alone, if rules between
environments ask them for nothing that is new. Else, and where nothing is kept, all settings are imported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from plainsail.digests import Disk, digest
from plainsail.findings.app_facts import AppFacts, facts_of, from_json, to_json
from plainsail.findings.app_lines import AppLines
from plainsail.findings.finding import DecidingLine, Finding, Locate, foretell
from plainsail.findings.redaction import masked
from plainsail.project import names
from plainsail.project.files import replace_file
from plainsail.project.fleet_files import generated
from plainsail.project.remembered import remembered
from plainsail.project.root import REGISTRY
from plainsail.render.kept.code import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from constructs_lib.settings import Environment
    from plainsail.delivery.registry import Generated, Registered
    from plainsail.manifests.waivers import Waiver
    from plainsail.project.observed import Observed
    from plainsail.project.project import Project


class _App(NamedTuple):
    """One app in one environment."""

    kind: str
    """Its class as the registry spells it, `envs.backend.staging:Staging`; empty where only running it tells."""
    inputs: Sequence[str]
    """The files that it is made of, beside the code."""
    made_of: str
    """The digest of the code and of those files."""
    together: str
    """The digest of what is asked of it together with others."""
    facts: AppFacts
    lines: dict[str, Sequence[DecidingLine]]
    """The lines behind findings, by the digest of the question."""


class SettingsFacts:
    """The answers of one project, for one run."""

    def __init__(self, project: Project, disk: Disk) -> None:
        """Imports what it must. Raises what importing settings does, and `ProjectError`."""
        self.project, self._disk = project, disk
        self._file = remembered(project.root) / "settings.json"
        self._asked: dict[str, dict[str, Sequence[DecidingLine]]] = {}
        self._others: Sequence[str] = ()
        """What all are made of together: the registry, and what it reads."""
        self._alone = AppLines(project)
        self._stages: Sequence[Mapping[str, Any]] = ()
        self._is_new = False
        self._apps = self._kept()
        """None where nobody can tell what they are made of."""
        if self._apps is None:
            self._facts = self._import()
        else:
            self._facts = {label: app.facts for label, app in self._apps.items()}

    @property
    def files(self) -> Sequence[str] | None:
        """All files that they follow from, beside the code; None where that cannot be told."""
        if self._apps is None:
            return None
        return sorted({*self._others, *(file for app in self._apps.values() for file in app.inputs)})

    @property
    def versions(self) -> Mapping[str, str]:
        """The version of the cluster that each app runs in, by the name that commands have for it."""
        return {label: facts.kubernetes_version for label, facts in self._facts.items()}

    @property
    def vendored(self) -> Sequence[str]:
        """The apps that somebody else wrote."""
        return [label for label, facts in self._facts.items() if facts.is_vendored]

    @property
    def registered(self) -> Sequence[Registered]:
        """The registry as checks know it."""
        return [facts.registered for facts in self._facts.values()]

    @property
    def generated(self) -> Sequence[Generated]:
        """The files that are made from the registry, as they should be."""
        return generated([facts.row for facts in self._facts.values()], self._stages)

    @property
    def waivers(self) -> Sequence[Waiver]:
        """All that is waived."""
        return [waiver for facts in self._facts.values() for waiver in facts.waivers]

    @property
    def unbuilt(self) -> Sequence[str]:
        """What people are told of apps that wait for a build."""
        pinned = {label: facts.is_pinned for label, facts in self._facts.items()}
        return names.waiting(names.unbuilt(self.project.root, pinned))

    def locating(self, make: Callable[[Project], Locate]) -> Locate:
        """Finds the lines behind findings, by what is made for a project, and only those that are not known.

        What is made for a project with the settings of a single app answers for that app.
        """
        return _Lines(self, make)

    def lines_of(
        self, finding: Finding, make: Callable[[Project], Locate], locate: Callable[[], Locate]
    ) -> Sequence[DecidingLine]:
        """Those behind a finding; `locate` is what all settings tell."""
        label, app, question = self._asked_about(finding)
        if app is None or question is None:
            self._alone.close()
            return locate()(finding)
        lines = app.lines.get(question)
        if lines is None:
            lines = [masked(line) for line in (self._alone.locating(finding.where.app, make) or locate())(finding)]
            self._is_new = self._is_new or bool(lines)
        if lines:  # none may be found for a failure that passes
            self._asked.setdefault(label, {})[question] = lines
        return lines

    def needs_all_settings(self, finding: Finding) -> bool:
        """Whether the lines behind a finding are sought with the settings of all apps in memory, which takes long."""
        _, app, question = self._asked_about(finding)
        return not self._alone.kinds and app is not None and question is not None and question not in app.lines

    def _asked_about(self, finding: Finding) -> tuple[str, _App | None, str | None]:
        """The app, by its name too, and the question that a finding is."""
        where = finding.where
        label = f"{where.environment}/{where.app}"
        app = self._apps.get(label) if self._apps and where.environment and where.app else None
        return label, app, self._question(finding) if app and not app.facts.is_vendored else None

    def _question(self, finding: Finding) -> str | None:
        """All of a finding that decides about its line; None where it is about more than one app's own files."""
        places = [finding.where, *(cause.where for cause in finding.causes)]
        home = finding.where.environment, finding.where.app
        before = [cause.before for cause in finding.causes]
        if any((place.environment, place.app) != home for place in places) or not all(
            isinstance(value, str | None) for value in before
        ):
            return None
        asked = json.dumps([[vars(place) for place in places], before, finding.setting])
        return digest([asked, *(self._disk.digest_of(place.path) for place in places)])

    def keep(self) -> None:
        """Keeps them for the next run."""
        self._alone.close()
        if self._apps is None or not self._is_new:
            return
        rows = {
            label: [*app[:4], to_json(app.facts), _lines(self._asked.get(label) or app.lines)]
            for label, app in self._apps.items()
        }
        content = {
            "others": [self._others, self._disk.digest_of_all(self._others)],
            "stages": self._stages,
            "apps": rows,
        }
        with suppress(OSError, ValueError, RecursionError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(content, separators=(",", ":")))

    def _kept(self) -> Mapping[str, _App] | None:
        """What is kept and true still, with what changed asked anew; None where all apps must be asked."""
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            content = json.loads(self._file.read_bytes())
            others, known = content["others"]
            apps = {label: _app(fields) for label, fields in content["apps"].items()}
            stages = content["stages"]
            if known == self._disk.digest_of_all(others) and (current := self._current(apps)):
                self._others, self._stages = others, stages
                for label, app in apps.items():
                    self._alone.kinds[label.partition("/")[2]][label] = app.kind
                return current
        return None

    def _current(self, apps: Mapping[str, _App]) -> Mapping[str, _App] | None:
        stale = {label: app.kind for label, app in apps.items() if app.made_of != self._made_of(app.kind, app.inputs)}
        if not stale:
            return apps
        alone = self._asked_alone(stale) if len(stale) < len(apps) else None
        if alone is None or any(app.together != apps[label].together for label, app in alone.items()):
            return None
        self._is_new = True
        return {**apps, **alone}

    def _asked_alone(self, kinds: Mapping[str, str]) -> Mapping[str, _App] | None:
        """Asks these apps, and imports no others; None where only the whole registry tells."""
        from plainsail.project.alone import apps_alone

        if not all(kinds.values()):
            return None
        with apps_alone(self.project.root, kinds) as alone:
            return self._asked_of(alone.environments, alone.observed, kinds) if alone else None

    def _import(self) -> Mapping[str, AppFacts]:
        """Asks all apps."""
        from plainsail.project.alone import registered_kinds
        from plainsail.project.promotion import stages

        environments = self.project.environments
        self._stages = [asdict(stage) for stage in stages(environments)]
        observed = self.project.observed
        kinds = registered_kinds(self.project.root) or {}
        apps = self._asked_of(environments, observed, kinds) if observed else None
        if apps is None or observed is None:
            return {names.label(environment): facts_of(environment) for environment in environments}
        self._apps, self._is_new = apps, True
        inputs = {file for app in apps.values() for file in app.inputs}
        self._others = sorted({REGISTRY, *_of_registry(observed), *(_modules(observed) - inputs)})
        return {label: app.facts for label, app in apps.items()}

    def _asked_of(
        self, environments: Iterable[Environment], observed: Observed, kinds: Mapping[str, str]
    ) -> dict[str, _App] | None:
        from plainsail.render.kept import facts as together
        from plainsail.render.kept.inputs import inputs_of

        apps = {}
        for environment in environments:
            inputs = inputs_of(environment, observed)
            if inputs is None:
                return None
            label, files = names.label(environment), sorted(inputs)
            kind = kinds.get(label, "")
            made_of, asked = self._made_of(kind, files), together.facts_of(environment)
            apps[label] = _App(kind, files, made_of, asked, facts_of(environment), {})
        return apps

    def _made_of(self, kind: str, inputs: Sequence[str]) -> str:
        return digest([code_digest(self.project.root, self._disk), kind, self._disk.digest_of_all(inputs)])


class _Lines:
    """Finds the lines behind findings."""

    def __init__(self, facts: SettingsFacts, make: Callable[[Project], Locate]) -> None:
        self._facts, self._make = facts, make
        self._locate = cache(partial(make, facts.project))

    def __call__(self, finding: Finding) -> Sequence[DecidingLine]:
        return self._facts.lines_of(finding, self._make, self._locate)

    def ahead(self, findings: Sequence[Finding]) -> None:
        """See `Foreseeing`."""
        sought = [finding for finding in findings if self._facts.needs_all_settings(finding)]
        if sought:
            foretell(self._locate(), sought)


def _app(fields: Any) -> _App:
    kind, inputs, made_of, together, facts, lines = fields
    known: dict[str, Sequence[DecidingLine]] = {
        question: [DecidingLine(**line) for line in each] for question, each in lines.items()
    }
    return _App(kind, inputs, made_of, together, from_json(facts), known)


def _lines(lines: Mapping[str, Sequence[DecidingLine]]) -> Mapping[str, Any]:
    return {question: [vars(line) for line in each] for question, each in lines.items()}


def _of_registry(observed: Observed) -> set[str]:
    """What the registry reads, and what is read by nobody in particular."""
    from plainsail.project.observed import REGISTERING

    return observed.reads.get(REGISTERING, set()) | observed.reads.get(None, set())


def _modules(observed: Observed) -> set[str]:
    return {observed.file_of(module) for module in observed.modules()}
