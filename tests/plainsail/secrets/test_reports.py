"""What people, scripts and workflow runs read."""

from __future__ import annotations

import json
from typing import Any

from click import unstyle

from plainsail.findings.finding import DecidingLine
from plainsail.findings.report import Result
from plainsail.location import Location
from plainsail.secrets.answers import Answer, Answers
from plainsail.secrets.needs import Need
from plainsail.secrets.reports import listing, listing_json, report, write
from plainsail.secrets.ssm import Parameter
from tests.plainsail.secret_projects import need

KEY = need("/param/staging/key")
IDLE = ("staging", "/param/staging/idle")


def line_of(where: Location) -> DecidingLine | None:
    """Every parameter is given by one line."""
    return DecidingLine("external_secrets", "envs/backend/base.py", 40, '"KEY": "key",') if where.object else None


def there(asked: Need = KEY, *, kind: str = "SecureString", version: int = 1) -> Answer:
    return Answer(asked, Parameter(asked.parameter, kind, version, None))


def missing(asked: Need = KEY) -> Answer:
    return Answer(asked, exists=False)


ROW = {
    "environment": "staging",
    "app": "backend",
    "variable": "KEY",
    "parameter": "/param/staging/key",
    "folder": False,
    "property": None,
    "version": None,
    "store": "ClusterSecretStore/ssm",
    "provider": "ssm",
    "origin": {"path": "envs/backend/base.py", "line": 40},
}


def rows(answers: Answers) -> Any:
    written = json.loads(write(answers, "json", line_of))
    assert written.pop("version") == 1
    return written.pop("parameters")


def test_the_list_has_a_table_for_each_app_and_store() -> None:
    other = need("/x", variable="B", environment="production")

    text = unstyle(listing([other, KEY, need("/y", variable="LONGER")], line_of))

    assert text.splitlines() == [
        "production/backend  ClusterSecretStore/ssm",
        "  VARIABLE  PARAMETER  SET BY",
        "  B         /x         envs/backend/base.py:40",
        "",
        "staging/backend  ClusterSecretStore/ssm",
        "  VARIABLE  PARAMETER           SET BY",
        "  KEY       /param/staging/key  envs/backend/base.py:40",
        "  LONGER    /y                  envs/backend/base.py:40",
    ]


def test_what_is_taken_of_a_parameter_stands_behind_it() -> None:
    text = listing([
        need("/a", field="password", version="3"),
        need("/b", variable=None),
        need("/c/", variable=None, folder=True),
    ], line_of)  # fmt: skip

    assert [line.split("  envs")[0].split() for line in text.splitlines()[2:]] == [
        ["KEY", "/a,", "field", "password,", "version", "3"],
        ["(all", "fields)", "/b"],
        ["(all", "found)", "/c/..."],
    ]


def test_nothing_to_list_is_said() -> None:
    assert listing([], line_of) == "no ExternalSecret needs a parameter"


def test_the_list_for_scripts_has_stable_names() -> None:
    assert json.loads(listing_json([KEY], line_of)) == {"version": 1, "parameters": [ROW]}


def text(answers: Answers) -> list[str]:
    return unstyle(write(answers, "text", line_of)).splitlines()


def test_an_error_is_a_paragraph_with_its_line() -> None:
    assert text(Answers([missing()])) == [
        "error[parameter-missing] staging  ExternalSecret/backend spec.data[KEY].remoteRef",
        "  /param/staging/key does not exist",
        '  set by  envs/backend/base.py:40  "KEY": "key",',
        "  fix     create it, or mend the path",
        "",
        "1 parameter: 1 error",
    ]


def test_a_parameter_that_nobody_needs_has_no_line() -> None:
    assert text(Answers([there()], [IDLE])) == [
        "warning[parameter-unused] staging",
        "  /param/staging/idle: nothing uses it",
        "  fix     delete it, or name it in `params`",
        "",
        "1 parameter: 1 warning",
    ]


