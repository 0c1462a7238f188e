"""Probes of a container."""

from __future__ import annotations

from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.k8s_values import int_or_string
from constructs_lib.settings import ExecProbe, Probe
from constructs_lib.settings.containers import split
from constructs_lib.settings.names import HTTP_PORT


def http_probe(probe: Probe | None) -> k8s.Probe | None:
    """An HTTP GET on the app's port."""
    if probe is None:
        return None
    get = k8s.HttpGetAction(path=probe.path, port=int_or_string(HTTP_PORT))
    return k8s.Probe(http_get=get, **_timing(probe))


def exec_probe(probe: ExecProbe | None) -> k8s.Probe | None:
    """A command in the container."""
    if probe is None:
        return None
    return k8s.Probe(exec=k8s.ExecAction(command=split(probe.command)), **_timing(probe))


def _timing(probe: Probe | ExecProbe) -> dict[str, Any]:
    timing = {
        "period_seconds": probe.period_seconds,
        "timeout_seconds": probe.timeout_seconds,
        "failure_threshold": probe.failure_threshold,
    }
    if probe.initial_delay_seconds:
        timing["initial_delay_seconds"] = probe.initial_delay_seconds
    return timing
