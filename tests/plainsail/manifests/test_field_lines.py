"""The line of a field in its file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from plainsail.location import Location
from plainsail.manifests.field_lines import FieldLines

TEXT = """\
# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  labels:
    "a.b/c": d
spec:
  template:
    spec:
      containers:
      - &base
        name: app
        image: a
        env:
        - {name: A, value: b}
        - name: B
          value: null
      - <<: *base
        name: other
        image: b
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  a: b
"""
APP = Location("a.yaml", 2, object="Deployment/app")
POD = "spec.template.spec"


def line_of(field: str, text: str = TEXT, where: Location = APP) -> int:
    return FieldLines(lambda _: text)(replace(where, field=field)).line


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("", 2),
        ("metadata.name", 5),
        ('metadata.labels["a.b/c"]', 7),
        (f"{POD}.containers[app]", 12),
        (f"{POD}.containers[app].image", 14),
        (f"{POD}.containers[app].env[A].value", 16),
        (f"{POD}.containers[app].env[B].value", 18),
    ],
)
def test_a_field_is_found_at_its_key(field: str, line: int) -> None:
    assert line_of(field) == line


@pytest.mark.parametrize(
    ("field", "line"),
    [(f"{POD}.securityContext.runAsUser", 10), (f"{POD}.containers[app].ports[80].name", 12), ("status", 2)],
)
def test_a_field_that_is_missing_is_found_at_the_nearest_parent(field: str, line: int) -> None:
    assert line_of(field) == line


@pytest.mark.parametrize(("field", "line"), [("image", 21), ("env[A].name", 16), ("name", 20)])
def test_what_a_merge_key_brings_is_found_where_it_is_written(field: str, line: int) -> None:
    assert line_of(f"{POD}.containers[other].{field}") == line


def test_what_an_alias_repeats_is_found_at_its_anchor() -> None:
    text = (
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  labels: &labels\n    a: b\nspec:\n  selector: *labels\n"
    )

    assert line_of("spec.selector.a", text, Location("a.yaml", 1, object="Service/s")) == 6


def test_of_several_documents_each_is_its_own() -> None:
    assert line_of("data.a", where=Location("a.yaml", 23, object="ConfigMap/c")) == 27


def test_an_item_of_a_list_is_found_by_its_name() -> None:
    text = (
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n"
        "- apiVersion: v1\n  kind: ConfigMapList\n  items:\n  - metadata:\n      name: b\n    data: {a: 1}\n"
    )

    assert line_of("", text, Location("a.yaml", 1, object="ConfigMap/a")) == 4
    assert line_of("", text, Location("a.yaml", 1, object="ConfigMap/b")) == 10
    assert line_of("data.a", text, Location("a.yaml", 1, object="ConfigMap/b")) == 12


def test_a_field_of_json_has_a_line_too() -> None:
    document = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"a": "b"}}

    assert line_of("data.a", json.dumps(document, indent=2), Location("a.json", 1, object="ConfigMap/c")) == 8


def test_a_review_without_a_name_has_lines() -> None:
    text = "apiVersion: authentication.k8s.io/v1\nkind: TokenReview\nspec:\n  token: a\n"

    assert line_of("spec.token", text, Location("a.yaml", 1, object="TokenReview")) == 4


@pytest.mark.parametrize("text", ["", "a: [", "- a\n", "kind: ConfigMap\n"])
def test_where_the_file_tells_nothing_the_line_stays(text: str) -> None:
    assert line_of("data.a", text) == 2


def test_a_name_that_no_path_can_hold_stays_with_its_object() -> None:
    assert line_of("a[b.c]]]") == 2


def test_a_file_is_read_again_once_something_is_found_in_it_and_once() -> None:
    asked: list[str] = []

    def text_of(path: str) -> str:
        asked.append(path)
        return TEXT

    lines = FieldLines(text_of)

    lines(APP)
    lines(APP)
    lines(replace(APP, object=""))

    assert asked == ["a.yaml"]
