"""Values and documents, as Helm reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.settings import merge
from constructs_lib.settings.values import thaw
from plainsail.errors import ProjectError
from plainsail.helm.values import merged, parse_documents, read_values
from tests.helm.made import chart, data
from tests.rendered import environment
from tests.samples.helm_release import LeastHelmRelease


def test_values_are_read_by_helm(tmp_path: Path) -> None:
    file = tmp_path / "values.yaml"
    file.write_text("a: 12:30:45\nb: 1e3\nc: y\nd: 08\ne:\nf: &f [1]\ng: *f\n", encoding="utf-8")

    assert read_values(file) == {"a": "12:30:45", "b": 1000, "c": True, "d": 8, "e": None, "f": [1], "g": [1]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n  b: 2\n", ":2: mapping values are not allowed in this context"),
        ("- a\n", ":1: a list where a mapping is expected"),
    ],
)
def test_what_is_no_file_of_values_is_told(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "values.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ProjectError) as caught:
        read_values(file)

    assert str(caught.value) == f"{file}{told}"


def test_documents_are_split_and_read_by_helm() -> None:
    assert parse_documents("a: y\n---b: 1\n---\n# none\n") == [{"a": True}, {"b": 1}]


TREES = st.recursive(
    st.booleans() | st.integers(0, 9) | st.just("a") | st.lists(st.integers(0, 3), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
LAYERS = st.lists(st.dictionaries(st.sampled_from("abc"), TREES, max_size=3), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def all_values(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chart that prints its values."""
    return chart(tmp_path_factory.mktemp("all"), '  all: {{ toJson (omit .Values "global") | quote }}\n')


@settings(max_examples=40, deadline=None)
@given(layers=LAYERS)
def test_classes_say_what_helm_makes_of_the_same_files(layers: list[dict[str, Any]], all_values: Path) -> None:
    """Helm lays each layer over what it made of those before it."""
    kind: type[LeastHelmRelease] = type("Base", (LeastHelmRelease,), {"values": layers[0]})
    by_helm = layers[0]
    for layer in layers[1:]:
        kind = type("Layer", (kind,), {"values": merge(layer)})
        [text] = data(all_values, layer, defaults=by_helm).values()
        by_helm = json.loads(text)

    assert thaw(environment(kind).values) == by_helm == merged(layers)


def test_null_takes_a_default_of_the_chart_away(all_values: Path) -> None:
    layers: list[dict[str, object]] = [{"a": {"b": 1}}, {"a": {"c": None}, "d": None}]

    [text] = data(all_values, merged(layers), defaults={"a": {"c": 2, "e": 3}, "d": 4}).values()

    assert text == '{"a":{"b":1,"e":3}}'
