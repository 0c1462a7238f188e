"""Lines of the constructs that say what no setting does, in constructs that were never seen before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.kubernetes.paths import Item
from constructs_lib.kubernetes.paths import Path as FieldPath
from plainsail.attribution.constants import constants_of

NAMES = """NAME = "app.kubernetes.io/name"
HTTP = "http"
"""
QUEUE = """from constructs_lib.names import HTTP, NAME

def queue(scope):
    k8s.KubeQueueV2(
        scope,
        labels={NAME: "queue"},
        spec=k8s.QueueSpec(
            max_length=10,
            delivery=k8s.Delivery(mode="fast", port=HTTP),
        ),
    )
"""
OTHER = """def other(scope):
    other.Thing(scope, mode="fast", port=80, max_length=20, read_only=True)
    scope.annotations["example.com/a"] = "b"
    options = ["Given=true"]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Constructs that are all there are: the library's own would answer, too."""
    root = tmp_path / "constructs"
    monkeypatch.setattr("plainsail.library.LIBRARY", root)
    for name, text in {"names": NAMES, "queue": QUEUE, "other": OTHER}.items():
        (root / "constructs_lib").mkdir(parents=True, exist_ok=True)
        (root / f"constructs_lib/{name}.py").write_text(text, encoding="utf-8")
    return root


def keys(*names: str) -> FieldPath:
    return names


@pytest.mark.parametrize(
    ("field", "value", "lines"),
    [
        (keys("kind"), "Queue", ["queue.py:4"]),
        (keys("apiVersion"), "queues.example.com/v2", ["queue.py:4"]),
        (keys("spec", "maxLength"), 10, ["queue.py:8"]),
        (keys("spec", "delivery", "mode"), "fast", ["queue.py:9"]),
        (keys("spec", "delivery", "port"), "http", ["queue.py:9"]),
        (keys("metadata", "labels", "app.kubernetes.io/name"), "queue", ["queue.py:6"]),
        (keys("metadata", "annotations", "example.com/a"), "b", ["other.py:3"]),
        (keys("spec", "readOnly"), True, ["other.py:2"]),
        ((*keys("spec", "options"), Item("0")), "Given=true", ["other.py:4"]),
        (keys("spec", "unheardOf"), "nowhere", []),
    ],
)
def test_the_line_that_says_it(field: FieldPath, value: Any, lines: list[str], root: Path) -> None:
    found = constants_of(root, field, value, "Queue")

    assert [f"{each.path.removeprefix('constructs_lib/')}:{each.line}" for each in found] == lines


def test_a_line_is_shown_as_it_stands(root: Path) -> None:
    [found] = constants_of(root, keys("spec", "maxLength"), 10, "Queue")

    assert found.source == "max_length=10,"


def test_true_is_not_one(root: Path) -> None:
    [found] = constants_of(root, keys("spec", "readOnly"), 1, "Queue")

    assert found.source.endswith("read_only=True)"), "the name alone is found; the value is another one"
