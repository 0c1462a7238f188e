"""An exported chart is what the environments are: proven by Helm for random trees."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.kubernetes.objects import Document
from plainsail.helm_export.chart import Source, chart
from plainsail.helm_export.naming import ByPlace
from plainsail.helm_export.proof import problems

pytest.importorskip("helm_python", reason="no wheel for this processor")

ENVIRONMENTS = ("production", "staging", "qa", "demo")
KEYS = (
    "a",
    "args",
    "containers",
    "data",
    "env",
    "image",
    "name",
    "ports",
    "rules",
    "host",
    "value",
    "x.y/z",
    "{{ k }}",
)
TEXTS = (
    *(
        "",
        "a",
        "yes",
        "1e3",
        "0o17",
        "08",
        "12:30:45",
        "2026-01-01",
        "null",
        "~",
        "{{ .Values.x }}",
        "{{/* no */}}",
        "%v",
    ),
    *(
        "a: b",
        "- a",
        "'",
        '"',
        "\\",
        "a\nb",
        "a\n",
        "a\n\n",
        "a\n---\nb",
        " a ",
        "\ta",
        "é €",
        "<&>",
        "shop-qa",
        "x:1",
        "{",
    ),
)
SCALARS = st.one_of(st.sampled_from(TEXTS), st.integers(-5, 5), st.booleans(), st.just(1.5), st.just(2**60), st.none())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.dictionaries(st.sampled_from(KEYS), inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=12,
)


@st.composite
def like(draw: st.DrawFn, tree: Any) -> Any:
    """The tree with parts changed, taken away or added, as environments differ."""
    match draw(st.integers(0, 9)):
        case 0:
            return draw(TREES)
        case _ if isinstance(tree, dict):
            kept = {key: draw(like(value)) for key, value in tree.items() if draw(st.integers(0, 9))}
            return kept | draw(st.sampled_from([{}, {}, {}, {"added": 1}]))
        case _ if isinstance(tree, list):
            return [draw(like(value)) for value in tree if draw(st.integers(0, 9))]
    return tree


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """One to four environments of an app, with objects that not all of them have."""
    environments = ENVIRONMENTS[: draw(st.integers(1, 4))]
    objects = draw(st.lists(st.dictionaries(st.sampled_from(KEYS), TREES, min_size=1, max_size=4), max_size=3))
    trees: dict[str, dict[str, Document]] = {}
    for environment in environments:
        trees[environment] = {
            f"{environment}/shop/{number}.yaml": {
                "apiVersion": "v1",
                "kind": "Thing",
                "metadata": {"name": f"shop-{number}", "namespace": f"shop-{environment}"},
                "spec": draw(like(spec)),
            }
            for number, spec in enumerate(objects)
            if draw(st.integers(0, 9))
        }
    namespaces = {environment: f"shop-{environment}" for environment in environments}
    return Source("shop", trees, namespaces, dict.fromkeys(environments, "1.35"))


@settings(max_examples=25)
@given(sources())
def test_helm_renders_the_chart_of_random_trees_to_these_trees(source: Source) -> None:
    made = chart(source, ByPlace(source.namespaces), "1.2.3")

    assert list(problems(made, source)) == []
