"""The report of the last `check` of a project, for as long as nothing that it follows from is another.

It follows from the code, the settings and what they read, `dist/`, and the files around it. `.plainsail/check.json`
keeps the report under the digest of them all, with the names of those that only the settings tell: so that who asks
again imports neither settings nor checks. It is read as it was, or not at all; one that cannot be read, or be written,
costs time, and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from plainsail.delivery.places import TERRAGRUNT, WORKFLOWS, files_of
from plainsail.digests import ABSENT, Disk, digest, files_in
from plainsail.errors import TRACEBACK
from plainsail.findings.finding import DecidingLine, Finding
from plainsail.findings.report import Report, Result
from plainsail.findings.rules import Registry, Rule
from plainsail.location import Location
from plainsail.project.files import replace_file
from plainsail.project.fleet_files import FLEET, PROMOTION
from plainsail.project.remembered import remembered
from plainsail.render.kept.code import code_digest

if TYPE_CHECKING:
    from plainsail.findings.settings_facts import SettingsFacts
    from plainsail.project.project import Project

_FOLDERS = ("dist", "envs")
_ZONES = ("tzdata.zi", "+VERSION", "zone1970.tab")
"""Files of a database of time zones that are others in each version of it."""

S = TypeVar("S")


class _Named(NamedTuple):
    """What only the settings tell, from the project's folder."""

    files: Sequence[str]
    """Files that count, whether they are there or not."""
    places: Sequence[str]
    """What must be there, or must not."""
    machine: Sequence[str]
    """Files of this machine, from its root."""


class LastReport:
    """What is kept of one project, for one run."""

    def __init__(self, project: Project, disk: Disk, rules: Registry[Any], *options: str) -> None:
        """`rules` are those of the tool alone, and `options` what was asked for. Raises `ProjectError`."""
        self._rules, self._options = rules, options
        self._root = project.root
        self._file = remembered(self._root) / "check.json"
        self._disk = disk

    def read(self) -> Report | None:
        """The report, if a run would come to it; None where that is not known."""
        if os.environ.get(TRACEBACK):  # which a check that fails would show
            return None
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            kept = json.loads(self._file.read_bytes())
            named = _Named(*kept["named"])
            if kept["made_of"] == self._made_of(named):
                return _report(kept, self._rules)
        return None

    def keep(self, report: Report, settings: SettingsFacts) -> None:
        """Keeps what a run came to, where it can be told what it follows from."""
        named = _named(settings)
        made_of = self._made_of(named) if named else None
        if made_of is None:
            return
        content = {"named": named, "made_of": made_of, **_fields(report)}
        with suppress(OSError, ValueError, RecursionError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(content, separators=(",", ":")))

    def _made_of(self, named: _Named) -> str | None:
        """The digest of all that a report follows from; None where a file cannot be read."""
        if self._always is None:
            return None
        places = [(self._root / path).exists() for path in named.places]
        return digest(
            [
                self._always,
                json.dumps([self._options, named, places]),
                self._disk.digest_of_all(named.files),
                Disk(Path("/")).digest_of_all(named.machine),
            ]
        )

    @cached_property
    def _always(self) -> str | None:
        """The digest of what a report follows from in every project; None where a file cannot be read."""
        files = [f"{folder}/{path}" for folder in _FOLDERS for _, path in files_in(str(self._root / folder))]
        for folder in (TERRAGRUNT, WORKFLOWS):
            files += (os.path.relpath(path, self._root) for path in files_of(self._root, folder))
        if any(self._disk.digest_of(path) == ABSENT for path in files):
            return None
        return digest([code_digest(self._root, self._disk), self._disk.digest_of_all(files)])


def _named(settings: SettingsFacts) -> _Named | None:
    """What the settings tell; None where more decides than can be told."""
    zones = _zones()
    if settings.files is None or zones is None:
        return None
    dockerfiles = {one.dockerfile for one in settings.registered if one.dockerfile}
    places = dockerfiles.union(*(one.inputs for one in settings.registered))
    return _Named(sorted({*settings.files, *dockerfiles, FLEET, PROMOTION}), sorted(places), zones)


def _zones() -> Sequence[str] | None:
    """What tells the version of the time zones that checks asked for; None where nothing does."""
    if "zoneinfo" not in sys.modules:
        return ()
    from zoneinfo import TZPATH

    files = [file for folder in TZPATH for name in _ZONES if (file := Path(folder, name)).is_file()]
    return [file.as_posix().lstrip("/") for file in files] or None


_WORDS = ("id", "severity", "title", "text", "why", "fix", "in_settings", "means")
"""What a rule says of itself."""


def _fields(report: Report) -> dict[str, Any]:
    """A report in JSON, with the words of the rules that found something: none need be imported to be named."""
    rules = {result.rule.id: result.rule for result in report.results}
    return {
        "rules": [{name: getattr(rule, name) for name in _WORDS} for rule in rules.values()],
        "results": [
            {
                **vars(result),
                "rule": result.rule.id,
                "where": vars(result.where),
                "lines": [vars(line) for line in result.lines],
            }
            for result in report.results
        ],
        "about": report.about,
        "quiet": report.quiet,
        "waived": report.waived,
        "left_out": report.left_out,
    }


def _report(kept: Mapping[str, Any], registry: Registry[Any]) -> Report:
    """The same report. Raises whatever one raises that is none."""
    rules = {words["id"]: _rule(words, registry) for words in kept["rules"]}
    results = tuple(
        Result(
            **{
                **fields,
                "rule": rules[fields["rule"]],
                "environments": tuple(fields["environments"]),
                "where": Location(**fields["where"]),
                "lines": tuple(DecidingLine(**line) for line in fields["lines"]),
            }
        )
        for fields in kept["results"]
    )
    return Report(registry, results, kept["about"], kept["quiet"], kept["waived"], tuple(kept["left_out"]))


def _rule(words: Mapping[str, Any], registry: Registry[S]) -> Rule[S]:
    """A rule whose module is imported once it is to find something."""

    def find(subject: S) -> Iterator[Finding]:
        return registry[words["id"]].find(subject)

    return Rule(**words, find=find)
