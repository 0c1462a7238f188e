"""A field of a release is laid to the value that decides it, layer by layer; else to the line of the chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.kubernetes.paths import locate
from constructs_lib.settings import HelmRelease, merge
from plainsail.attribution.answers import Decider, Subject
from plainsail.attribution.attribution import Attribution
from plainsail.provenance import lines_of
from tests.rendered import environment
from tests.samples.helm_release import LeastHelmRelease
from tools.attribution import Learning

ROOT = Path(__file__).resolve().parents[3]
CHART = "tests/helm/charts/redis"
HERE = "tests/plainsail/attribution/test_releases.py"


class Base(LeastHelmRelease):
    """A cache of the app's own."""

    values = {
        "checkBeforeUpgrade": False,
        "replicaCount": 2,
        "config": {"maxmemory-policy": "allkeys-lfu"},
    }


class OfTheOrganisation(HelmRelease):
    """What every cache says."""

    values = merge({"resources": {"limits": {"memory": "160Mi"}}})


class Staging(OfTheOrganisation, Base):
    """One pod, without a limit of the chart's."""

    values = merge({"replicaCount": 1})


@pytest.fixture(scope="module")
def subject() -> Subject:
    env = environment(Staging)
    return Subject(ROOT, Attribution(env, [env], None, Learning()))


@pytest.mark.parametrize(
    ("name", "field", "setting", "line"),
    [
        ("StatefulSet/backend", "spec.replicas", "values.replicaCount", 'values = merge({"replicaCount": 1})'),
        (
            "StatefulSet/backend",
            "spec.template.spec.containers[redis].resources.limits.memory",
            "values.resources.limits.memory",
            'values = merge({"resources": {"limits": {"memory": "160Mi"}}})',
        ),
        (
            "ConfigMap/backend",
            "data[redis.conf]",
            "values.config.maxmemory-policy",
            '"config": {"maxmemory-policy": "allkeys-lfu"},',
        ),
    ],
)
def test_a_value_and_its_line_decide_a_field(name: str, field: str, setting: str, line: str, subject: Subject) -> None:
    deciders = {decider.setting: decider for decider in asked(subject, name, field)}

    assert (deciders[setting].origins[0].path, deciders[setting].origins[0].source) == (HERE, line)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("spec.template.spec.containers[redis].livenessProbe.periodSeconds", "periodSeconds: 20"),
        ("spec.volumeClaimTemplates[data].spec.resources.requests.storage", "storage: {{ .Values.persistence.size }}"),
    ],
)
def test_what_no_value_decides_is_laid_to_the_template(field: str, line: str, subject: Subject) -> None:
    [decider] = asked(subject, "StatefulSet/backend", field)
    origin = decider.origins[0]

    assert (decider.setting, origin.path, origin.source) == ("chart", f"{CHART}/templates/statefulset.yaml", line)


def test_every_layer_of_a_value_is_told() -> None:
    lines = lines_of(environment(Staging), ("values", "replicaCount"))

    assert [(line.class_name, line.value, line.overridden) for line in lines] == [
        ("Staging", 1, False),
        ("Base", 2, True),
    ]


def asked(subject: Subject, name: str, field: str) -> list[Decider]:
    """The settings that decide what a field holds."""
    file = subject.file_of(name)
    place = locate(subject.attribution.documents[file], field)
    return subject.answer(file, place.path, place.container[place.key]).of("value")
