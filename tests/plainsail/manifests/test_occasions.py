"""Days and intervals, against an independent reading of the same schedules."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsail.manifests.occasions import YEAR, days_in, never_fires, shortest_interval
from plainsail.manifests.schedules import parse

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
    found = []
    for run in daily:
        if run.year > YEAR:
            break
        found.append(run.date())

    assert list(days_in(parse(text))) == found


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