def test_the_last_line_counts_parameters_once_and_says_that_all_are_there() -> None:
    answers = Answers([there(), there(need(KEY.parameter, variable="OTHER")), there(need("/b", variable="B"))])

    assert text(answers) == ["2 parameters: all there"]


def test_the_last_line_counts_errors_and_warnings() -> None:
    answers = Answers([missing(), missing(need("/b", variable="B")), there(need("/c", variable="C"), kind="String")])

    assert text(answers)[-1] == "3 parameters: 2 errors, 1 warning"


def test_where_nothing_is_needed_it_is_said() -> None:
    assert text(Answers()) == ["no ExternalSecret needs a parameter"]


def test_one_missing_parameter_of_two_environments_and_one_line_is_one_finding() -> None:
    [result] = report(Answers([missing(), missing(need(KEY.parameter, environment="production"))]), line_of).results

    assert isinstance(result, Result)
    assert result.environments == ("production", "staging")


QUIET: dict[str, Any] = {"checks": [], "severity": None, "message": None, "fix": None}


def test_for_scripts_what_is_there_is_a_row_too() -> None:
    assert rows(Answers([there()])) == [{**ROW, "exists": True, **QUIET}]


def test_for_scripts_a_missing_one_says_so() -> None:
    assert rows(Answers([missing()])) == [
        {
            **ROW,
            "exists": False,
            "checks": ["parameter-missing"],
            "severity": "error",
            "message": "does not exist",
            "fix": "create it, or mend the path",
        }
    ]


def test_for_scripts_two_findings_are_one_row_of_the_graver_severity() -> None:
    asked = need(KEY.parameter, version="4")

    [row] = rows(Answers([there(asked, kind="String", version=3)]))

    assert (row["exists"], row["severity"]) == (True, "error")
    assert row["checks"] == ["parameter-version-missing", "parameter-not-secure"]
    assert row["message"] == "has no version 4; the newest is 3; is a String, readable without a key"


def test_for_scripts_what_was_not_asked_is_null() -> None:
    [row] = rows(Answers([Answer(need("/aws/service/x"), exists=None)]))

    assert (row["exists"], row["severity"]) == (None, "warning")


def test_for_scripts_an_idle_parameter_has_the_same_names() -> None:
    [row] = rows(Answers(unused=[IDLE]))

    assert row.keys() == {**ROW, "exists": True, **QUIET}.keys()
    assert (row["environment"], row["parameter"], row["variable"]) == ("staging", "/param/staging/idle", None)
    assert row["message"] == "nothing uses it"


def test_for_a_workflow_run_each_finding_is_an_annotation() -> None:
    first, second = write(Answers([missing()], [IDLE]), "github", line_of).splitlines()

    assert first == (
        "::error file=envs/backend/base.py,line=40,title=parameter-missing::"
        "staging ExternalSecret/backend spec.data[KEY].remoteRef: /param/staging/key does not exist"
        "%0Afix: create it, or mend the path"
    )
    assert second == (
        "::warning title=parameter-unused::staging: /param/staging/idle: nothing uses it"
        "%0Afix: delete it, or name it in `params`"
    )


def test_for_a_workflow_run_nothing_is_nothing() -> None:
    assert write(Answers([there()]), "github", line_of) == ""


def test_code_scanning_gets_the_line_of_python_and_the_object() -> None:
    [run] = json.loads(write(Answers([missing()], [IDLE]), "sarif", line_of))["runs"]
    at, nowhere = (result["locations"][0]["physicalLocation"] for result in run["results"])

    assert run["tool"]["driver"]["rules"][0]["id"] == "parameter-missing"
    assert (at["artifactLocation"]["uri"], at["region"]["startLine"]) == ("envs/backend/base.py", 40)
    assert nowhere["artifactLocation"]["uri"] == "cdk8s.yaml"


def test_a_pull_request_gets_a_table() -> None:
    lines = write(Answers([missing()]), "markdown", line_of).splitlines()

    assert lines[:3] == ["### Secrets", "", "1 parameter&#58; 1 error"]
    assert lines[6].startswith("| **error** | parameter-missing | staging<br><code>ExternalSecret/backend ")
