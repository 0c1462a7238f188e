"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document
from tests.plainsail.schemas.rules.judged_pods import of_pod, of_template

PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
SELECTOR = {"matchLabels": {"app": "a"}}


def of_node(kind: str = "matchExpressions", *, preferred: bool = False, **expression: Any) -> list[str]:
    """Messages about one expression about nodes."""
    term = {kind: [expression]}
    affinity: Document = {REQUIRED: {"nodeSelectorTerms": [term]}}
    if preferred:
        affinity = {PREFERRED: [{"weight": 1, "preference": term}]}
    return [message for _, message in of_template(affinity={"nodeAffinity": affinity})]


def of_others(version: str = "1.35", **term: Any) -> list[str]:
    """Messages about what pods a pod wants beside it."""
    affinity = {"podAffinity": {REQUIRED: [{"topologyKey": "zone"} | term]}}
    return [message for _, message in of_template(version, affinity=affinity)]


def of_spread(version: str = "1.35", **fields: Any) -> list[str]:
    """Messages about one spread constraint."""
    constraint = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"} | fields
    return [message for _, message in of_template(version, topologySpreadConstraints=[constraint])]


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ({"key": "a b", "operator": "Exists"}, "'a b' is no label key"),
        ({"key": "a", "operator": "In", "values": ["b c"]}, "'b c' is no label value"),
        ({"key": "a", "operator": "Is"}, "'Is' is none of In"),
        ({"key": "a", "operator": "Gt", "values": ["1", "2"]}, "a Gt takes one value"),
        ({"kind": "matchFields", "key": "metadata.name", "operator": "In", "values": []}, "takes one value"),
        ({"kind": "matchFields", "key": "metadata.name", "operator": "In", "values": ["A_b"]}, "is no DNS name"),
        ({"kind": "matchFields", "key": "name", "operator": "In", "values": ["a"]}, "metadata.name is"),
        ({"kind": "matchFields", "key": "metadata.name", "operator": "Exists"}, "is none of In, NotIn"),
    ],
)
def test_expression_that_is_refused(expression: Document, message: str) -> None:
    [said] = of_node(**expression)

    assert message in said


def test_values_that_are_preferred_are_not_looked_at() -> None:
    assert of_node(preferred=True, key="a", operator="In", values=["b c"]) == []
    assert of_node(key="a", operator="Gt", values=["x"]) == []
    assert of_template(affinity={"nodeAffinity": {PREFERRED: [{"weight": 1}]}}) == []


def test_affinity_that_is_empty() -> None:
    [(field, message)] = of_template(affinity={"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": []}}})

    assert field.endswith("nodeSelectorTerms")
    assert message == "is empty"


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ({"topologyKey": "a b"}, "'a b' is no label key"),
        ({"topologyKey": ""}, "is empty"),
        ({"namespaces": ["A_b"]}, "'A_b' is no DNS label"),
        ({"matchLabelKeys": ["a"]}, "needs a labelSelector beside it"),
        ({"mismatchLabelKeys": ["a"]}, "needs a labelSelector beside it"),
        ({"matchLabelKeys": ["a b"], "labelSelector": SELECTOR}, "'a b' is no label key"),
        ({"matchLabelKeys": ["b"], "mismatchLabelKeys": ["b"], "labelSelector": SELECTOR}, "b is in mismatchLabelKeys"),
        ({"labelSelector": {"matchExpressions": [{"key": "", "operator": "Exists"}]}}, "'' is no label key"),
        ({"labelSelector": {"matchExpressions": [{"key": "a", "operator": "In"}]}}, "a In has no values"),
    ],
)
def test_term_that_is_refused(term: Document, message: str) -> None:
    [said] = of_others(**term)

    assert message in said


def test_keys_are_dropped_before_they_are_on() -> None:
    assert of_others("1.30", matchLabelKeys=["a"]) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"minDomains": 2, "whenUnsatisfiable": "ScheduleAnyway"}, "belongs to whenUnsatisfiable: DoNotSchedule"),
        ({"nodeAffinityPolicy": ""}, "'' is none of Honor, Ignore"),
        ({"matchLabelKeys": ["a"]}, "needs a labelSelector beside it"),
        ({"matchLabelKeys": ["a b"], "labelSelector": SELECTOR}, "'a b' is no label key"),
        ({"topologyKey": ""}, "is empty"),
    ],
)
def test_spreading_that_is_refused(fields: Document, message: str) -> None:
    [said] = of_spread(**fields)

    assert message in said


def test_keys_that_the_selector_holds() -> None:
    """Until they were merged, no key could stand in both."""
    assert of_spread("1.33", matchLabelKeys=["app"], labelSelector=SELECTOR) == ["app is in labelSelector, too"]
    assert of_spread("1.34", matchLabelKeys=["app"], labelSelector=SELECTOR) == []


def test_two_constraints_for_one_key() -> None:
    constraint = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"}

    [(_, message)] = of_pod(topologySpreadConstraints=[constraint, constraint | {"maxSkew": 2}])

    assert message == "there is a constraint for zone with DoNotSchedule already"


@pytest.mark.parametrize(
    ("toleration", "message"),
    [
        ({"key": "a b", "operator": "Exists"}, "'a b' is no label key"),
        ({"key": "a", "value": "b c"}, "'b c' is no label value"),
        ({"key": "a", "operator": "Gt", "value": "1"}, "'Gt' is none of Equal, Exists"),
        ({"key": "a", "effect": "NoRun"}, "is none of NoSchedule"),
    ],
)
def test_toleration_that_is_refused(toleration: Document, message: str) -> None:
    [(_, said)] = of_template(tolerations=[toleration])

    assert message in said


def test_toleration_that_compares() -> None:
    """Not known by default until 1.36; of later versions the value alone is looked at."""
    assert of_template("1.37", tolerations=[{"key": "a", "operator": "Gt", "value": "1"}]) == []
    assert len(of_template("1.37", tolerations=[{"key": "a", "operator": "Gt", "value": "x"}])) == 1
