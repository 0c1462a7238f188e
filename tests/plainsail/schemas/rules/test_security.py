"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container
from tests.plainsail.schemas.rules.judged_pods import of_container, of_template

WINDOWS = {"os": {"name": "windows"}}


@pytest.mark.parametrize(
    ("security", "field", "message"),
    [
        ({"seccompProfile": {"type": "Localhost"}}, "seccompProfile.localhostProfile", "is required"),
        (
            {"seccompProfile": {"type": "Localhost", "localhostProfile": "/a"}},
            "seccompProfile.localhostProfile",
            "begins",
        ),
        (
            {"seccompProfile": {"type": "Localhost", "localhostProfile": "../a"}},
            "seccompProfile.localhostProfile",
            "out",
        ),
        (
            {"seccompProfile": {"type": "RuntimeDefault", "localhostProfile": ""}},
            "seccompProfile.localhostProfile",
            "belongs to the type Localhost, and this is RuntimeDefault",
        ),
        ({"appArmorProfile": {"type": "x"}}, "appArmorProfile.type", "is none of Localhost"),
        ({"appArmorProfile": {"type": "Localhost"}}, "appArmorProfile.localhostProfile", "is required"),
        (
            {"appArmorProfile": {"type": "Localhost", "localhostProfile": " a"}},
            "appArmorProfile.localhostProfile",
            "has blanks around it",
        ),
        (
            {"appArmorProfile": {"type": "Unconfined", "localhostProfile": "a"}},
            "appArmorProfile.localhostProfile",
            "belongs to the type Localhost",
        ),
        ({"windowsOptions": {"runAsUserName": ""}}, "windowsOptions.runAsUserName", "is empty"),
        ({"windowsOptions": {"runAsUserName": "a\\b\\c"}}, "windowsOptions.runAsUserName", "more than one backslash"),
        ({"windowsOptions": {"runAsUserName": "a*\\b"}}, "windowsOptions.runAsUserName", "is no domain of Windows"),
        ({"windowsOptions": {"runAsUserName": "NT\\a?"}}, "windowsOptions.runAsUserName", "is no user of Windows"),
        (
            {"windowsOptions": {"gmsaCredentialSpecName": "A"}},
            "windowsOptions.gmsaCredentialSpecName",
            "is no DNS name",
        ),
    ],
)
def test_refused_in_pods_and_containers(security: dict[str, Any], field: str, message: str) -> None:
    [(of_pod, said)] = of_template(securityContext=security)
    [(of_own, again)] = of_container(securityContext=security)

    assert (of_pod, of_own, again) == (f"securityContext.{field}", f"securityContext.{field}", said)
    assert message in said


@pytest.mark.parametrize(
    ("pod", "field", "message"),
    [
        ({"securityContext": {"fsGroupChangePolicy": ""}}, "securityContext.fsGroupChangePolicy", "is none of"),
        (
            {"securityContext": {"sysctls": [{"name": "net.a", "value": "1"}] * 2}},
            "securityContext.sysctls[net.a#2].name",
            "net.a is there twice",
        ),
        (
            {"securityContext": {"sysctls": [{"name": "net/a"}]}, "hostNetwork": True},
            "securityContext.sysctls[net/a].name",
            "is the node's own with hostNetwork",
        ),
        (
            {"securityContext": {"sysctls": [{"name": "kernel.shmmax"}]}, "hostIPC": True},
            "securityContext.sysctls[kernel.shmmax].name",
            "is the node's own with hostIPC",
        ),
        ({"shareProcessNamespace": True, "hostPID": True}, "shareProcessNamespace", "hostPID is, too"),
        ({"hostUsers": False, "hostNetwork": True}, "hostNetwork", "hostUsers false"),
        ({"hostUsers": False, "hostIPC": True}, "hostIPC", "hostUsers false"),
        ({"os": {"name": "Linux"}}, "os.name", "did you mean 'linux'?"),
        (
            {"os": {"name": "linux"}, "securityContext": {"windowsOptions": {}}},
            "securityContext.windowsOptions",
            "are not for a pod of Linux",
        ),
        (WINDOWS | {"hostUsers": True}, "hostUsers", "is not for a pod of Windows"),
        (WINDOWS | {"securityContext": {"fsGroup": 1}}, "securityContext.fsGroup", "is not for a pod of Windows"),
        (
            WINDOWS | {"containers": [container(securityContext={"privileged": False})]},
            "containers[app].securityContext.privileged",
            "is not for a pod of Windows",
        ),
        (
            {"containers": [container(securityContext={"procMount": "Unmasked"})]},
            "containers[app].securityContext.procMount",
            "needs hostUsers: false",
        ),
        (
            {"securityContext": {"windowsOptions": {"hostProcess": True}}},
            "hostNetwork",
            "must be true where containers run with hostProcess",
        ),
    ],
)
def test_refused_in_pods(pod: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_template(**pod)

    assert place == field
    assert message in said


@pytest.mark.parametrize(
    "pod",
    [
        {"securityContext": {"sysctls": [{"name": "net.a"}, {"name": "kernel.shm_rmid_forced", "value": "1"}]}},
        {"hostUsers": False, "containers": [container(securityContext={"procMount": "Unmasked"})]},
        {"securityContext": {"windowsOptions": {"hostProcess": True, "runAsUserName": "NT AUTHORITY\\SYSTEM"}}}
        | {"hostNetwork": True},
        {"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "a/b.json"}}},
        WINDOWS | {"securityContext": {"windowsOptions": {"runAsUserName": "ContainerUser"}}, "hostPID": False},
    ],
)
def test_accepted(pod: dict[str, Any]) -> None:
    assert of_template(**pod) == []


def test_containers_that_differ_in_host_process() -> None:
    mixed = [
        container(name="a", securityContext={"windowsOptions": {"hostProcess": True}}),
        container(name="b"),
    ]

    messages = [message for _, message in of_template(containers=mixed, hostNetwork=True)]

    assert messages == ["runs some of its containers with hostProcess; all must, or none"]


def test_user_namespaces_are_dropped_before_they_are_on() -> None:
    assert of_template("1.32", hostUsers=False, hostNetwork=True) == []
