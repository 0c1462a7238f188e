"""Brings together what a check run needs: files, schemas, and for a project its versions, waivers and lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.paths import format_path, parse_path
from plainsail.delivery import Delivery, read_delivery
from plainsail.errors import ProjectError
from plainsail.findings.engine import Match, results, run, waive
from plainsail.findings.finding import DecidingLine, Finding, Locate, foretell
from plainsail.findings.known import Known
from plainsail.findings.placeholders import set_aside
from plainsail.findings.report import Report
from plainsail.findings.rules import Registry, Rule
from plainsail.findings.shares import can_share, shared
from plainsail.location import Location
from plainsail.manifests.field_lines import FieldLines
from plainsail.manifests.loader import Reading, read_dist, read_path, validated
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.questions import silence
from plainsail.manifests.resource import Resource
from plainsail.manifests.server import ServerAnswers
from plainsail.manifests.waivers import Waiver, Waivers
from plainsail.progress import progress
from plainsail.project.project import Project
from plainsail.schemas.versions import judged_by, newest
from plainsail.terminal import many
from plainsail.workers import in_shares
from plainsail.yaml_reader import names_below

if TYPE_CHECKING:
    from constructs_lib.kubernetes.objects import Document
    from plainsail.findings.settings_facts import SettingsFacts
    from plainsail.schemas import Problem, Schemas

Rules = Registry[Manifests]
_SERVER = "server-refuses"
"""The rule that repeats what an API server says."""
_ENOUGH_FOR_PROCESSES = 1000
"""Objects from which on a second process is worth its start."""
_FOLDERS = 20
"""Folders of `dist/` that a process reads at a time."""
_SHARE = 8
"""The rules that a process runs before it hands back what they found."""
_ZONES = "zoneinfo"
_LAST = ("placeholder", "waiver")
"""The rules that look at what became of the findings of all others."""


Ask = Callable[[Sequence[Resource]], ServerAnswers]
"""Asks an API server about objects."""


def check_dist(
    project: Project,
    settings: SettingsFacts,
    rules: Rules,
    locating: Callable[[Project], Locate],
    *,
    ignore_missing_schemas: bool,
    ask: Ask | None = None,
) -> Report:
    """Judges `dist/` and the delivery files of a project; `ask` is for what an API server says, too.

    `locating` makes what finds the lines behind findings in a project, once it is needed.
    """
    return judged(project, settings, rules, locating, ignore_missing_schemas=ignore_missing_schemas, ask=ask)[1]


def judged(
    project: Project,
    settings: SettingsFacts,
    rules: Rules,
    locating: Callable[[Project], Locate],
    *,
    ignore_missing_schemas: bool,
    ask: Ask | None = None,
) -> tuple[Manifests, Report]:
    """The objects of `dist/`, and what is judged of them."""
    known = Known.of(project)
    names = names_below(project.dist)
    _judge_ahead(project, settings, known, names)
    reading = read_dist(project.dist, settings.versions, settings.vendored, known.read, names=names)
    unbuilt = settings.unbuilt
    if not reading.resources and not reading.broken:
        why = f": {'; '.join(unbuilt)}" if unbuilt else "; run `plainsail synth`"
        raise ProjectError(f"dist/ holds no object, so nothing was judged{why}")
    schemas = _Schemas(project.definitions)
    delivery = read_delivery(project.root, settings.registered, settings.generated)
    left_out = [*unbuilt, *delivery.missing, *_stand_ins(reading, schemas)]
    judge = known.judging((resource.document for resource in reading.resources), schemas.judge)
    manifests = validated(reading, judge, delivery, ignore_missing_schemas=ignore_missing_schemas)
    known.keep()
    left_out += _asked(manifests, ask)
    at_field = FieldLines(partial(_text, project.root))
    located = settings.locating(locating)
    found = report(manifests, rules, waivers=settings.waivers, locate=located, at_field=at_field, left_out=left_out)
    return manifests, found


def _judge_ahead(project: Project, settings: SettingsFacts, known: Known, names: Sequence[str]) -> None:
    """Has forks read and judge the files of many folders of which nothing is known; what they find sound is, then."""
    unknown = known.unknown_folders(names) if len(names) >= _ENOUGH_FOR_PROCESSES else ()
    if len(unknown) < _FOLDERS or not can_share():
        return
    schemas = _Schemas(project.definitions)
    versions, vendored = settings.versions, settings.vendored

    def judged(folders: Sequence[Sequence[str]]) -> None:
        files = [name for folder in folders for name in folder]
        reading = read_dist(project.dist, versions, vendored, known.read, names=files)
        judge = known.judging((resource.document for resource in reading.resources), schemas.judge)
        validated(reading, judge, Delivery())
        known.keep()
        known.forget()

    shares = in_shares(unknown, _FOLDERS)
    for _ in progress(shared(judged, shares, "read files"), "reading files", len(shares)):
        pass


def check_path(
    project: Project,
    rules: Rules,
    path: str,
    kubernetes_version: str | None,
    *,
    complete: bool = False,
    ignore_missing_schemas: bool,
    ask: Ask | None = None,
) -> Report:
    """Judges user-supplied YAML, without provenance, delivery files and waivers; `complete` if it is all there is."""
    schemas = _Schemas(project.definitions)
    version = kubernetes_version or newest()
    reading = read_path(path, version)
    if not reading.resources and not reading.broken:
        found = f" ({'; '.join(reading.left_out)})" if reading.left_out else ""
        raise ProjectError(f"{path}: holds no object, so nothing was judged; name files of YAML or JSON{found}")
    left_out = ["Dockerfile, HCL, workflows and waivers (--path)", *reading.left_out]
    if kubernetes_version is None:
        left_out.append(f"versions other than Kubernetes {version} (--kubernetes-version)")
    left_out += _stand_ins(reading, schemas)
    manifests = validated(
        reading, schemas.judge, Delivery(), ignore_missing_schemas=ignore_missing_schemas, complete=complete
    )
    left_out += _asked(manifests, ask)
    at_field = FieldLines(partial(_text, Path()) if reading.text is None else lambda _: reading.text)
    return report(manifests, rules, at_field=at_field, left_out=left_out)


def _asked(manifests: Manifests, ask: Ask | None) -> Sequence[str]:
    """Lets an API server speak, if there is one to be asked; what it could not be asked, in words."""
    if ask is None:
        return ()
    manifests.server = ask([*manifests.resources, *manifests.unsound])
    return manifests.server.left_out


def report(
    manifests: Manifests,
    rules: Rules,
    *,
    waivers: Sequence[Waiver] = (),
    locate: Locate = lambda _: (),
    at_field: Callable[[Location], Location] = lambda where: where,
    left_out: Sequence[str] = (),
) -> Report:
    """What the rules find in manifests, but for what is waived."""
    first = [rule for rule in rules.apart_from(silence(manifests)) if rule.id not in _LAST]
    matches, manifests.placeholders = set_aside(_matches(first, manifests), manifests, at_field)
    declared = Waivers(waivers)
    kept, waived = waive(matches, declared)
    manifests.waivers = declared.book(rules)
    kept += run((rules[id] for id in rules if id in _LAST), manifests)
    if manifests.server.answers:
        kept = list(_said_once(kept))
    lines = _located(kept, locate)
    found = results(kept, lambda finding: lines[id(finding)], at_field)
    objects = len(manifests.resources) + len(manifests.unsound) + len(manifests.broken)
    about = f"{many(objects, 'object')}, {many(len(rules), 'check')}"
    return Report(rules, found, about, "nothing to say", waived, tuple(left_out))


def _matches(rules: Sequence[Rule[Manifests]], manifests: Manifests) -> Iterator[Match]:
    """Everything that the rules find, in their order; of many objects, by several processes."""
    if len(manifests.resources) < _ENOUGH_FOR_PROCESSES:
        yield from run(progress(rules, "running checks", len(rules)), manifests)
        return
    ours, own = ([rule for rule in rules if bool(rule.path) is is_own] for is_own in (False, True))
    shares = in_shares(ours, _SHARE)
    manifests.index()  # for all processes

    def found(share: Sequence[Rule[Manifests]]) -> tuple[list[tuple[str, Finding]], bool]:
        return [(rule.id, finding) for rule, finding in run(share, manifests)], _ZONES in sys.modules

    by_id = {rule.id: rule for rule in ours}
    for findings, asks_for_zones in progress(shared(found, shares, "ran checks"), "running checks", len(shares)):
        if asks_for_zones:
            import_module(_ZONES)  # what is kept of a run tells by it whether zones decide
        yield from ((by_id[id], finding) for id, finding in findings)
    yield from run(own, manifests)  # a project's own may do what only one process can


def _located(matches: Sequence[Match], locate: Locate) -> Mapping[int, Sequence[DecidingLine]]:
    """The lines behind each finding, by its identity; found app by app, since what is known of one serves all of it."""
    findings = sorted((finding for _, finding in matches), key=lambda finding: finding.where.app or "")
    foretell(locate, findings)
    return {id(finding): locate(finding) for finding in progress(findings, "finding lines", len(findings))}


def _text(root: Path, path: str) -> str | None:
    """What a file holds, read again once something was found in it."""
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _said_once(matches: Sequence[Match]) -> Iterator[Match]:
    """Without what the API server says of a field of which a check says it, too."""
    told = {
        _place(finding, finding.where.field)
        for rule, finding in matches
        if rule.id != _SERVER and rule.severity_of(finding) == "error"
    }
    for rule, finding in matches:
        fields = _upward(finding.where.field) if rule.id == _SERVER else ()
        if not any(_place(finding, field) in told for field in fields):
            yield rule, finding


def _place(finding: Finding, field: str) -> tuple[str | None, ...]:
    """A field of the object that a finding is about."""
    where = finding.where
    return where.path, where.namespace, where.object, field


def _upward(field: str) -> Iterator[str]:
    """A field, and those that hold it; but for the object itself, of which much can be said."""
    yield field
    path = parse_path(field) if field else ()
    yield from (format_path(path[:end]) for end in range(1, len(path)))


class _Schemas:
    """The schemas, made when the first object is judged."""

    def __init__(self, definitions: Sequence[Path]) -> None:
        self._definitions = definitions

    @cached_property
    def all(self) -> Schemas:
        """All of them."""
        from plainsail import schemas

        return schemas.Schemas(self._definitions)

    def judge(self, document: Document, kubernetes_version: str) -> tuple[Document, list[Problem]]:
        """See `Schemas.judge`."""
        return self.all.judge(document, kubernetes_version)


def _stand_ins(reading: Reading, schemas: _Schemas) -> list[str]:
    """Readies the schemas for what was read; says which versions are judged by another one's schemas."""
    for resource in reading.resources:
        if resource.is_a("CustomResourceDefinition"):
            schemas.all.learn(resource.document)
    versions = sorted({resource.kubernetes_version for resource in reading.resources})
    stand_ins = {version: judged_by(version) for version in versions}
    return [
        f"what Kubernetes {version} changed (judged as {known})"
        for version, known in stand_ins.items()
        if known != version.removeprefix("v") and not version.removeprefix("v").startswith(f"{known}.")
    ]
