"""`check` and `plan` agree with what an API server said of broken objects; `make verdicts` measures with all."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.schemas import Schemas
from tools.verdicts.measure import Error, Figures, Judge, agree, share
from tools.verdicts.mutations import ABSENT, Mutation, as_row, drawn, from_row
from tools.verdicts.record import CREATES, UPDATES, recorded, seeds

SEEDS = seeds()
JUDGE = Judge(Schemas([Path(__file__).resolve().parents[1] / "imports/crds"]))
_EVERY = 20


def test_sound_objects_have_no_error_that_says_refused() -> None:
    assert [error for seed in SEEDS for error in JUDGE.errors(seed) if error.means == "refused"] == []


def test_of_a_sample_nearly_all_verdicts_of_check_are_those_of_the_server() -> None:
    rows = list(recorded(CREATES))[::_EVERY]
    wrong = [
        (SEEDS[number]["kind"], mutation, verdict.message, errors)
        for number, verdict, mutation in rows
        if not agree(accepts=verdict.accepts, errors=(errors := JUDGE.errors(mutation.of(SEEDS[number]))))
    ]

    assert len(wrong) <= len(rows) // 100, wrong


def test_of_a_sample_nearly_all_verdicts_of_plan_are_those_of_the_server() -> None:
    rows = list(recorded(UPDATES))[::_EVERY]
    wrong = [
        (SEEDS[number]["kind"], mutation, verdict.message)
        for number, verdict, mutation in rows
        if verdict.accepts == bool(JUDGE.will_fail(SEEDS[number], mutation.of(SEEDS[number])))
    ]

    assert len(wrong) <= len(rows) // 100, wrong


def test_an_error_for_another_reason_claims_no_refusal() -> None:
    other = [Error("cannot work", "a")]
    figures = Figures("kinds")
    for accepts in (True, False):
        figures.count(accepts=accepts, errors=other)
    figures.count(accepts=True, errors=[Error("refused", "b")])

    assert agree(accepts=True, errors=other)
    assert not agree(accepts=False, errors=[])
    assert figures.row() == "| kinds | 3 | 66.6 % | 100.0 % | 50.0 % | 50.0 % |"
    assert share(0, 0) == "-"


@pytest.mark.parametrize("value", [ABSENT, None, {"a": [1]}])
def test_a_mutation_is_read_as_it_was_written(value: object) -> None:
    mutation = Mutation(("spec", "ports", 0), "name", value)

    assert from_row(as_row(mutation)) == mutation


def test_the_same_mutants_are_drawn_in_every_run() -> None:
    first, second = (drawn(SEEDS[0], 35, 50, "salt") for _ in range(2))

    assert first == second
    assert drawn(SEEDS[0], 35, 50, "other") != first
