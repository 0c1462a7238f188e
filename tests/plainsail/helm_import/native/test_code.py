"""Settings as Python says them, and what one environment changes of them."""

from __future__ import annotations

from plainsail.helm_import.native.code import NOTHING, Call, assigned, common, difference

_ONE, _THREE = (Call("Hpa", fields={"min_replicas": 1, "max_replicas": most}) for most in (1, 3))


def test_a_line_that_is_too_long_is_an_argument_a_line() -> None:
    value = Call("CronJob", ("php bin/console app:greet",), {"schedule": "0 7 * * 1-5"})

    assert assigned("cron_jobs", {"greet": value}, 60) == [
        "    cron_jobs = {",
        '        "greet": CronJob(',
        '            "php bin/console app:greet",',
        '            schedule="0 7 * * 1-5",',
        "        ),",
        "    }",
    ]


def test_an_environment_changes_the_fields_that_differ() -> None:
    base = common([_THREE, _ONE])

    assert str(base) == "Hpa(min_replicas=1, max_replicas=3)"
    assert str(difference(base, _ONE)) == "change(max_replicas=1)"
    assert difference(base, _THREE) is NOTHING


def test_what_stands_without_a_name_is_changed_by_it() -> None:
    one, other = (Call("Ingress", (host,), {"class_name": "nginx"}) for host in ("a.example.com", "b.example.com"))

    assert str(difference(common([one, other]), other)) == 'change(host="b.example.com")'


def test_calls_that_say_other_fields_are_said_whole() -> None:
    """A field that the base says cannot be taken back by a change."""
    other = Call("Hpa", fields={"max_replicas": 2})

    assert difference(common([_THREE, other]), other) == other


def test_of_a_mapping_the_base_says_the_keys_that_all_have() -> None:
    one, other = {"A": "1", "B": "2"}, {"A": "1", "B": "3", "C": "4"}
    base = common([one, other])

    assert base == {"A": "1", "B": "2"}
    assert str(difference(base, other)) == 'change({"B": "3", "C": "4"})'


def test_what_an_environment_lacks_is_not_said_by_the_base() -> None:
    assert common([_ONE, NOTHING]) is NOTHING
