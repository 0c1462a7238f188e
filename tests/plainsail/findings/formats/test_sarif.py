"""Findings as SARIF 2.1.0."""

import json
from dataclasses import replace
from typing import Any

from plainsail.checks import RULES
from plainsail.findings.formats.sarif import write
from plainsail.findings.report import Report
from plainsail.location import Location
from tests.plainsail.findings.planted import CONTAINER, FILE, LINE, QUIET, REPORT, report_of


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(write(report))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def test_every_check_is_a_rule_even_of_a_quiet_run() -> None:
    """Code scanning closes an alert when its rule ran and found nothing."""
    assert [rule["id"] for rule in run_of(QUIET)["tool"]["driver"]["rules"]] == list(RULES)


def test_a_result_names_its_rule_by_id_and_index() -> None:
    run = run_of(REPORT)

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_points_at_python_and_relates_to_yaml() -> None:
    result = run_of(REPORT)["results"][0]

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "envs/backend/base.py"},
        "region": {"startLine": 16},
    }
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("dist/")


def test_a_default_of_the_installed_library_is_no_place_of_the_project() -> None:
    installed = replace(CONTAINER, lines=(replace(LINE, is_installed=True),))

    result = run_of(report_of(installed))["results"][0]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == CONTAINER.where.path
    assert "relatedLocations" not in result


def test_an_alert_keeps_its_fingerprint_when_its_line_moves() -> None:
    moved = replace(CONTAINER, where=replace(CONTAINER.where, line=99))

    first, second = (run_of(report_of(each))["results"][0] for each in (CONTAINER, moved))

    assert first["partialFingerprints"] == second["partialFingerprints"]


def test_a_path_is_written_as_a_uri() -> None:
    location = run_of(REPORT)["results"][1]["locations"][0]

    assert location["physicalLocation"]["artifactLocation"]["uri"] == "some%2C%20odd%3Aname.yaml"


def test_two_objects_of_one_name_in_two_namespaces_are_two_alerts() -> None:
    other = replace(FILE, where=replace(FILE.where, namespace="other"))

    first, second = run_of(report_of(FILE, other))["results"]

    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_a_result_without_a_file_has_a_place_all_the_same() -> None:
    """Code scanning refuses the whole file otherwise."""
    [result] = run_of(report_of(replace(FILE, where=Location("", 1))))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "cdk8s.yaml"


def test_each_command_is_an_analysis_of_its_own() -> None:
    """The upload of a plan would close the alerts of the checks."""
    assert run_of(QUIET)["automationDetails"] == {"id": "plainsail/check/"}
