"""Findings as SARIF 2.1.0."""

import json
from dataclasses import replace
from typing import Any

from plainsail.findings.engine import Verdict
from plainsail.findings.formats.sarif import write
from plainsail.findings.rules import rules
from tests.plainsail.verdicts import CONTAINER, QUIET, VERDICT


def run_of(verdict: Verdict) -> dict[str, Any]:
    log = json.loads(write(verdict))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def test_every_check_is_a_rule_even_of_a_quiet_run() -> None:
    """Code scanning closes an alert when its rule ran and found nothing."""
    assert [rule["id"] for rule in run_of(QUIET)["tool"]["driver"]["rules"]] == list(rules())


def test_a_result_names_its_rule_by_id_and_index() -> None:
    run = run_of(VERDICT)

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_points_at_python_and_relates_to_yaml() -> None:
    result = run_of(VERDICT)["results"][0]

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "envs/backend/base.py"},
        "region": {"startLine": 16},
    }
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("dist/")


def test_an_alert_keeps_its_fingerprint_when_its_line_moves() -> None:
    moved = replace(CONTAINER, where=replace(CONTAINER.where, line=99))

    first, second = (run_of(Verdict([each], 1, 1, 0))["results"][0] for each in (CONTAINER, moved))

    assert first["partialFingerprints"] == second["partialFingerprints"]


def test_a_path_is_written_as_a_uri() -> None:
    location = run_of(VERDICT)["results"][1]["locations"][0]

    assert location["physicalLocation"]["artifactLocation"]["uri"] == "some%2C%20odd%3Aname.yaml"
