"""A real cluster, where one is given: `KUBECONFIG=... make test-cluster`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.objects import CRDS, NAMESPACES, SHAPES, kubectl
from tests.throw_away_cluster import asked, skip_without_cluster
from tools.verdicts.server import Server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves them out, by name, where there is no cluster."""
    skip_without_cluster(items, "cluster")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The cluster of KUBECONFIG."""
    server = asked()
    yield server
    server.close()


@pytest.fixture(scope="session")
def cluster(server: Server) -> Iterator[Server]:
    """The cluster with the custom resources of the project and the namespaces of `dist/`; they go in the end."""
    kubectl("apply", "--server-side", f"--filename={CRDS}")
    kubectl("wait", "--for=condition=established", "--timeout=60s", "--all", "customresourcedefinitions")
    for name in NAMESPACES:
        kubectl("create", "namespace", name, check=False)
    yield server
    kubectl("delete", "namespace", "--timeout=120s", "--ignore-not-found", *NAMESPACES, SHAPES, check=False)
