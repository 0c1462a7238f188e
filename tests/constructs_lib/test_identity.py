"""Names, labels and selectors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.identity import Identity, as_label
from constructs_lib.settings.names import COMPONENT, NAME, VERSION
from tests.constructs_lib.making import IDENTITY, chart, rendered

SAID = replace(IDENTITY, part_of="project", version="v1", labels={"owner": "web"}, annotations={"example.com/a": "b"})


def test_everything_that_is_said_of_an_object(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    metadata = SAID.metadata("part", component="part", wave=-1, labels={"own": "1"}, annotations={"note": "2"})
    k8s.KubeConfigMap(scope, "It", metadata=metadata)

    assert rendered(scope) == snapshot


def test_an_object_outside_namespaces(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    k8s.KubeNamespace(scope, "It", metadata=IDENTITY.metadata(name="shop-test", namespaced=False))

    assert rendered(scope) == snapshot


@pytest.mark.parametrize("identity", [IDENTITY, SAID], ids=["bare", "declared"])
def test_a_selector_is_the_name_and_the_component(identity: Identity) -> None:
    """It is immutable: neither a version nor a label that someone adds may stand in it."""
    assert identity.selector("web") == {NAME: "shop", COMPONENT: "web"}


def test_labels_of_the_app_win_over_said_ones() -> None:
    """A label that a selector asks for cannot be said differently."""
    assert replace(IDENTITY, labels={NAME: "other"}).labels_of("web")[NAME] == "shop"


def test_only_workloads_carry_the_version() -> None:
    """Everything else would change with every release."""
    assert (VERSION in SAID.labels_of(), VERSION in SAID.labels_of("web")) == (False, True)


def test_a_tag_that_is_no_label() -> None:
    assert as_label("_" + "x" * 100) == "x" * 62


def test_a_tag_of_which_nothing_is_left() -> None:
    assert VERSION not in replace(IDENTITY, version="__").labels_of("web")
