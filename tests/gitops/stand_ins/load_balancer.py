"""Stands in for the load balancer's controller: each Ingress gets an address, without which Argo CD waits for one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.gitops.api import Api, Refused
from tests.gitops.stand_ins import beside

_ADDRESS = {"loadBalancer": {"ingress": [{"hostname": "load-balancer.example.com"}]}}


@contextmanager
def load_balancer(api: Api) -> Iterator[None]:
    """Gives addresses while the block lasts."""
    with beside(_run, api):
        yield


def _run(api: Api, ended: threading.Event) -> None:
    while not ended.wait(0.5):
        try:
            for ingress in api.items("Ingress"):
                metadata = ingress["metadata"]
                if ingress.get("status") != _ADDRESS:
                    api.merge("Ingress", metadata["namespace"], metadata["name"], {"status": _ADDRESS}, status=True)
        except (OSError, Refused):
            continue
