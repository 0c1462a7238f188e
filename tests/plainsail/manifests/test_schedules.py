"""Schedules as robfig/cron v3 reads them."""

import pytest

from plainsail.manifests.schedules import BadSchedule, parse


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
     "@every 1.h5x", "TZ=UTC", "a * * * *", "1.5 * * * *", "* * * * 5L", "* * 15W * *"],
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
