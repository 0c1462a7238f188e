"""How a pod leaves: a command before Kubernetes 1.30, a wait of Kubernetes' own from then on."""

from __future__ import annotations

import pytest
from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.settings import Patch, Shutdown
from constructs_lib.shutdown import lifecycle, pre_stop_patch
from tests.constructs_lib.making import pod

WAIT = Shutdown(pre_stop_seconds=7)
NO_WAIT = Shutdown(pre_stop_seconds=0)


def patch(shutdown: Shutdown, version: str) -> Patch | None:
    return pre_stop_patch("Deployment/shop", "app", shutdown, kubernetes_version=version)


def test_a_command_on_1_29(snapshot: SnapshotAssertion) -> None:
    container = k8s.Container(name="app", lifecycle=lifecycle(WAIT, kubernetes_version="1.29"))

    assert [pod(k8s.PodSpec(containers=[container]))] == snapshot


def test_a_wait_from_1_30_on() -> None:
    field = "spec.template.spec.containers[app].lifecycle"

    assert patch(WAIT, "1.30") == Patch("Deployment/shop", set={field: {"preStop": {"sleep": {"seconds": 7}}}})


@pytest.mark.parametrize("version", ["1.27", "1.29", "1.30", "1.36"])
def test_one_of_the_two(version: str) -> None:
    assert (patch(WAIT, version) is None) != (lifecycle(WAIT, kubernetes_version=version) is None)


@pytest.mark.parametrize("version", ["1.29", "1.30"])
def test_no_wait(version: str) -> None:
    assert (patch(NO_WAIT, version), lifecycle(NO_WAIT, kubernetes_version=version)) == (None, None)
