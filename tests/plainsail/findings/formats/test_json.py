"""Findings for scripts."""

import json

from plainsail.findings.formats.json import write
from tests.plainsail.findings.planted import QUIET, REPORT


def test_a_version_and_one_list_of_flat_rows() -> None:
    written = json.loads(write(REPORT))

    assert written.keys() == {"version", "findings"}
    assert written["version"] == 1
    assert written["findings"][0] == {
        "check": "liveness-before-readiness",
        "severity": "error",
        "refused": False,
        "environments": ["production", "staging"],
        "object": "Deployment/backend",
        "field": "spec.template.spec.containers[app].livenessProbe",
        "namespace": None,
        "message": "killed after 10 s, but leaves rotation only after 30 s",
        "fix": "raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`",
        "setting": "liveness_probe",
        "origin": {"path": "envs/backend/base.py", "line": 16},
    }


def test_without_a_setting_the_origin_is_the_file() -> None:
    assert json.loads(write(REPORT))["findings"][1]["origin"] == {"path": "some, odd:name.yaml", "line": 7}


def test_of_other_peoples_yaml_the_namespace_is_named() -> None:
    assert json.loads(write(REPORT))["findings"][1]["namespace"] == "jobs"


def test_nothing_to_say_is_an_empty_list() -> None:
    assert json.loads(write(QUIET)) == {"version": 1, "findings": []}
