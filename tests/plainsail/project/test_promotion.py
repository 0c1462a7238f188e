"""The order of promotion: what each environment follows, and what the pipelines read of it."""

from __future__ import annotations

import json

from constructs_lib.settings import Environment
from plainsail.project.promotion import promotion_json, stages
from tests.samples.values import Least


def made(**follows: str | None) -> list[Environment]:
    """An app in environments that follow each other."""
    return [
        type("Said", (Least,), {"follows": before, "approval": before and "ops"})(app="a", env=name.replace("_", "-"))
        for name, before in sorted(follows.items())
    ]


def test_each_environment_stands_behind_the_one_that_it_follows() -> None:
    way = stages(made(a_last="z-first", b="a-last", preview=None, z_first=None))

    assert [stage.environment for stage in way] == ["preview", "z-first", "a-last", "b"]


def test_an_environment_of_two_apps_is_one_stage() -> None:
    assert [stage.environment for stage in stages([*made(staging=None), *made(staging=None)])] == ["staging"]


def test_jobs_that_run_no_code_read_all_that_they_need() -> None:
    assert json.loads(promotion_json(stages(made(staging=None, production="staging")))) == {
        "version": 1,
        "environments": [
            {"environment": "staging", "ref": "staging", "follows": None, "approval": None},
            {"environment": "production", "ref": "production", "follows": "staging", "approval": "ops"},
        ],
    }
