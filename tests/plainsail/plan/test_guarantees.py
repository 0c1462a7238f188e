"""What a pod is held to."""

from __future__ import annotations

from constructs_lib.kubernetes.paths import Item
from plainsail.plan.guarantees import added_capabilities, guarantees
from tests.plainsail.plan.planted import comparison, container, deployment, files, manifest


def test_each_restriction_knows_where_it_stands() -> None:
    after = deployment(container(securityContext={"runAsNonRoot": True}))
    [resource] = comparison({}, files(after)).after.resources

    found = guarantees(resource)

    place = ("spec", "template", "spec", "containers", Item("app"), "securityContext", "runAsNonRoot")
    assert found["app", "it cannot run as root (runAsNonRoot: true)"] == place


def test_what_is_of_the_wrong_shape_guarantees_nothing() -> None:
    odd = container(securityContext="none", ports="none", resources=[])
    [resource] = comparison({}, files(deployment(odd, template=None))).after.resources

    assert ("app", "it cannot run as root (runAsNonRoot: true)") not in guarantees(resource)
    assert added_capabilities(resource) == {}


def test_capabilities_that_are_added() -> None:
    odd = container(securityContext={"capabilities": {"add": ["NET_ADMIN"]}})
    [resource] = comparison({}, files(deployment(odd))).after.resources

    assert list(added_capabilities(resource)) == [("app", "NET_ADMIN")]


def test_an_object_without_pods_has_no_containers_to_hold() -> None:
    [resource] = comparison({}, files(manifest("Service"))).after.resources

    assert guarantees(resource) == {}
