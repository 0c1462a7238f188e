"""What projects rely on changes only where somebody means it, and sees it."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from tools import public_api

REMEDY = "run `make docs`; docs/public-api.md says in which version such a change may come"
RECORD = public_api.PAGE.read_text(encoding="utf-8")
SEEN = "\nExit codes and JSON\n"
"""The title behind which all takes a run of the commands."""


def assert_recorded(recorded: str, now: str) -> None:
    changed = "\n".join(unified_diff(recorded.splitlines(), now.splitlines(), "recorded", "now", n=0, lineterm=""))

    assert not changed, f"{REMEDY}\n{changed}"


def test_names_options_and_ids_are_those_of_the_record() -> None:
    said = public_api.HEAD + public_api.text(public_api.interfaces())

    assert_recorded(RECORD.partition(SEEN)[0], said)


@pytest.mark.slow
def test_outputs_exit_codes_and_files_are_those_of_the_record() -> None:
    assert_recorded(RECORD, public_api.page())
