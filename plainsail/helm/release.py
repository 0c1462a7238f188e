"""Releases as Helm renders them: documents, or one line that says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.diff import compare
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import name_of
from plainsail.helm.process import HELM, Ended
from plainsail.helm.wording import line_of_key, place, said, yaml_problem
from plainsail.location import Location

_HOOK = "helm.sh/hook"
_TESTS = {"test", "test-success", "test-failure"}


@dataclass(frozen=True)
class Release:
    """What Helm is asked to render."""

    chart: Path
    """A folder or an archive."""
    name: str
    namespace: str
    kubernetes_version: str
    """`1.35`, as settings have it."""
    values: Mapping[str, Any]
    """As one file that is passed with `-f`: null takes a default away."""
    defaults: Mapping[str, Any] | None = None
    """Instead of the chart's values.yaml; None leaves that."""
    api_versions: Sequence[str] = ()
    """What `.Capabilities.APIVersions` has beside Kubernetes' own."""
    without: Sequence[str] = ()
    """Objects that nobody wants: `Secret/redis`. They are rendered, and may be random."""
    crds: bool = True
    """Whether the folders `crds/` of the chart and its subcharts are rendered, too."""


@dataclass(frozen=True)
class Made:
    """A release as Helm renders it."""

    documents: Sequence[Document]
    """CRDs first, then as their templates are named; hooks among them as they are, tests not."""
    tests: Sequence[str] = ()
    """What was left out since it only tests a release: `Pod/redis-test`."""
    places: Sequence[Location] = field(default=(), compare=False)
    """The file of the chart that each document is made from."""


@dataclass(frozen=True)
class Refused:
    """Why there is no such release."""

    message: str
    """One line for people, without file and line."""
    template: Location | None = None
    """The chart's file as `Release.chart` begins it, and the line, where they are known."""

    def __str__(self) -> str:
        """The line, with its place."""
        return f"{self.template.path}:{self.template.line}: {self.message}" if self.template else self.message


def render(releases: Sequence[Release], *, twice: bool = True) -> list[Made | Refused]:
    """Each release, rendered or refused, by one process: one that is refused costs no other.

    `twice` asks whether the output follows from chart and values alone: it is rendered again and compared, and calls of
    clock and cluster are refused. Raises `ProjectError` where Helm is not installed.
    """
    return [_rendered(release, twice) for release in releases]


def _rendered(release: Release, twice: bool) -> Made | Refused:
    if not release.chart.exists():
        return Refused("there is no such chart", Location(str(release.chart), 1))
    request = {
        "do": "render",
        "chart": str(release.chart.absolute()),
        "name": release.name,
        "namespace": release.namespace,
        "values": release.values,
        "defaults": release.defaults,
        "options": {"kube_version": _version(release.kubernetes_version), "api_versions": list(release.api_versions)},
        "crds": release.crds,
        "twice": twice,
        "without": list(release.without),
    }
    try:
        answer = _answer(json.dumps(request), _stamps(release.chart))
    except Ended as ended:
        return Refused(f"the chart {ended}", Location(str(release.chart), 1))
    if "error" in answer:
        return _refused(answer, release)
    if answer["differing"]:
        first, again = answer["differing"]
        return _random(first, again, release)
    return _made(answer["documents"], release)


@lru_cache(maxsize=256)  # the same release is asked for again for every setting that is tried and does not concern it
def _answer(request: str, _stamps: Sequence[Any]) -> dict[str, Any]:
    return HELM.ask(json.loads(request))


def _stamps(chart: Path) -> tuple[Any, ...]:
    files = (file for file in chart.rglob("*") if file.exists()) if chart.is_dir() else [chart]
    return tuple((str(file), status.st_mtime_ns, status.st_size) for file in files for status in [file.stat()])


def _version(kubernetes_version: str) -> str:
    """As `helm template --kube-version` takes it.

    >>> _version("1.35"), _version("v1.30.2")
    ('v1.35.0', 'v1.30.2')
    """
    number = kubernetes_version.removeprefix("v")
    return f"v{number}.0" if re.fullmatch(r"\d+\.\d+", number) else f"v{number}"


def _refused(answer: Mapping[str, Any], release: Release) -> Refused:
    if answer["error"] == "HelmInvalidArgError" and "release name" in answer["text"]:
        remedy = "give one of lower-case letters, digits, - and ., of 53 characters at most"
        return Refused(f"{release.name!r} is no name of a release; {remedy}")
    if answer["file"]:
        message = f"what it makes is no object in YAML: {yaml_problem(answer['text'])}"
        return Refused(message, place(answer["file"], release.chart))
    words = said(answer["text"], release.chart)
    where = place(words.file, release.chart, words.line) if words.file else Location(str(release.chart), 1)
    return Refused(words.message, where)


def _random(first: Sequence[tuple[str, Document]], again: Sequence[tuple[str, Document]], release: Release) -> Refused:
    for (file, one), (_, other) in zip(first, again, strict=False):
        if one != other:
            name, changed = _name(one), compare(one, other)
            what = f"{changed[0].field} of {name}" if changed else name
            is_secret = name.startswith("Secret/")
            remedy = f'leave it out (without = ["{name}"])' if is_secret else "give the value in the settings"
            message = f"{what} is another each time it is rendered; {remedy}"
            line = line_of_key(release.chart / file.partition("/")[2], name_of(changed[0].path[-1])) if changed else 1
            return Refused(message, place(file, release.chart, line))
    return Refused("makes another number of objects each time it is rendered", Location(str(release.chart), 1))


def _made(found: Sequence[tuple[str, Document]], release: Release) -> Made | Refused:
    documents, tests, places = [], [], []
    seen: dict[Key, Location] = {}
    for file, listed in found:
        where = place(file, release.chart)
        for document in _single(listed):
            if problem := _not_an_object(document):
                return Refused(problem, where)
            if _only_tests(document):
                tests.append(_name(document))
                continue
            key = key_of(document)
            if key in seen:
                return Refused(f"{key} is made twice, and one would hide the other: {seen[key].path}, too", where)
            seen[key] = where
            documents.append(document)
            places.append(where)
    return Made(documents, tests, places)


def _single(document: Document) -> Iterator[Document]:
    """The objects of a list, as Helm takes them apart; another document as it is."""
    match document:
        case {"kind": str(kind), "items": [*items]} if kind.endswith("List"):
            for item in items:
                yield from _single(item) if isinstance(item, dict) else ()
        case _:
            yield document


def _not_an_object(document: Document) -> str | None:
    for name in ("apiVersion", "kind"):
        if not isinstance(document.get(name), str):
            return f"what it makes is no object: it has no {name}"
    metadata = document.get("metadata")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("name") or metadata.get("generateName"), str):
        return f"what it makes is no object: its {document['kind']} has no name"
    return None


def _only_tests(document: Document) -> bool:
    annotations = document["metadata"].get("annotations")
    hooks = annotations.get(_HOOK) if isinstance(annotations, dict) else None
    return isinstance(hooks, str) and {hook.strip() for hook in hooks.split(",")} <= _TESTS


def _name(document: Document) -> str:
    metadata = document.get("metadata")
    name = metadata.get("name") or metadata.get("generateName") if isinstance(metadata, dict) else None
    return f"{document.get('kind')}/{name}"
