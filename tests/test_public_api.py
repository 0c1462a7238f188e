"""What projects rely on changes only where somebody means it, and sees it."""

from __future__ import annotations

import pytest

from tools import public_api

REMEDY = "run `make docs`; docs/public-api.md says in which version such a change may come"
RECORD = public_api.PAGE.read_text(encoding="utf-8")


def test_names_options_and_ids_are_those_of_the_record() -> None:
    assert public_api.text(public_api.interfaces()) in RECORD, REMEDY


@pytest.mark.slow
def test_rows_exit_codes_and_files_are_those_of_the_record() -> None:
    assert public_api.page() == RECORD, REMEDY
