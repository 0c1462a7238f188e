"""Property: a chart of anything, with any values in it, is what Node makes of it, the error included.

`PLAINSAIL_EXAMPLES=2000 pytest tests/plainsail/render/kernel/test_any_chart.py` draws that many, others each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import cdk8s
import pytest
from cdk8s_plus_27 import k8s
from constructs import Construct
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plainsail.render.kernel import seam
from tests.plainsail.render.kernel.both_ways import chart, told
from tests.plainsail.render.kernel.families import FAMILIES
from tests.plainsail.render.kernel.fields import filled, known
from tests.plainsail.render.kernel.test_families import OF_CDK8S
from tests.plainsail.render.kernel.test_local import WAYS
from tests.plainsail.render.kernel.test_values import KINDS

EXAMPLES = int(os.environ.get("PLAINSAIL_EXAMPLES", "0"))

Step = Callable[[Construct, dict[str, Any]], object]
"""What is done to the chart, or to a construct in it; what later steps may look at is kept in the mapping."""

TEXT = st.sampled_from(
    ["", "a", "b-1", "a/b", "x\ny", "$ref", "__proto__", "constructor", "1", "é", "\U0001f600", "\x00"]
)
NUMBER = st.sampled_from([0, 1, -1, 2**31, 2**53 - 1, 2**53, -(2**53), 2**70, 0.5, 2.0, 1e300])
ANY = st.recursive(
    TEXT | NUMBER | st.none() | st.booleans(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXT, below, max_size=3),
    max_leaves=6,
)


def mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One in ten is odd."""
    return st.integers(0, 9).flatmap(lambda number: odd if number == 7 else usual)


TEXTS = st.dictionaries(st.sampled_from(["a", "b/c", "10", "9", "z"]), st.sampled_from(["1", "yes", ""]), max_size=3)
ID = mostly(
    st.sampled_from(["One", "Two", "7", "10", "01", "Three", "Four", "Five"]),
    st.sampled_from(["a/b", "constructor", "", "$a"]),
)
MAPPING = mostly(TEXTS, ANY)


@st.composite
def config_maps(draw: st.DrawFn) -> Step:
    """With values that mostly fit; some are changed when the object has been made."""
    id, data, labels, annotations = draw(ID), draw(MAPPING), draw(MAPPING), draw(MAPPING)
    finalizers, name = draw(mostly(st.lists(TEXT, max_size=2), ANY)), draw(mostly(st.just("name"), TEXT | ANY))
    late = draw(TEXT)

    def step(scope: Construct, kept: dict[str, Any]) -> None:
        metadata = k8s.ObjectMeta(name=name, labels=labels, annotations=annotations, finalizers=finalizers)
        given = json.loads(json.dumps(data))
        kept["object"] = k8s.KubeConfigMap(scope, id, metadata=metadata, data=given)
        if isinstance(given, dict):
            given[late] = late

    return step


@st.composite
def objects(draw: st.DrawFn) -> Step:
    """Of any kind, with all its fields, and with any value in one of them."""
    name, id, depth = draw(st.sampled_from(KINDS)), draw(ID), draw(st.integers(1, 3))
    place, value, wrong = draw(st.integers(0, 3)), draw(ANY), draw(mostly(st.just(False), st.just(True)))

    def step(scope: Construct, kept: dict[str, Any]) -> None:
        kind: Any = seam.class_of(name)
        fields = dict(seam.values_of(filled(known(name).kinds[name].split()[2], depth)))
        if wrong:
            fields[[*fields][place % len(fields)]] = value
        kept["object"] = kind(scope, id, **fields)

    return step


def _ways() -> st.SearchStrategy[Step]:
    return st.sampled_from([*WAYS, *FAMILIES, *OF_CDK8S]).map(lambda way: lambda _, kept: way(kept["chart"]))


def _constructs() -> st.SearchStrategy[Step]:
    return ID.map(lambda id: lambda scope, kept: kept.update(scope=Construct(scope, id)))


def _questions() -> st.SearchStrategy[Step]:
    patch = cdk8s.JsonPatch
    asked: list[Step] = [
        lambda _, kept: kept["found"].append(kept["chart"].to_json()),
        lambda scope, kept: kept["found"].append([child.node.path for child in scope.node.find_all()]),
        lambda _, kept: kept["found"].append(kept["object"].name),
        lambda _, kept: kept["object"].add_json_patch(patch.add("/metadata/labels", {"patched": "yes"})),
        lambda _, kept: kept["object"].metadata.add_label("late", "yes"),
        lambda scope, kept: kept["object"].node.add_dependency(scope),
    ]
    return st.sampled_from(asked)


STEPS = st.lists(
    st.one_of(config_maps(), config_maps(), objects(), _ways(), _constructs(), _questions()), min_size=1, max_size=7
)
PROPS = st.sampled_from(
    [
        {},
        {"namespace": "n"},
        {"labels": {"of": "the chart"}},
        {"disable_resource_name_hashes": True},
        {"labels": {"a": 1}},
    ]
)


def written(made: cdk8s.Chart) -> Any:
    try:
        return made.to_json()
    except Exception as error:  # beside the mistakes before it
        return f"{type(error).__name__}: {error}"


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES or 100,
    derandomize=not EXAMPLES,
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(STEPS, PROPS)
def test_any_chart(steps: list[Step], props: dict[str, Any]) -> None:
    def program() -> Any:
        made = chart(**props)
        kept: dict[str, Any] = {"chart": made, "scope": made, "found": []}
        mistakes = []
        for step in steps:
            try:
                step(kept["scope"], kept)
            except Exception as error:  # the next step goes on with what is there
                mistakes.append(f"{type(error).__name__}: {error}")
        return [mistakes, kept["found"], written(made)]

    here, there = told(program)

    assert here == there
