"""The name that a misspelt one means: one rule for settings, fields, commands, checks, kinds and names of objects."""

from dataclasses import fields

import pytest

from constructs_lib.kubernetes.nearest import nearest
from constructs_lib.settings import Environment, Hpa
from constructs_lib.settings.layers import settings_of

SETTINGS = list(settings_of(Environment))
FIELDS = [field.name for field in fields(Hpa)]


@pytest.mark.parametrize("name", [*SETTINGS, *FIELDS])
def test_a_name_without_one_of_its_letters_finds_itself(name: str) -> None:
    known = SETTINGS if name in SETTINGS else FIELDS
    slips = {f"{name[:at]}{name[at + 1 :]}" for at in range(len(name))} - {*known}

    assert {nearest(slip, known) for slip in slips} == {name}


@pytest.mark.parametrize("name", ["x", "metadata", "Deployment", "frobnicate", ""])
def test_a_name_of_something_else_finds_none(name: str) -> None:
    assert nearest(name, SETTINGS) is None


@pytest.mark.parametrize(("name", "known"), [("hpx", "hpa"), ("deployment/backend", "Deployment/backend")])
def test_a_wrong_letter_of_three_and_another_case_are_slips(name: str, known: str) -> None:
    assert nearest(name, [known]) == known


def test_of_names_that_differ_in_case_the_first_is_meant() -> None:
    assert nearest("mode", ["Mode", "MODE"]) == "Mode"
