"""Probes of a container."""

from __future__ import annotations

from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.probes import exec_probe, http_probe
from constructs_lib.settings import ExecProbe, Probe
from tests.constructs_lib.making import pod


def test_all_three(snapshot: SnapshotAssertion) -> None:
    """A delay of zero is left out."""
    container = k8s.Container(
        name="app",
        startup_probe=http_probe(Probe("/start", period_seconds=2, failure_threshold=30)),
        readiness_probe=http_probe(Probe("/ready", timeout_seconds=3, initial_delay_seconds=4)),
        liveness_probe=exec_probe(ExecProbe("bin/alive --now", period_seconds=30)),
    )

    assert [pod(k8s.PodSpec(containers=[container]))] == snapshot


def test_none() -> None:
    assert (http_probe(None), exec_probe(None)) == (None, None)
