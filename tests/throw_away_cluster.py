"""The cluster of KUBECONFIG, which some tests write to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.verdicts.server import Server

_ALLOWED = "PLAINSAIL_THROW_AWAY_CLUSTER"


def skip_without_cluster(items: list[pytest.Item], marker: str) -> None:
    """Leaves the tests of a marker out, by name, where there is no cluster."""
    if not os.environ.get("KUBECONFIG"):
        reason = "there is no cluster to ask: KUBECONFIG is not set"
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def asked() -> Server:
    """The cluster. It is written to, so it must be one of this machine, or said to be a throw-away."""
    server = Server(Path(os.environ["KUBECONFIG"]))
    if not server.is_local and os.environ.get(_ALLOWED) != "1":
        pytest.fail(f"these tests write to the cluster, and it is not on this machine; say {_ALLOWED}=1 if it may be")
    return server
