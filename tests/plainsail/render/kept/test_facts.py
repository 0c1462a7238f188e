"""Rules between apps, and what is told to Argo CD and Flux, ask for nothing that is not among the facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.settings import Environment
from constructs_lib.settings.layers import settings_of
from plainsail.project.rules import check_together
from plainsail.render.charts import render_delivery
from plainsail.render.kept.facts import SETTINGS, facts_of
from tests.rendered import PIN, app_objects
from tests.samples.everything import Everything
from tests.samples.shapes import SAMPLES


@contextmanager
def asked() -> Iterator[set[str]]:
    """The settings that are read within it, of any app."""
    names: set[str] = set()

    def noting(self: Any, name: str) -> Any:
        if name in settings_of(type(self)):
            names.add(name)
        return object.__getattribute__(self, name)

    type.__setattr__(Environment, "__getattribute__", noting)
    try:
        yield names
    finally:
        type.__delattr__(Environment, "__getattribute__")


@pytest.mark.parametrize("kind", [kind for kinds in SAMPLES.values() for kind in kinds])
def test_nothing_else_is_asked_for(kind: type[Environment]) -> None:
    app = kind(app="backend", env="staging", pin=PIN)
    keys = [key_of(document) for document in app_objects(app)]

    with asked() as names:
        check_together([app])
        render_delivery([app], keys)

    assert names - {*SETTINGS, "image"} == set()
    assert "namespace" in names


@pytest.mark.parametrize(
    ("settings", "same"),
    [({"port": 9090}, True), ({"cluster": "eu"}, False), ({"part_of": "another"}, False)],
)
def test_a_fact_that_changes_is_seen(settings: dict[str, Any], same: bool) -> None:
    before, after = (
        kind(app="backend", env="staging", pin=PIN) for kind in (Everything, type("Changed", (Everything,), settings))
    )

    assert (facts_of(before) == facts_of(after)) is same
