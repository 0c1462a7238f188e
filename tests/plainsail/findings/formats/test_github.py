"""Findings as annotations."""

from plainsail.findings.formats.github import write
from tests.plainsail.verdicts import QUIET, VERDICT


def test_an_annotation_points_at_the_line_of_python() -> None:
    first, _ = write(VERDICT).splitlines()

    assert first.startswith("::error file=envs/backend/base.py,line=16,title=liveness-before-readiness::production")


def test_a_message_is_one_line_and_properties_cannot_break_out() -> None:
    _, second = write(VERDICT).splitlines()

    assert second == (
        "::warning file=some%2C odd%3Aname.yaml,line=7,title=waiver::"
        "CronJob/sync spec.schedule: 100 %25 odd%0Afix: mend it"
    )


def test_nothing_to_say_is_no_line() -> None:
    assert write(QUIET) == ""
