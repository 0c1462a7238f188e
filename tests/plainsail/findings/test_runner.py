"""A run of the checks, with an API server that speaks too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.findings import runner, shares
from plainsail.findings.finding import Finding
from plainsail.findings.known import Known
from plainsail.findings.rules import Rule
from plainsail.findings.runner import report
from plainsail.manifests.loader import Reading, read_dist, validated
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.server import ServerAnswer, ServerAnswers
from plainsail.schemas import Schemas
from tests.plainsail.checks.planted import resources
from tests.plainsail.checks.planted_crowd import SPREADS, crowd

SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: Foo, ports: [{port: 80, name: http}]}}"


def answered(field: str, message: str = "Invalid value") -> Manifests:
    """A Service of a wrong type, of which the server says something, too."""
    manifests = validated(Reading(tuple(resources(SERVICE)), ()), Schemas().judge, Delivery())
    manifests.server = ServerAnswers((ServerAnswer(manifests.resources[0], field, message),))
    return manifests


def told_by_the_server(manifests: Manifests) -> list[str]:
    return [result.where.field for result in report(manifests, RULES).results if result.rule.id == "server-refuses"]


@pytest.mark.parametrize("field", ["spec.type", "spec.type.inside"])
def test_what_a_check_says_of_a_field_the_server_need_not_say_again(field: str) -> None:
    assert told_by_the_server(answered(field)) == []


@pytest.mark.parametrize("field", ["spec.ports[0].name", "spec", ""])
def test_what_only_the_server_says_is_told(field: str) -> None:
    assert len(told_by_the_server(answered(field))) == 1


def test_what_a_check_says_of_an_object_of_another_namespace_is_another_matter() -> None:
    manifests = answered("spec.type")
    wrong, *_ = manifests.resources
    other = replace(wrong, document={**wrong.document, "metadata": {"name": "web", "namespace": "other"}})
    manifests.server = ServerAnswers((ServerAnswer(other, "spec.type", "Invalid value"),))

    assert told_by_the_server(manifests) == ["spec.type"]


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, for however few objects."""
    if sys.platform != "linux":
        pytest.skip("elsewhere no process is forked")
    monkeypatch.setattr(shares, "can_share", lambda: True)
    monkeypatch.setattr(shares, "_jobs", lambda: 2)
    monkeypatch.setattr(runner, "_ENOUGH_FOR_PROCESSES", 1)


@pytest.mark.parametrize("spread", SPREADS)
def test_several_processes_find_what_one_does_in_its_order(spread: str, request: pytest.FixtureRequest) -> None:
    alone = report(crowd(3, spread), RULES)

    request.getfixturevalue("forking")
    assert report(crowd(3, spread), RULES) == alone
    assert len(alone.results) > 30


def rule(find: object, id: str = "own", path: str = "") -> Rule[Manifests]:
    return Rule(id, "error", "", "", "", "", find, path=path)  # type: ignore[arg-type] # a callable


@pytest.mark.usefixtures("forking")
def test_a_rule_that_fails_in_another_process_is_a_finding() -> None:
    def fail(_: Manifests) -> Iterator[Finding]:
        raise LookupError

    rules = [*RULES.values(), rule(fail)]
    failures = [finding for id, finding in runner._matches(rules, crowd(1, SPREADS[0])) if id.id == "own"]

    assert ["this rule failed (LookupError)" in failure.message for failure in failures] == [True]


@pytest.mark.usefixtures("forking")
def test_what_a_project_checks_itself_is_done_by_one_process() -> None:
    """It may count, or print."""
    seen: list[Manifests] = []

    def look(manifests: Manifests) -> Iterator[Finding]:
        seen.append(manifests)
        yield from ()

    manifests = crowd(1, SPREADS[0])
    list(runner._matches([*RULES.values(), rule(look, path="checks/own.py")], manifests))

    assert seen == [manifests]


@pytest.mark.usefixtures("forking")
def test_that_a_rule_asked_for_time_zones_is_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a run follows from them, too."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "zoneinfo"]:
        monkeypatch.delitem(sys.modules, name)

    def ask(_: Manifests) -> Iterator[Finding]:
        import zoneinfo  # noqa: F401

        yield from ()

    known = []
    for each in (partial(lambda _: iter(())), ask):
        list(runner._matches([rule(each, str(number)) for number in range(20)], crowd(1, SPREADS[0])))
        known.append("zoneinfo" in sys.modules)

    assert known == [False, True]


FILES = {
    "staging/web/Service.web.yaml": SERVICE.replace("Foo", "Bar"),
    "staging/mail/Service.mail.yaml": SERVICE.replace("type: Foo, ", ""),
    "staging/mail/ConfigMap.mail.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: mail}}",
    "staging/own/Thing.own.yaml": "{apiVersion: example.com/v1, kind: Thing, metadata: {name: own}}",
    "staging/torn/ConfigMap.torn.yaml": "a: [",
    "staging/none/ConfigMap.none.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: null}}",
}


def seen(project: Any, known: Known) -> tuple[list[object], list[dict[str, Any]]]:
    """What is read of `dist/` and judged, and which objects had to be judged for it."""
    judged: list[dict[str, Any]] = []

    def judge(document: dict[str, Any], version: str) -> Any:
        judged.append(document)
        return Schemas().judge(document, version)

    reading = read_dist(project.dist, {}, reader=known.read)
    documents = [resource.document for resource in reading.resources]
    manifests = validated(reading, known.judging(documents, judge), Delivery())
    told: list[object] = [(each.document, each.where(), manifests.is_sound(each)) for each in manifests.by_key.values()]
    return [*told, *manifests.broken, *map(list, manifests.problems.values())], judged


@pytest.mark.usefixtures("forking")
def test_what_forks_found_sound_is_judged_no_more_and_all_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "can_share", lambda: True)
    monkeypatch.setattr(runner, "_FOLDERS", 2)
    project: Any = SimpleNamespace(root=tmp_path, dist=tmp_path / "dist", definitions=[])
    for name, text in FILES.items():
        (project.dist / name).parent.mkdir(parents=True, exist_ok=True)
        (project.dist / name).write_text(text, encoding="utf-8")
    settings: Any = SimpleNamespace(versions={}, vendored=())
    alone, every = seen(project, Known(tmp_path / "elsewhere", []))

    runner._judge_ahead(project, settings, Known.of(project), sorted(FILES))
    together, judged = seen(project, Known.of(project))

    assert together == alone
    assert len(every) == len(FILES) - 1
    assert sorted(document["metadata"]["name"] for document in judged) == ["a", "own", "web"]
    assert Known.of(project).unknown_folders(sorted(FILES)) == [["staging/torn/ConfigMap.torn.yaml"]]
