"""What holds of the objects of an app of any shape: they fit together, and every version of Kubernetes takes them."""

from __future__ import annotations

import pytest

from constructs_lib.settings import Environment, Manifests, Workload
from tests.kubernetes_schemas import mistakes, versions
from tests.references import broken
from tests.rendered import app_objects, environment
from tests.samples.shapes import SAMPLES

DRAWN = [kind for shape, kinds in SAMPLES.items() if shape is not Manifests for kind in kinds]
ALL = pytest.mark.parametrize("kind", DRAWN)


@ALL
def test_references_resolve(kind: type[Workload]) -> None:
    assert broken(app_objects(environment(kind)), elsewhere=[kind.service_account.name]) == []


@ALL
@pytest.mark.parametrize("version", versions()[2:])
def test_every_version_takes_it(kind: type[Environment], version: str) -> None:
    """All those that the setting accepts, from 1.27 on."""
    documents = app_objects(environment(kind, kubernetes_version=version))

    assert [found for document in documents for found in mistakes(document, version)] == []
