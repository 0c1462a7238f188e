"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told


def runtime_class(**fields: Any) -> Document:
    return made("RuntimeClass", "node.k8s.io/v1", **{"handler": "runsc"} | fields)


def overhead(**fixed: Any) -> Document:
    return runtime_class(overhead={"podFixed": {name.replace("_", "/"): amount for name, amount in fixed.items()}})


TOLERATION = {"key": "sandboxed", "operator": "Exists"}


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (runtime_class(handler="a.b"), "handler", "is no DNS label"),
        (overhead(memory="-1"), "overhead.podFixed.memory", "is below zero"),
        (overhead(memry="1Mi"), "overhead.podFixed", "is no resource of a container"),
        (overhead(**{"example.com_gpu": "0.5"}), "overhead.podFixed", "is no whole number"),
        (overhead(**{"hugepages-2Mi": "2Mi"}), "overhead.podFixed", "neither cpu nor memory"),
        (overhead(**{"hugepages-2Mi": "1Mi", "cpu": "1m"}), "overhead.podFixed", "is no multiple"),
        (runtime_class(scheduling={"nodeSelector": {"a b": "c"}}), "scheduling.nodeSelector", "is no label key"),
        (runtime_class(scheduling={"tolerations": [TOLERATION] * 2}), "scheduling.tolerations", "is there twice"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(at, text)] = told(document)

    assert at.startswith(field)
    assert message in text


@pytest.mark.parametrize(
    "document",
    [
        runtime_class(),
        overhead(cpu="10m ", memory="64Mi", **{"example.com_gpu": 1, "hugepages-2Mi": "4Mi"}),
        runtime_class(scheduling={"tolerations": [TOLERATION, TOLERATION | {"effect": "NoExecute"}]}),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []
