"""Findings as annotations."""

from dataclasses import replace

from plainsail.findings.formats.github import write
from plainsail.location import Location
from tests.plainsail.findings.planted import CONTAINER, FILE, QUIET, REPORT, report_of


def test_an_annotation_points_at_the_line_of_python() -> None:
    first, _ = write(REPORT).splitlines()

    assert first.startswith("::error file=envs/backend/base.py,line=16,title=liveness-before-readiness::production")


def test_a_message_is_one_line_and_properties_cannot_break_out() -> None:
    _, second = write(REPORT).splitlines()

    assert second == (
        "::warning file=some%2C odd%3Aname.yaml,line=7,title=waiver::"
        "CronJob/sync spec.schedule (namespace jobs): 100 %25 odd%0Afix: mend it"
    )


def test_without_a_file_the_run_is_annotated() -> None:
    idle = replace(FILE, where=Location("", 1), message="is idle", fix="")

    assert write(report_of(idle)) == "::warning title=waiver::is idle"


def test_an_info_is_a_notice() -> None:
    assert write(report_of(replace(CONTAINER, severity="info"))).startswith("::notice ")


def test_what_would_end_the_command_is_escaped() -> None:
    assert write(report_of(replace(FILE, message="a\nb\r100%", fix=""))).endswith(": a%0Ab%0D100%25")


def test_nothing_to_say_is_no_line() -> None:
    assert write(QUIET) == ""
