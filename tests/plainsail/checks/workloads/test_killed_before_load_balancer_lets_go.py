"""The check of the same name."""

from plainsail.checks.workloads import killed_before_load_balancer_lets_go
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import deployment, ingress, service

ANNOTATION = "alb.ingress.kubernetes.io/target-group-attributes"


def delayed(seconds: int) -> str:
    """An Ingress that states the delay, among other attributes."""
    return ingress(**{ANNOTATION: f"stickiness.enabled=true,deregistration_delay.timeout_seconds={seconds}"})


def test_requests_are_cut() -> None:
    planted = manifests(deployment(), service(), delayed(60))

    [finding] = killed_before_load_balancer_lets_go.check(planted)

    assert finding.message == "lets requests finish for 60 s, but the pod is killed after 30 s"
    assert finding.where.object == "Ingress/backend"
    assert finding.where.field == f'metadata.annotations["{ANNOTATION}"]'
    assert finding.severity is None


def test_sigterm_before_the_delay_ends_is_mentioned() -> None:
    [finding] = killed_before_load_balancer_lets_go.check(manifests(deployment(), service(), delayed(20)))

    assert finding.message == "lets requests finish for 20 s, but SIGTERM comes after 5 s"
    assert finding.severity == "info"


def test_silent_when_sigterm_comes_last() -> None:
    assert not list(killed_before_load_balancer_lets_go.check(manifests(deployment(), service(), delayed(5))))


def test_silent_when_no_delay_is_stated_and_nodes_are_asked() -> None:
    assert not list(killed_before_load_balancer_lets_go.check(manifests(deployment(), service(), ingress())))


def test_silent_for_an_ingress_that_leads_elsewhere() -> None:
    elsewhere = delayed(60).replace('"service": {"name": "backend"', '"service": {"name": "other"')

    assert not list(killed_before_load_balancer_lets_go.check(manifests(deployment(), service(), elsewhere)))


def test_the_default_delay_of_addresses_of_pods_is_good_to_know() -> None:
    planted = manifests(deployment(), service(), ingress(**{"alb.ingress.kubernetes.io/target-type": "ip"}))
    [finding] = killed_before_load_balancer_lets_go.check(planted)

    assert finding.message == "lets requests finish for 300 s, AWS' default, but the pod is killed after 30 s"
    assert finding.severity == "info"
