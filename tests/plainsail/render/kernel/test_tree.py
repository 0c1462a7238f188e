"""Whole apps, rendered by the kernel and by Node alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Environment, SettingsError
from plainsail.attribution.changes import changes
from plainsail.project.project import Project
from plainsail.render.charts import render, render_delivery
from tests.plainsail.render.kernel.both_ways import node_alone
from tests.rendered import PIN, environment
from tests.samples.everything import Everything, Otherwise
from tests.samples.values import Least

ROOT = Path(__file__).resolve().parents[4]


def rendered(env: Environment) -> str:
    """Every object of an app in an environment, Argo CD's too, in order; or the mistake."""
    try:
        [app] = render([env])
        documents: list[Document] = [*app.documents, *render_delivery([env], map(key_of, app.documents))]
    except Exception as error:  # the same one both ways
        return f"{type(error).__name__}: {error}"
    return json.dumps(documents)


def test_this_repository() -> None:
    for env in Project(ROOT).environments:
        here = rendered(env)
        with node_alone():
            assert rendered(env) == here


@pytest.mark.parametrize("kind", [Least, Everything, Otherwise])
def test_an_environment_that_says_it_all(kind: type[Environment]) -> None:
    here = rendered(environment(kind))

    with node_alone():
        assert rendered(environment(kind)) == here


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Everything, Otherwise])
def test_every_change_of_a_setting(kind: type[Environment]) -> None:
    made = [*changed(environment(kind))]

    here = [rendered(env) for env in made]
    with node_alone():
        there = [rendered(env) for env in made]

    assert len(made) > 90
    assert [both for both in zip(here, there, strict=True) if both[0] != both[1]] == []


def changed(env: Environment) -> Iterator[Environment]:
    """The environment with one setting changed, in the first way that can be made: every eighth kind of setting.

    All of them are thousands, at half a second each in Node.
    """
    by_pattern = {change.pattern: change for change in changes(env, PIN)}
    for pattern in sorted(by_pattern)[::8]:
        for way in by_pattern[pattern].ways:
            with suppress(SettingsError):
                yield way()
                break
