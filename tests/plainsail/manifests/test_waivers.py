"""Which finding a waiver covers, and which waivers cover none."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from plainsail.location import Location
from plainsail.manifests.waivers import Waiver, Waivers

APP = Location(
    "dist/x.yaml",
    1,
    "staging",
    "backend",
    object="Deployment/backend",
    field="spec.template.spec.containers[app].image",
)


def waiver(
    environment: str = "staging", reason: str = "meant", setting: str = "waivers.a-check", only: str = ""
) -> Waiver:
    return Waiver("a-check", reason, environment, "backend", "e.py:3", setting, only)


def place(environment: str | None = "staging", app: str | None = "backend") -> Location:
    return Location("dist/x.yaml", 1, environment, app)


def covers(where: Location, *, check: str = "a-check", reason: str = "meant", only: str = "") -> bool:
    return Waivers([waiver(reason=reason, only=only)]).cover(check, where)


def idle(*waivers: Waiver, found: Location) -> set[Waiver]:
    """Those that have nothing to waive where a check finds something at one place."""
    every = Waivers(waivers)
    every.cover("a-check", found)
    return set(every.book(["a-check"]).idle)


def test_a_waiver_covers_its_check_in_its_app_and_environment() -> None:
    assert covers(place())


@pytest.mark.parametrize(
    ("check", "home"),
    [("other", ("staging", "backend")), ("a-check", ("production", "backend")), ("a-check", ("staging", "frontend"))],
)
def test_a_waiver_covers_nothing_else(check: str, home: tuple[str, str]) -> None:
    assert not covers(place(*home), check=check)


@pytest.mark.parametrize("home", [("staging", None), (None, None)])
def test_what_belongs_to_no_app_is_covered_by_any_of_its_environment(home: tuple[str | None, str | None]) -> None:
    assert covers(place(*home))


def test_without_a_reason_nothing_is_covered() -> None:
    assert not covers(place(), reason=" ")


@pytest.mark.parametrize("only", ["Deployment/backend", "Deployment/backend app", f"Deployment/backend {APP.field}"])
def test_a_place_is_covered_by_its_object_and_as_findings_and_scripts_name_it(only: str) -> None:
    assert covers(APP, only=only)


@pytest.mark.parametrize("only", ["Deployment/backend sidecar", "Deployment/other", "StatefulSet/backend"])
def test_a_place_covers_no_other(only: str) -> None:
    assert not covers(APP, only=only)


def test_an_object_of_argo_cd_is_named_by_any_app_of_its_environment() -> None:
    assert covers(replace(APP, app=None, object="Application/backend", field=""), only="Application/backend")


def test_what_is_about_no_object_is_covered_by_a_waiver_of_the_whole_app_alone() -> None:
    assert not covers(place(), only="Deployment/backend")


def test_a_line_that_covers_something_in_one_environment_is_busy_in_all() -> None:
    """The base says it for staging and production; only production needs it."""
    staging, production = waiver(), waiver(environment="production")

    assert idle(staging, production, found=place("production")) == set()


def test_a_line_that_covers_something_of_one_app_is_busy_for_all() -> None:
    """A mix-in of the organisation says it, `Deployment/{app}`."""
    ours, other = waiver(only="Deployment/backend"), replace(waiver(only="Deployment/shop"), app="shop")

    assert idle(ours, other, found=APP) == set()


def test_a_line_that_covers_nothing_is_idle() -> None:
    other = waiver(setting="waivers.another-check", only="Deployment/other")

    assert idle(waiver(), other, found=place()) == {other}


def test_places_are_idle_each_by_itself_on_one_line_too() -> None:
    busy, unneeded = (
        waiver(setting=f"waivers.a-check.only[{number}]", only=place)
        for number, place in enumerate(("Deployment/backend app", "Deployment/other"))
    )

    assert idle(busy, unneeded, found=APP) == {unneeded}


def test_where_a_waiver_is_said_is_where_a_complaint_points() -> None:
    assert (waiver().where.path, waiver().where.line) == ("e.py", 3)


def steps(apps: int) -> int:
    """How many lines it takes to cover what is found in a fleet, each app with waivers of its own."""
    homes = [(environment, f"app{number}") for environment in ("staging", "production") for number in range(apps)]
    places = [Location("dist/x.yaml", 1, environment, app, f"Job/{app}") for environment, app in homes]
    places += [Location("dist/x.yaml", 1, environment, None, f"Application/{app}") for environment, app in homes]
    given = [Waiver("a-check", "meant", *home, "e.py:3", f"waivers.{home}", f"Job/{home[1]}") for home in homes]
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += frame.f_globals["__name__"] == Waivers.__module__
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        every = Waivers(given)
        covered = sum(every.cover("a-check", where) for where in places)
        idle = every.book(["a-check"]).idle
    finally:
        sys.settrace(before)
    assert (covered, len(idle)) == (len(homes), 0)
    return count


def test_twice_as_many_apps_take_twice_as_long() -> None:
    assert steps(64) < 2.2 * steps(32)


def test_what_a_setting_implies_is_never_idle_and_covers_no_error() -> None:
    """The setting decides more than the finding; and no reason makes the API server take what it refuses."""
    implied = replace(waiver(only="Deployment/backend app"), is_implied=True)

    assert not idle(implied, found=place())
    assert Waivers([implied]).cover("a-check", APP)
    assert not Waivers([implied]).cover("a-check", APP, is_error=True)
    assert Waivers([implied, waiver()]).cover("a-check", APP, is_error=True)
