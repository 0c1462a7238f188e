"""What settings waive, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.findings.declared_waivers import declared_by
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import environment, write

SHARED = """\
from constructs_lib.settings import Environment, Namespace, Waiver

PLACES = [
    "Deployment/{app}",
    "Job/{app}-{env}",
]


class Shared(Environment):
    namespace = Namespace("{app}")
    kubernetes_version = "1.35"
    waivers = {
        "all-of-it": "it is meant",
        "places": Waiver("it is meant there", only=PLACES),
        "nothing": [],
    }
"""
APP = """\
from constructs_lib.settings import Waiver, change
from envs.shared import Shared


class Staging(Shared):
    waivers = change(
        {
            "whole": Waiver("whole"),
            "reasons": [
                Waiver("one", only=["Job/a"]),
                Waiver("another", only=["Job/b", "Job/c"]),
            ],
        }
    )
"""


@pytest.fixture
def waivers(tmp_path: Path) -> dict[str, tuple[str, str, str]]:
    """Line, reason and place by setting."""
    write(tmp_path, {"envs/__init__.py": "", "envs/shared.py": SHARED, "envs/app.py": APP})
    with imported(tmp_path):
        every = list(declared_by(environment("app.Staging", app="shop")))
    assert {(waiver.app, waiver.environment) for waiver in every} == {("shop", "staging")}
    return {waiver.setting: (waiver.line, waiver.reason, waiver.only) for waiver in every}


def test_each_place_is_a_waiver_with_the_line_that_names_it(waivers: dict[str, tuple[str, str, str]]) -> None:
    assert waivers["waivers.reasons[0].only[0]"] == ("envs/app.py:10", "one", "Job/a")
    assert waivers["waivers.reasons[1].only[0]"] == ("envs/app.py:11", "another", "Job/b")
    assert waivers["waivers.reasons[1].only[1]"] == ("envs/app.py:11", "another", "Job/c")


def test_a_waiver_of_the_whole_app_has_the_line_of_its_check(waivers: dict[str, tuple[str, str, str]]) -> None:
    assert waivers["waivers.all-of-it"] == ("envs/shared.py:13", "it is meant", "")
    assert waivers["waivers.whole"] == ("envs/app.py:8", "whole", "")


def test_a_mix_in_names_the_objects_of_each_app(waivers: dict[str, tuple[str, str, str]]) -> None:
    places = [waiver[2] for setting, waiver in waivers.items() if setting.startswith("waivers.places")]

    assert places == ["Deployment/shop", "Job/shop-staging"]


def test_a_list_of_none_waives_without_a_reason(waivers: dict[str, tuple[str, str, str]]) -> None:
    """So that the check of the waivers tells it."""
    assert waivers["waivers.nothing"] == ("envs/shared.py:15", "", "")
