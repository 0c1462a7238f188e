"""`ENV` and `ENV/APP` on the command line."""

from __future__ import annotations

import pytest

from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import Scope, Target, parse_options, parse_targets
from tests.plainsail.clones import ROOT

PROJECT = Project(ROOT)


def test_an_environment_holds_all_its_apps() -> None:
    [target] = parse_targets(PROJECT, ["staging"])

    assert [target.holds(*each) for each in [("staging", "backend"), ("staging", "x"), ("production", "backend")]] == [
        True,
        True,
        False,
    ]


def test_an_app_is_held_alone() -> None:
    [target] = parse_targets(PROJECT, ["staging/backend"])

    assert (target, target.holds("staging", "x")) == (Target("staging", "backend"), False)


def test_an_option_names_all_environments_or_apps() -> None:
    assert parse_options(PROJECT, [], ["staging"]) == (Target("staging"),)
    assert parse_options(PROJECT, ["backend"], []) == (Target("production", "backend"), Target("staging", "backend"))
    assert parse_options(PROJECT, ["backend"], ["staging"]) == (Target("staging", "backend"),)


def test_without_a_target_it_is_everything() -> None:
    everything = parse_options(PROJECT, [], [])

    assert (everything.holds("x", "y"), everything.holds("x"), everything.folders) == (True, True, None)


def test_an_app_is_not_its_whole_environment() -> None:
    scope = Scope([Target("staging", "backend"), Target("production")])

    assert [scope.holds("staging", "backend"), scope.holds("staging"), scope.holds("production")] == [True, False, True]
    assert scope.folders == ["staging/backend", "production", "argocd/production", "flux/production"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("stagign", "did you mean 'staging'?"),
        ("staging/bakend", "did you mean 'staging/backend'?"),
        ("x", "there is production, production/backend, staging, staging/backend"),
        ("staging/", "did you mean 'staging'?"),
    ],
)
def test_what_is_not_there_is_told(text: str, hint: str) -> None:
    with pytest.raises(ProjectError) as caught:
        parse_targets(PROJECT, [text])

    assert str(caught.value) == f"{text}: there is no such environment, nor app in one; {hint}"
