"""A real cluster, where one is given: `KUBECONFIG=... make test-cluster`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.objects import CRDS, NAMESPACES, kubectl
from tools.verdicts.server import Server

_ALLOWED = "PLAINSAIL_THROW_AWAY_CLUSTER"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves them out, by name, where there is no cluster."""
    if not os.environ.get("KUBECONFIG"):
        reason = "there is no cluster to ask: KUBECONFIG is not set"
        for item in items:
            if item.get_closest_marker("cluster"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The cluster of KUBECONFIG. It is written to, so it must be one of this machine, or said to be a throw-away."""
    server = Server(Path(os.environ["KUBECONFIG"]))
    if not server.is_local and os.environ.get(_ALLOWED) != "1":
        pytest.fail(f"these tests write to the cluster, and it is not on this machine; say {_ALLOWED}=1 if it may be")
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
    kubectl("delete", "namespace", "--timeout=120s", *NAMESPACES, check=False)
