"""Objects of any shape become nodes: never a traceback."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsail.graph import draw, graph_of
from plainsail.graph.named import FIELDS
from plainsail.graph.reading import read, selector
from plainsail.manifests.kinds import GROUPS
from tests.plainsail.graph.small import an, workload

WORDS = sorted(
    [
        "backend",
        "backendRefs",
        "clientConfig",
        "configMapRef",
        "containers",
        "data",
        "env",
        "envFrom",
        "hostnames",
        "http",
        "imagePullSecrets",
        "items",
        "jobTemplate",
        "key",
        "kind",
        "labels",
        "listeners",
        "matchExpressions",
        "matchLabels",
        "metadata",
        "name",
        "namespace",
        "operator",
        "parentRefs",
        "paths",
        "podSelector",
        "port",
        "ports",
        "projected",
        "roleRef",
        "rules",
        "scaleTargetRef",
        "secret",
        "secretKeyRef",
        "secretName",
        "selector",
        "service",
        "sources",
        "spec",
        "subjects",
        "target",
        "template",
        "tls",
        "triggers",
        "valueFrom",
        "values",
        "volumeClaimTemplates",
        "volumes",
        "webhooks",
    ]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["a", "In", "", "x/y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=24,
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(sorted({*GROUPS, *FIELDS, "Widget"})), "spec": ANY},
            optional={"metadata": ANY, "apiVersion": st.sampled_from(["v1", "apps/v1", "keda.sh/v1", ""]) | ANY},
        ),
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_an_object_it_is_drawn(objects: list[dict[str, Any]]) -> None:
    for each in objects:
        if each["kind"] in GROUPS:
            each["apiVersion"] = an(each["kind"])["apiVersion"]

    assert draw(objects, title="any").startswith("<svg ")


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_pod_it_is_drawn(pod: Any) -> None:
    document = workload()
    document["spec"]["template"]["spec"] = pod

    assert draw([document], title="any").count('class="node ') >= 1


def test_an_object_without_a_name_is_a_node() -> None:
    [node] = graph_of([{"kind": "ConfigMap"}]).nodes

    assert str(node.key) == "ConfigMap"


@pytest.mark.parametrize("document", [{}, {"kind": 5}, {"apiVersion": "v1"}, {"kind": None}])
def test_what_has_no_kind_is_left_out(document: dict[str, Any]) -> None:
    assert graph_of([document]).nodes == []


def test_a_name_that_is_a_number_is_a_name() -> None:
    [node] = graph_of([an("ConfigMap", metadata={"name": 5})]).nodes

    assert node.key.name == "5"


def test_a_list_holds_objects() -> None:
    documents = [{"apiVersion": "v1", "kind": "List", "items": [an("Secret"), an("ConfigMap"), "no object"]}]

    assert [str(resource.key) for resource in read(documents).resources] == ["ConfigMap/a", "Secret/a"]


def test_a_selector_keeps_what_can_be_asked() -> None:
    expressions = [
        {"key": "a", "operator": "In", "values": ["x", 1]},
        {"key": "a"},
        5,
        {"key": "a", "operator": "In", "values": 5},
    ]

    assert selector({"matchLabels": 5, "matchExpressions": expressions}) == {
        "matchLabels": {},
        "matchExpressions": [{"key": "a", "operator": "In", "values": ["x"]}],
    }
