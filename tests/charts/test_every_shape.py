"""What holds of the objects of an app of any shape: they fit together, and every version of Kubernetes takes them."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import Environment, HelmRelease, Manifests, Workload, change
from tests.kubernetes_schemas import mistakes, versions
from tests.references import broken
from tests.rendered import app_objects, environment
from tests.samples.shapes import SAMPLES

DRAWN = [kind for shape, kinds in SAMPLES.items() if shape not in (HelmRelease, Manifests) for kind in kinds]
ALL = pytest.mark.parametrize("kind", DRAWN)


def without_native_sidecars(kind: type[Environment], version: str) -> dict[str, Any]:
    """What a cluster before 1.29 has instead of a sample's native sidecars."""
    if version >= "1.29" or not issubclass(kind, Workload):
        return {}
    none = change(init_containers={}, sidecars={})
    instead: dict[str, Any] = {
        "init_containers": {},
        "cron_jobs": change(dict.fromkeys(kind.cron_jobs, none)),
        "migration": none if kind.migration else None,
        "workers": change(dict.fromkeys(getattr(kind, "workers", {}), none)),
    }
    return {name: value for name, value in instead.items() if hasattr(kind, name)}


@ALL
def test_references_resolve(kind: type[Workload]) -> None:
    assert broken(app_objects(environment(kind)), elsewhere=[kind.service_account.name]) == []


@ALL
@pytest.mark.parametrize("version", versions()[2:])
def test_every_version_takes_it(kind: type[Environment], version: str) -> None:
    """All those that the setting accepts, from 1.27 on."""
    documents = app_objects(environment(kind, kubernetes_version=version, **without_native_sidecars(kind, version)))

    assert [found for document in documents for found in mistakes(document, version)] == []
