"""What people, scripts and workflow runs read."""

from __future__ import annotations

import json
from typing import Any

from click import unstyle

from plainsail.secrets.needs import Need
from plainsail.secrets.secret_reports import REPORTS, listing, listing_json
from plainsail.secrets.verifying import Complaint
from tests.plainsail.secret_projects import need

KEY = need("/param/staging/key")
IDLE = Complaint("warning", "staging", "/param/staging/idle", "nothing uses it")
MISSING = Complaint("error", "staging", KEY.parameter, "does not exist", KEY, exists=False)
PLAIN = Complaint("warning", "staging", KEY.parameter, "is a String", KEY)
ROW = {
    "environment": "staging",
    "app": "backend",
    "variable": "KEY",
    "parameter": "/param/staging/key",
    "folder": False,
    "property": None,
    "version": None,
    "store": "ClusterSecretStore/ssm",
    "origin": {"path": "envs/backend/base.py", "line": 40},
}


def rows(complaints: list[Complaint], asked: list[Need]) -> Any:
    report = json.loads(REPORTS["json"](complaints, asked))
    assert report.pop("version") == 1
    return report.pop("parameters")


def test_the_list_has_a_table_for_each_app_and_store() -> None:
    other = need("/x", variable="B", environment="production")

    text = unstyle(listing([other, KEY, need("/y", variable="LONGER")]))

    assert text.splitlines() == [
        "production/backend  ClusterSecretStore/ssm",
        "  VARIABLE  PARAMETER  SAID BY",
        "  B         /x         envs/backend/base.py:40",
        "",
        "staging/backend  ClusterSecretStore/ssm",
        "  VARIABLE  PARAMETER           SAID BY",
        "  KEY       /param/staging/key  envs/backend/base.py:40",
        "  LONGER    /y                  envs/backend/base.py:40",
    ]


def test_what_is_taken_of_a_parameter_stands_behind_it() -> None:
    text = listing([
        need("/a", field="password", version="3"),
        need("/b", variable=None),
        need("/c/", variable=None, folder=True),
    ])  # fmt: skip

    assert [line.split("  envs")[0].split() for line in text.splitlines()[2:]] == [
        ["KEY", "/a,", "field", "password,", "version", "3"],
        ["(all", "fields)", "/b"],
        ["(all", "found)", "/c/..."],
    ]


def test_nothing_to_list_is_said() -> None:
    assert listing([]) == "no ExternalSecret needs a parameter"


def test_the_list_for_scripts_has_stable_names() -> None:
    assert json.loads(listing_json([KEY])) == {"version": 1, "parameters": [ROW]}


def test_an_error_is_a_paragraph_that_ends_at_the_line() -> None:
    assert REPORTS["text"]([MISSING], [KEY]).splitlines() == [
        "\x1b[31m\x1b[1merror\x1b[0m  staging/backend  \x1b[1mKEY\x1b[0m",
        "  /param/staging/key does not exist",
        '  set by  envs/backend/base.py:40  "KEY": "key",',
        "",
        "1 parameter: 1 error",
    ]


def test_a_parameter_that_nobody_needs_has_no_line() -> None:
    assert REPORTS["text"]([IDLE], [KEY]).splitlines() == [
        "\x1b[33m\x1b[1mwarning\x1b[0m  staging",
        "  /param/staging/idle nothing uses it",
        "",
        "1 parameter: 1 warning",
    ]


def test_the_last_line_counts_parameters_once_and_says_that_all_are_there() -> None:
    asked = [KEY, need(KEY.parameter, variable="OTHER"), need("/b")]

    assert REPORTS["text"]([], asked) == "2 parameters: all there"


def test_the_last_line_counts_errors_and_warnings() -> None:
    assert REPORTS["text"]([MISSING, MISSING, PLAIN], [KEY]).endswith("\n1 parameter: 2 errors, 1 warning")


def test_where_nothing_is_needed_it_is_said() -> None:
    assert REPORTS["text"]([], []) == "no ExternalSecret needs a parameter"


def test_for_scripts_what_is_there_is_a_row_too() -> None:
    assert rows([], [KEY]) == [{**ROW, "exists": True, "severity": None, "message": None}]


def test_for_scripts_a_missing_one_says_so() -> None:
    assert rows([MISSING], [KEY]) == [{**ROW, "exists": False, "severity": "error", "message": "does not exist"}]


def test_for_scripts_two_complaints_are_one_row_of_the_graver_severity() -> None:
    gone = Complaint("error", "staging", KEY.parameter, "has no version 4", KEY)

    assert rows([PLAIN, gone], [KEY]) == [
        {**ROW, "exists": True, "severity": "error", "message": "is a String; has no version 4"}
    ]


def test_for_scripts_what_was_not_asked_is_null() -> None:
    unsaid = Complaint("warning", "staging", KEY.parameter, "was not looked for", KEY, exists=None)

    assert rows([unsaid], [KEY])[0]["exists"] is None


def test_for_scripts_an_idle_parameter_has_the_same_names() -> None:
    [row] = rows([IDLE], [])

    assert row.keys() == {**ROW, "exists": 0, "severity": 0, "message": 0}.keys()
    assert (row["environment"], row["parameter"], row["variable"]) == ("staging", "/param/staging/idle", None)


def test_for_a_workflow_run_each_complaint_is_an_annotation() -> None:
    missing, idle = REPORTS["github"]([MISSING, IDLE], [KEY]).splitlines()

    where = "file=envs/backend/base.py,line=40,title=plainsail secrets"
    assert missing == f"::error {where}::staging/backend KEY: /param/staging/key does not exist"
    assert idle == "::warning title=plainsail secrets::staging: /param/staging/idle nothing uses it"


def test_for_a_workflow_run_nothing_is_nothing() -> None:
    assert REPORTS["github"]([], [KEY]) == ""
