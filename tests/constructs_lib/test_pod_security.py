"""Hardening of pods."""

from __future__ import annotations

import pytest
from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod_security import container_security_context, pod_security_context
from tests.constructs_lib.making import pod


def hardened(port: int | None) -> Document:
    container = k8s.Container(name="app", security_context=container_security_context())
    return pod(k8s.PodSpec(containers=[container], security_context=pod_security_context(33, port=port)))


def test_port_80(snapshot: SnapshotAssertion) -> None:
    """The first port that needs no privilege is lowered, no capability granted."""
    assert [hardened(80)] == snapshot


@pytest.mark.parametrize("port", [None, 1024, 8080])
def test_ports_that_need_no_privilege(port: int | None) -> None:
    assert "sysctls" not in hardened(port)["spec"]["securityContext"]
