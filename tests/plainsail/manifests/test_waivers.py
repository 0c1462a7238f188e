"""Which finding a waiver covers, and which waivers cover none."""

import pytest

from plainsail.location import Location
from plainsail.manifests.waivers import Waiver, WaiverBook


def waiver(check: str = "a-check", environment: str = "staging", reason: str = "meant", line: str = "e.py:3") -> Waiver:
    return Waiver(check=check, reason=reason, environment=environment, app="backend", line=line)


def place(environment: str | None = "staging", app: str | None = "backend") -> Location:
    return Location("dist/x.yaml", 1, environment, app)


def test_a_waiver_covers_its_check_in_its_app_and_environment() -> None:
    assert waiver().covers("a-check", place())


@pytest.mark.parametrize(
    ("check", "home"),
    [("other", ("staging", "backend")), ("a-check", ("production", "backend")), ("a-check", ("staging", "frontend"))],
)
def test_a_waiver_covers_nothing_else(check: str, home: tuple[str, str]) -> None:
    assert not waiver().covers(check, place(*home))


def test_what_belongs_to_no_app_is_covered_by_any_of_its_environment() -> None:
    assert waiver().covers("a-check", place(app=None))


def test_without_a_reason_nothing_is_covered() -> None:
    assert not waiver(reason=" ").covers("a-check", place())


def test_a_line_that_covers_something_in_one_environment_is_busy_in_all() -> None:
    """The base says it for staging and production; only production needs it."""
    staging, production = waiver(), waiver(environment="production")

    book = WaiverBook.of([staging, production], checks=["a-check"], used={production})

    assert not book.idle


def test_a_line_that_covers_nothing_is_idle() -> None:
    book = WaiverBook.of([waiver(), waiver(line="e.py:9")], checks=["a-check"], used={waiver()})

    assert book.idle == {waiver(line="e.py:9")}


def test_where_a_waiver_is_said_is_where_a_complaint_points() -> None:
    assert (waiver().where.path, waiver().where.line) == ("e.py", 3)
