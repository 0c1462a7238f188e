"""Every pod that is rendered passes the Pod Security Standard "restricted", by rules that no construct knows."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Environment, Workload
from plainsail.yaml_reader import load_all
from tests.pod_security import refused
from tests.pods import pods
from tests.rendered import app_objects, environment
from tests.samples.everything import Everything, Otherwise
from tests.samples.values import Least

DIST = sorted((Path(__file__).resolve().parents[1] / "dist").glob("*/*/*.yaml"))
GOOD: Document = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "good"},
    "spec": {
        "securityContext": {
            "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"},
            "sysctls": [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "80"}],
        },
        "containers": [
            {
                "name": "app",
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]},
                },
            }
        ],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    },
}

BAD: list[tuple[str, Any]] = [
    ("hostNetwork", True),
    ("hostPID", True),
    ("hostIPC", True),
    ("volumes", [{"name": "a", "hostPath": {"path": "/"}}]),
    ("volumes", [{"name": "a", "nfs": {"path": "/", "server": "a"}}]),
    ("securityContext.runAsNonRoot", False),
    ("securityContext.runAsUser", 0),
    ("securityContext.seccompProfile", {"type": "Unconfined"}),
    ("securityContext.seccompProfile", {}),
    ("securityContext.sysctls", [{"name": "kernel.msgmax", "value": "1"}]),
    ("securityContext.seLinuxOptions", {"type": "spc_t"}),
    ("securityContext.windowsOptions", {"hostProcess": True}),
    ("containers.0.ports", [{"containerPort": 80, "hostPort": 80}]),
    ("containers.0.livenessProbe", {"httpGet": {"host": "10.0.0.1", "port": 80}}),
    ("containers.0.lifecycle", {"preStop": {"tcpSocket": {"host": "10.0.0.1", "port": 80}}}),
    ("containers.0.securityContext.privileged", True),
    ("containers.0.securityContext.allowPrivilegeEscalation", True),
    ("containers.0.securityContext.capabilities", {"drop": ["KILL"]}),
    ("containers.0.securityContext.capabilities", {"drop": ["ALL"], "add": ["SYS_ADMIN"]}),
    ("containers.0.securityContext.procMount", "Unmasked"),
    ("containers.0.securityContext.runAsNonRoot", False),
    ("containers.0.securityContext.runAsUser", 0),
    ("containers.0.securityContext.seccompProfile", {"type": "Unconfined"}),
    ("containers.0.securityContext.appArmorProfile", {"type": "Unconfined"}),
    ("initContainers", [{"name": "first"}]),
    ("ephemeralContainers", [{"name": "debug"}]),
]


RELAXED = ("allowPrivilegeEscalation", "capability CHOWN", "runAsUser 0", "runAsNonRoot")
"""What the samples relax, as the standard calls it."""


def reasons(documents: list[Document]) -> list[str]:
    return [reason for pod in pods(documents) for reason in refused(pod)]


def relaxed(settings: Environment, reason: str) -> bool:
    """Whether it is what the settings relax of that very container."""
    assert isinstance(settings, Workload)
    place, _, what = reason.replace(": ", " ", 1).partition(": ")
    return what in RELAXED and place in {container for _, container, _ in settings.relaxations()}


@pytest.mark.parametrize("kind", [Least, Everything, Otherwise])
@pytest.mark.parametrize("version", ["1.29", "1.35"])
def test_the_samples_pass(kind: type[Environment], version: str) -> None:
    settings = environment(kind, kubernetes_version=version)
    documents = app_objects(settings)

    assert list(pods(documents))
    assert [reason for reason in reasons(documents) if not relaxed(settings, reason)] == []


def test_dist_passes() -> None:
    """All environments of all apps."""
    documents = [document for path in DIST for document in load_all(path.read_text(encoding="utf-8"))]

    assert {pod.of.partition("/")[0] for pod in pods(documents)} >= {"Deployment", "CronJob"}
    assert reasons(documents) == []


def test_a_good_pod_passes() -> None:
    assert reasons([GOOD]) == []


@pytest.mark.parametrize(("field", "value"), BAD, ids=[f"{field}={value}" for field, value in BAD])
def test_a_bad_pod_is_refused(field: str, value: Any) -> None:
    """The rules see what they are there for."""
    bad = deepcopy(GOOD)
    *above, last = field.split(".")
    place = bad["spec"]
    for key in above:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[last] = value

    assert reasons([bad])
