"""Init containers and sidecars: of the app's pods, of workers and of jobs."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    BackgroundWorker,
    Container,
    CronJob,
    ExecProbe,
    Image,
    Probe,
    SettingsError,
    TcpProbe,
)
from tests.rendered import environment
from tests.samples.values import Least

PROXY = Image("registry.example.com/proxy", tag="v1")
NATIVE = Container(image=PROXY, restart_policy="Always")


def refusal(**settings: Any) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(SettingsError) as caught:
        environment(Least, **settings)
    return caught.value.path, caught.value.message


def test_a_sidecar_asks_the_app_for_no_restart_policy() -> None:
    assert refusal(sidecars={"proxy": NATIVE}) == (
        ("sidecars", "proxy", "restart_policy"),
        "restart_policy is that of an init container; move it to init_containers, or take it out",
    )


def test_an_old_cluster_knows_no_native_sidecar() -> None:
    assert refusal(kubernetes_version="1.28", init_containers={"proxy": NATIVE}) == (
        ("init_containers", "proxy", "restart_policy"),
        "an init container that goes on is a native sidecar, which Kubernetes 1.28 does not know",
    )


def test_a_sidecar_of_a_job_is_a_native_one() -> None:
    job = CronJob("bin/report", schedule="@daily", sidecars={"proxy": Container(image=PROXY)})

    environment(Least, kubernetes_version="1.29", cron_jobs={"report": job})
    assert refusal(kubernetes_version="1.28", cron_jobs={"report": job}) == (
        ("cron_jobs", "report", "sidecars", "proxy"),
        "a sidecar of a job is a native sidecar, which Kubernetes 1.28 does not know",
    )


def test_an_init_container_that_ends_has_no_probes() -> None:
    container = Container(image=PROXY, ports={"admin": 9000}, readiness_probe=Probe("/ready"))

    path, message = refusal(init_containers={"proxy": container})

    assert path == ("init_containers", "proxy", "readiness_probe")
    assert message == (
        "readiness_probe asks a container that goes on, and an init container ends; set restart_policy='Always', or "
        "take it out"
    )


@pytest.mark.parametrize(
    ("container", "field", "told"),
    [
        (
            Container(image=PROXY, liveness_probe=TcpProbe()),
            (),
            "asks a port, and the container has none; name it, ports={'http': 8081}",
        ),
        (
            Container(image=PROXY, ports={"admin": 9000}, liveness_probe=TcpProbe("admim")),
            ("port",),
            "port='admim' is no port of the container; did you mean 'admin'?",
        ),
    ],
)
def test_a_probe_asks_a_port_of_its_container(container: Container, field: tuple[str, ...], told: str) -> None:
    assert refusal(sidecars={"proxy": container}) == (("sidecars", "proxy", "liveness_probe", *field), told)


def test_a_command_needs_no_port() -> None:
    environment(Least, sidecars={"proxy": Container(image=PROXY, liveness_probe=ExecProbe("/alive"))})


def test_ports_of_a_native_sidecar_are_those_of_the_pod() -> None:
    native = Container(image=PROXY, restart_policy="Always", ports={"http": 9000})

    assert refusal(init_containers={"proxy": native}) == (
        ("init_containers", "proxy", "ports", "http"),
        "a port of the app is named 'http' too; choose another name",
    )


def test_containers_of_a_worker_agree_among_themselves() -> None:
    """They share nothing with those of the app."""
    beside = {"proxy": Container(image=PROXY, ports={"http": 8080})}

    environment(Least, workers={"consume": BackgroundWorker("bin/consume", sidecars=beside)})
    assert refusal(
        workers={"consume": BackgroundWorker("bin/consume", sidecars={"app": Container(command="bin/x")})}
    ) == (("workers", "consume", "sidecars", "app"), "a container named 'app' is the app's own; choose another name")
