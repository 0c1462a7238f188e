"""`change` and `remove` along the class hierarchy."""

from __future__ import annotations

import pytest

from constructs_lib.settings import (
    CronJob,
    Hpa,
    SettingsError,
    Toleration,
    WebService,
    change,
    remove,
)


class Base(WebService):
    hpa = Hpa(min_replicas=1, max_replicas=3, target_cpu_utilization_percentage=70)
    env = {"A": "1", "B": "2"}
    cron_jobs = {"report": CronJob("bin/report", schedule="@daily")}


class Organisation(WebService):
    """A mix-in that says nothing whole."""

    hpa = change(max_replicas=5)
    env = change({"B": "organisation", "C": "3"})


def test_a_field_changes_and_the_others_stay() -> None:
    class Staging(Base):
        hpa = change(max_replicas=1)

    assert Staging.hpa == Hpa(min_replicas=1, max_replicas=1, target_cpu_utilization_percentage=70)


def test_a_mix_in_and_a_class_compose() -> None:
    """`replace(Base.hpa, ...)` would forget the mix-in."""

    class Staging(Organisation, Base):
        hpa = change(min_replicas=2)

    assert Staging.hpa == Hpa(min_replicas=2, max_replicas=5, target_cpu_utilization_percentage=70)


def test_the_nearer_class_wins() -> None:
    class Staging(Organisation, Base):
        env = change({"B": "staging"})

    assert Staging.env == {"A": "1", "B": "staging", "C": "3"}


def test_a_diamond_changes_once() -> None:
    """Each class speaks once, in the order of Python's method resolution."""

    class Left(Base):
        env = change({"ORDER": "left", "LEFT": "1"})

    class Right(Base):
        env = change({"ORDER": "right", "RIGHT": "1"})

    class Both(Left, Right):
        env = change({"A": remove})

    assert Both.env == {"B": "2", "ORDER": "left", "LEFT": "1", "RIGHT": "1"}


def test_a_whole_value_forgets_what_stands_above() -> None:
    class Staging(Organisation, Base):
        env = {"ONLY": "1"}

    assert Staging.env == {"ONLY": "1"}


def test_a_change_below_a_whole_value_of_a_mix_in() -> None:
    class MixIn(WebService):
        env = {"M": "1"}

    class Staging(MixIn, Base):
        env = change({"N": "2"})

    assert Staging.env == {"M": "1", "N": "2"}


def test_a_change_within_a_change() -> None:
    class Staging(Base):
        cron_jobs = change({"report": change(suspended=True)})

    assert Staging.cron_jobs == {"report": CronJob("bin/report", schedule="@daily", suspended=True)}


def test_a_parent_stays_as_it_was() -> None:
    class Staging(Base):
        env = change({"A": remove, "B": "9"})

    assert (dict(Base.env), dict(Staging.env)) == ({"A": "1", "B": "2"}, {"B": "9"})


def test_a_change_before_its_value_waits_for_the_class_that_joins_them() -> None:
    """A mix-in cannot know what it will be mixed with."""

    class Joined(Organisation, Base):
        pass

    assert Joined.hpa == Hpa(min_replicas=1, max_replicas=5, target_cpu_utilization_percentage=70)


def test_a_change_of_nothing_is_refused_when_it_is_used() -> None:
    with pytest.raises(SettingsError) as error:
        Organisation(app="a", env="b")

    assert error.value.path == ("hpa",)


def test_the_change_is_blamed_and_not_the_value() -> None:
    """What the parent said was right until then."""
    staging = type("Staging", (Base,), {"hpa": change(min_replicas=4)})

    with pytest.raises(SettingsError) as error:
        staging(app="a", env="b")

    assert (error.value.path, error.value.owner) == (("hpa", "min_replicas"), staging)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"env": change({"X": remove})}, ("env", "X")),
        ({"env": change({"X": change(a=1)})}, ("env", "X")),
        ({"hpa": change(max_replica=1)}, ("hpa", "max_replica")),
        ({"hpa": change(behavior=remove)}, ("hpa", "behavior")),
        ({"tolerations": change(a=1)}, ("tolerations",)),
        ({"ingress": change(host="a.b")}, ("ingress",)),
    ],
    ids=["remove of no key", "change of no key", "no field", "remove of a field", "a list", "nothing said"],
)
def test_a_change_that_cannot_be(values: dict[str, object], path: tuple[str, ...]) -> None:
    tolerating = type("Tolerating", (Base,), {"tolerations": [Toleration("a")]})

    with pytest.raises(SettingsError) as error:
        type("Staging", (tolerating,), values)(app="a", env="b")

    assert error.value.path == path


@pytest.mark.parametrize("arguments", [((), {}), (({},), {"a": 1}), ((["A"],), {})], ids=["none", "both", "a list"])
def test_a_change_takes_fields_or_a_mapping(arguments: tuple[tuple[object, ...], dict[str, object]]) -> None:
    with pytest.raises(SettingsError):
        change(*arguments[0], **arguments[1])  # type: ignore[arg-type]
