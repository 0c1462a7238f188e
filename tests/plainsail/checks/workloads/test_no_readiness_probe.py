"""The check of the same name."""

import pytest

from plainsail.checks.workloads import no_readiness_probe
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment, service

BARE = container(readinessProbe=None, startupProbe=None)


def test_ready_as_soon_as_it_runs() -> None:
    [finding] = no_readiness_probe.check(manifests(deployment(BARE), service()))

    assert finding.message == "a Service sends it requests from the moment it runs: it has no readinessProbe"
    assert finding.where.field == "spec.template.spec.containers[app].readinessProbe"


@pytest.mark.parametrize(
    "sound",
    [
        (deployment(), service()),
        (deployment(BARE),),
        (deployment(BARE), service(selector={"app": "other"})),
        (deployment(BARE), service(type="ExternalName", externalName="example.com")),
        (deployment(BARE), service(publishNotReadyAddresses=True)),
        (deployment(BARE), service(clusterIP="None")),
        (deployment(BARE), service(ports=[{"name": "http-metrics", "port": 80, "targetPort": 8080}])),
        (deployment(container(), container("proxy", readinessProbe=None, startupProbe=None, ports=None)), service()),
    ],
    ids=[
        "a probe",
        "no service",
        "other pods",
        "elsewhere",
        "asked before ready",
        "no address",
        "metrics alone",
        "serves nothing",
    ],
)
def test_silent_where_readiness_changes_nothing(sound: tuple[str, ...]) -> None:
    assert not list(no_readiness_probe.check(manifests(*sound)))


def test_a_port_that_nobody_declared_is_that_of_the_only_container() -> None:
    silent = container(readinessProbe=None, startupProbe=None, ports=None)

    assert list(no_readiness_probe.check(manifests(deployment(silent), service(ports=[{"port": 9000}]))))


def test_a_sidecar_that_serves_is_asked_too() -> None:
    """An init container that runs on answers like any other."""
    proxy = container("proxy", readinessProbe=None, startupProbe=None, restartPolicy="Always")
    planted = deployment(container(ports=None), pod={"initContainers": [proxy]})

    [finding] = no_readiness_probe.check(manifests(planted, service()))

    assert finding.where.field == "spec.template.spec.initContainers[proxy].readinessProbe"


def test_an_agent_on_every_node_is_only_mentioned() -> None:
    planted = manifests(deployment(BARE, kind="DaemonSet"), service(), environment=None, app=None)

    [finding] = no_readiness_probe.check(planted)

    assert finding.severity == "info"


def test_an_object_without_namespace_may_land_beside_any_other() -> None:
    """As `helm template` and kustomize bases leave them."""
    homeless = service().replace('"namespace": "backend", ', "")

    assert list(no_readiness_probe.check(manifests(deployment(BARE), homeless, environment=None, app=None)))


def test_silent_for_a_service_of_another_namespace() -> None:
    elsewhere = service().replace('"namespace": "backend"', '"namespace": "other"')

    assert not list(no_readiness_probe.check(manifests(deployment(BARE), elsewhere)))


def test_silent_where_a_startup_probe_says_when_it_is_ready() -> None:
    assert not list(no_readiness_probe.check(manifests(deployment(container(readinessProbe=None)), service())))
