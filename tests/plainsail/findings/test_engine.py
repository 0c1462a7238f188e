"""Runs of rules: what is waived, and what is said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from plainsail.errors import TRACEBACK
from plainsail.findings.engine import results, run, waive
from plainsail.findings.finding import DecidingLine, Finding, Locate, Severity
from plainsail.findings.report import Result
from plainsail.findings.rules import Rule
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.waivers import Waiver, Waivers
from tests.plainsail.checks.planted import manifests, resources, together

CONFIG = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: backend}}"
BOTH = together(*resources(CONFIG % "c"), *resources(CONFIG % "c", environment="production"))


def waived() -> Waivers:
    """Waivers of what is found, in both environments."""
    line = "envs/base.py:9"
    return Waivers(Waiver("empty", "meant", env, "backend", line, "waivers.empty") for env in BOTH.environments)


def every_config_map(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.of("ConfigMap"):
        yield Finding(where=resource.where("data"), message="is empty", setting="config_maps")


def rule(severity: Severity = "warning", id: str = "empty", **finding: object) -> Rule[Manifests]:
    def find(manifests: Manifests) -> Iterator[Finding]:
        return (replace(each, **finding) for each in every_config_map(manifests))  # type: ignore[arg-type] # of a test

    return Rule(id, severity, "A ConfigMap is empty", "", "it is odd", "fill it", find)


def found(*rules: Rule[Manifests], of: Manifests = BOTH, locate: Locate = lambda _: ()) -> tuple[Result, ...]:
    return results(run(rules or [rule()], of), locate)


def line(path: str = "envs/base.py", number: int = 3, text: str = "config_maps = {}") -> DecidingLine:
    return DecidingLine("config_maps", path, number, text)


def test_one_cause_in_two_environments_is_one_result() -> None:
    [result] = found(locate=lambda _: [line()])

    assert result.environments == ("production", "staging")


def test_two_causes_are_two_results() -> None:
    assert len(found(locate=lambda finding: [line(f"envs/{finding.where.environment}.py")])) == 2


def test_a_line_that_is_behind_it_twice_is_named_once() -> None:
    [result] = found(locate=lambda _: [line(), line(number=4), line()])

    assert sorted(each.line for each in result.lines) == [3, 4]


@pytest.mark.parametrize("other", [{"namespace": "two"}, {"path": "other.yaml"}, {"line": 9}])
def test_objects_of_one_name_in_two_places_of_other_peoples_yaml_are_two_results(other: dict[str, object]) -> None:
    """`kubectl get --all-namespaces` puts them all into one List, which begins in one line."""
    here = Location("all.yaml", 1, object="ConfigMap/c", namespace="one")
    places = [here, replace(here, **other)]  # type: ignore[arg-type] # fields of a Location

    matches = [(rule(), Finding(where=where, message="is empty")) for where in places]

    assert [result.where for result in results(matches)] == sorted(places, key=lambda place: (place.path, place.line))


def test_a_finding_may_say_its_own_severity_and_fix() -> None:
    def find(manifests: Manifests) -> Iterator[Finding]:
        return (replace(finding, severity="info", fix="leave it") for finding in every_config_map(manifests))

    [result] = found(replace(rule(), find=find), of=manifests(CONFIG % "c"))

    assert (result.severity, result.fix) == ("info", "leave it")


def test_an_error_means_what_it_says_or_what_those_of_its_rule_mean() -> None:
    one = replace(rule("error"), means="cannot work")

    assert {result.means for result in found(one)} == {"cannot work"}
    assert {result.means for result in found(replace(rule("error", means="refused"), means="cannot work"))} == {
        "refused"
    }
    assert {result.means for result in found(replace(rule(), means="refused"))} == {None}


def test_the_gravest_comes_first_then_the_order_of_the_rules() -> None:
    results = found(rule("info", "x"), rule("error", "z"), rule("error", "y"), rule(id="w"))

    assert [result.rule.id for result in results] == ["z", "y", "w", "x"]


def test_what_is_waived_is_counted_and_not_told() -> None:
    assert waive(run([rule()], BOTH), waived()) == ([], 2)


def test_that_a_rule_failed_is_never_meant() -> None:
    failing = replace(rule(), find=fails_at_the_second)
    [(_, failure)], count = waive(run([failing], BOTH), waived())

    assert (failure.message.split(" (")[0], count) == ("this rule failed", 1)


def test_credentials_are_gone_before_anything_is_written() -> None:
    secret = line(text='env = change({"DB_PASSWORD": "hunter2", "URL": "x://a:Hunter2-x@b"})')
    [result] = found(rule(message="says x://a:Hunter2-x@b"), of=manifests(CONFIG % "c"), locate=lambda _: [secret])

    assert "unter2" not in repr(result)
    assert result.lines[0].text == 'env = change({"DB_PASSWORD": "***", "URL": "x://a:***@b"})'


def fails_at_the_second(manifests: Manifests) -> Iterator[Finding]:
    first, second = manifests.of("ConfigMap")
    yield Finding(where=first.where("data"), message="is empty")
    raise KeyError(second.spec.get("password", "hunter2"))


def test_a_rule_that_fails_is_an_error_at_its_object_and_the_others_go_on() -> None:
    failing = replace(rule(id="failing"), find=fails_at_the_second)

    of_failing, failure, *others = [(rule.id, finding) for rule, finding in run([failing, rule()], BOTH)]

    assert (of_failing[0], of_failing[1].message) == ("failing", "is empty")
    assert (failure[0], failure[1].severity, failure[1].where.environment) == ("failing", "error", "production")
    assert failure[1].message == "this rule failed (KeyError), so it says nothing of what it had still to judge"
    assert "hunter2" not in repr(failure)
    assert [id for id, _ in others] == ["empty", "empty"]


def test_a_rule_that_fails_without_an_object_is_an_error_of_no_place() -> None:
    def find(_: Manifests) -> Iterator[Finding]:
        raise ValueError

    [result] = results(run([replace(rule(), find=find)], manifests()))

    assert (result.severity, result.where.object, result.where.path) == ("error", "", "")


def test_a_failure_is_raised_where_its_traceback_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACEBACK, "1")

    with pytest.raises(KeyError):
        list(run([replace(rule(), find=fails_at_the_second)], BOTH))


def test_what_no_setting_decides_is_found_by_the_line_of_its_field() -> None:
    def at_field(where: Location) -> Location:
        return replace(where, line=7)

    [told] = results(run([rule()], BOTH), at_field=at_field)
    [decided] = results(run([rule()], BOTH), lambda _: [line()], at_field)

    assert (told.where.line, told.origin[1]) == (7, 7)
    assert (decided.where.line, decided.origin) == (1, ("envs/base.py", 3))
