"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import empty_selector
from tests.plainsail.checks.planted_objects import Document, examined, told, workload


@pytest.mark.parametrize("kind", ["Deployment", "DaemonSet"])
@pytest.mark.parametrize("selector", [{}, {"matchLabels": {}}])
def test_workload_that_selects_everything(kind: str, selector: Document) -> None:
    assert told(empty_selector.check(examined(workload(kind, selector=selector)))) == [
        ("spec.selector", "selects every pod of the namespace")
    ]


def test_silent_on_labels_and_on_expressions() -> None:
    expression = {"matchExpressions": [{"key": "app", "operator": "Exists"}]}

    assert not told(empty_selector.check(examined(workload(), workload("DaemonSet", selector=expression))))
