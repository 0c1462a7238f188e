"""A line that the page shows beside a field is one that the experiment names; where they could differ, it has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib.kubernetes.paths import format_path, leaves
from constructs_lib.settings import Environment, Patch, RawObject
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.knowledge import Library
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.project.pins import read_pin
from plainsail.project.project import Project
from plainsail.provenance import format_setting
from plainsail.report.field_origins import FieldOrigins
from tests.rendered import PIN, by_name, environment
from tests.samples.everything import EveryJob, GrpcDaemon, PlainStatefulService, SignedInWorker
from tests.samples.manifests import EveryManifests
from tests.samples.values import Least, LeastWorker

ROOT = Path(__file__).resolve().parents[3]
UNTRIED = {"ports.health"}
"""A port is called after its key; that of the probe cannot be taken away to see that it goes."""


def told(env: Environment, attribution: Attribution) -> Iterator[tuple[str, str, list[str]]]:
    """Each field with the setting that is shown beside it, and those that the experiment names."""
    known = FieldOrigins()
    for file, document in attribution.documents.items():
        if file.partition("/")[0] not in DELIVERIES:
            for leaf, said in known.of(env, document).items():
                decided = [format_setting(setting) for setting in attribution.deciding(file, leaf)]
                yield f"{document['kind']} {format_path(leaf)}", said.setting, decided


def attribution_of(env: Environment, root: Path) -> Attribution:
    pin = read_pin(ROOT, env.app_name) if env in Project(ROOT).environments else PIN
    return Attribution(env, [env], pin, Library(root))


@pytest.mark.sample
def test_most_fields_of_the_sample_have_their_line(tmp_path: Path) -> None:
    [env, *_] = Project(ROOT).environments
    attribution = attribution_of(env, tmp_path)
    fields = [
        (file, leaf)
        for file, document in attribution.documents.items()
        if file.partition("/")[0] not in DELIVERIES
        for leaf, _ in leaves(document)
        if attribution.deciding(file, leaf)
    ]

    rows = list(told(env, attribution))

    assert not [row for row in rows if row[1] not in row[2]]
    assert len(rows) > 0.7 * len(fields)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Least, LeastWorker, EveryJob, GrpcDaemon, PlainStatefulService, SignedInWorker])
def test_no_shape_of_app_has_a_line_that_the_experiment_does_not_name(kind: type[Environment], tmp_path: Path) -> None:
    env = environment(kind)

    rows = list(told(env, attribution_of(env, tmp_path)))

    assert len(rows) > 20
    # What the experiment finds no other value for, it lays to nothing.
    assert not [row for row in rows if row[2] and row[1] not in row[2] and row[1] not in UNTRIED]


def test_what_a_patch_may_have_changed_has_no_line() -> None:
    patches = {"wait": Patch("Deployment/backend", set={"spec.progressDeadlineSeconds": 600})}
    env = environment(Least, patches=patches)
    objects, known = by_name(env), FieldOrigins()

    assert known.of(env, objects["Deployment/backend"]) == {}
    assert known.of(env, objects["Service/backend"]) != {}


def test_an_object_of_ones_own_has_no_line() -> None:
    own = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "own"}, "data": {"port": "8080"}}
    env = environment(Least, objects={"own": RawObject(own)})

    assert FieldOrigins().of(env, by_name(env)["ConfigMap/own"]) == {}


def test_what_somebody_else_wrote_has_no_line() -> None:
    env = environment(EveryManifests)

    assert {len(FieldOrigins().of(env, document)) for document in by_name(env).values()} == {0}
