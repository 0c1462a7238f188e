"""Schedules as robfig/cron v3 reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.kubernetes.schedules import YEAR, BadSchedule, days_in, never_fires, parse, shortest_interval


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("@daily", "0 0 * * *"),
        ("@weekly", "0 0 * * sun"),
        ("0 0 * JAN,dec Mon", "0 0 * 1,12 1"),
        ("5/15 * * * *", "5,20,35,50 * * * *"),
        ("1,,2 * * * *", "1,2 * * * *"),
        ("+5 * * * *", "5 * * * *"),
        ("CRON_TZ=Asia/Tokyo  0 0 * * *", "0 0 * * *"),
    ],
    ids=["descriptor", "Sunday", "any case", "from a number on", "empty parts", "a sign", "a zone"],
)
def test_two_ways_of_saying_the_same(text: str, same: str) -> None:
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    "text",
    ["", "* * * *", "60 * * * *", "* * 0 * *", "* * * 13 *", "5-1 * * * *", "1-2-3 * * * *", "1/2/3 * * * *",
     "-1 * * * *", "* * * * fri-mon", "* * * * monday", "@Daily", "@daily ", "@every", "@every 5", "@every 1d",
     "@every 1.h5x", "@every 2562048h", f"@every {'9' * 5000}s", "TZ=UTC", "a * * * *", "1.5 * * * *",
     "* * * * 5L", "* * 15W * *"],
)  # fmt: skip
def test_what_the_parser_refuses(text: str) -> None:
    with pytest.raises(BadSchedule):
        parse(text)


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("0 0 1 * 1", True),
        ("0 0 */2 * 1", True),
        ("0 0 1-31 * 1", True),
        ("0 0 * * 1", False),
        ("0 0 ? * 1", False),
        ("0 0 */1 * 1", False),
        ("0 0 *,5 * 1", False),
        ("0 0 1 * *", False),
    ],
)
def test_only_a_whole_star_makes_both_conditions_count(text: str, either: bool) -> None:
    """Here `*/2` is no star, which is what other crons think."""
    assert parse(text).either_day is either


@pytest.mark.parametrize(
    ("text", "seconds"), [("@every 1h30m", 5400), ("@every 1.5h", 5400), ("@every 100ms", 1), ("@every -5m", 1)]
)
def test_a_duration_is_a_second_at_least(text: str, seconds: float) -> None:
    assert parse(text).every == seconds


START = datetime(YEAR, 1, 1, tzinfo=UTC)


def field(least: int, most: int) -> st.SearchStrategy[str]:
    """A field that both readers take: a star, numbers, a range, a range with a step."""
    numbers = st.integers(least, most)
    # Of one number, cronsim takes a range with a step for all that follow.
    spans = st.tuples(numbers, numbers).filter(lambda each: each[0] < each[1])
    return st.one_of(
        st.just("*"),
        st.lists(numbers, min_size=1, max_size=3).map(lambda each: ",".join(map(str, each))),
        spans.map(lambda span: f"{span[0]}-{span[1]}"),
        st.tuples(spans, st.integers(1, 9)).map(lambda each: f"{each[0][0]}-{each[0][1]}/{each[1]}"),
    )


# Days up to 28: cronsim refuses a date that no month has, where the controller takes it and never runs.
SCHEDULES = st.tuples(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6)).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(SCHEDULES)
def test_the_days_are_those_that_another_reader_finds(text: str) -> None:
    _, _, *rest = text.split()
    daily = CronSim(" ".join(("0", "0", *rest)), START - timedelta(seconds=1))
    days = []
    for run in daily:
        if run.year > YEAR:
            break
        days.append(run.date())

    assert list(days_in(parse(text))) == days


@settings(max_examples=30, deadline=None)
@given(SCHEDULES)
def test_no_two_runs_are_nearer_than_the_shortest_interval(text: str) -> None:
    runs = CronSim(text, START - timedelta(seconds=1))
    shortest = shortest_interval(parse(text))
    gaps = [later - earlier for earlier, later in pairwise(next(runs) for _ in range(200))]

    assert shortest is not None
    assert min(gaps).total_seconds() >= shortest


def test_leap_years_come() -> None:
    assert not never_fires(parse("0 0 29 2 *"))
    assert not days_in(parse("0 0 29 2 *"))


def test_a_list_of_nothing_never_comes() -> None:
    """The parser skips empty parts, and so takes a comma for a field that allows nothing."""
    assert never_fires(parse("0 , * * *"))
