"""Parts of a fleet."""

from __future__ import annotations

import pytest

from plainsail.project.shards import Shard


@pytest.mark.parametrize("count", [1, 2, 7, 256])
def test_each_app_is_in_one_part(count: int) -> None:
    parts = [Shard(number, count) for number in range(1, count + 1)]

    assert all(sum(part.holds(f"app-{number}") for part in parts) == 1 for number in range(200))


def test_parts_are_of_a_size() -> None:
    sizes = [sum(Shard(number, 8).holds(f"app-{app}") for app in range(8000)) for number in range(1, 9)]

    assert min(sizes) > 900


def test_a_part_is_the_same_everywhere() -> None:
    """Machines agree on it without a word, whatever the seed of hashes."""
    apps = ("backend", "api", "jobs", "web", "mail")

    assert [[app for app in apps if Shard(number, 3).holds(app)] for number in (1, 2, 3)] == [
        ["api", "mail"],
        ["jobs"],
        ["backend", "web"],
    ]


@pytest.mark.parametrize("text", ["", "0/4", "5/4", "1/0", "1", "1/4/2", "-1/4", "a/b", "1/4 ", "¹/4"])
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no part of a whole; write 1/4, or any up to 4/4, for one of four"):
        Shard.parse(text)


def test_a_part_is_written_as_people_do() -> None:
    assert (Shard.parse("2/8"), Shard.parse("2/8").name) == (Shard(2, 8), "2-of-8")
