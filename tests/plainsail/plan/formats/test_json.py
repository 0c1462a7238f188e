"""A plan for scripts."""

from __future__ import annotations

import json
from typing import Any

from plainsail.plan.formats.json import write
from tests.plainsail.plan.planted import autoscaler, container, deployment, files, manifest, planned


def rows(before: dict[str, str], after: dict[str, str]) -> list[dict[str, Any]]:
    document = json.loads(write(planned(before, after)))
    assert document["version"] == 1
    found: list[dict[str, Any]] = document["changes"]
    return found


def test_a_field() -> None:
    [_, row] = rows(files(deployment(), autoscaler(1, 3)), files(deployment(), autoscaler(1, 6)))

    assert row == {
        "change": "changed",
        "consequence": None,
        "severity": None,
        "environments": ["staging"],
        "app": "backend",
        "group": "autoscaling",
        "object": "HorizontalPodAutoscaler/backend",
        "field": "spec.maxReplicas",
        "old": 3,
        "new": 6,
        "message": "",
        "fix": "",
        "setting": "of HorizontalPodAutoscaler/backend",
        "origin": {"path": "envs/backend/base.py", "line": 7},
    }


def test_a_consequence() -> None:
    [row, _] = rows(files(deployment(), autoscaler(1, 3)), files(deployment(), autoscaler(1, 6)))

    assert (row["change"], row["consequence"], row["severity"]) == ("consequence", "capacity", "info")
    assert (row["message"], row["environments"]) == ("pods 1 to 3 → 1 to 6", ["staging"])


def test_an_object_that_goes() -> None:
    row = rows(files(manifest("ConfigMap")), {})[-1]

    assert (row["change"], row["object"], row["field"]) == ("removed", "ConfigMap/backend", "")


def test_every_row_has_the_same_names() -> None:
    found = rows(files(manifest("ConfigMap"), deployment()), files(deployment(container(tty=True)), manifest("Secret")))

    assert len({tuple(row) for row in found}) == 1


def test_what_is_hidden_stays_hidden() -> None:
    old, new = (deployment(container(env=[{"name": "A_TOKEN", "value": value}])) for value in ("one", "two"))

    row = rows(files(old), files(new))[-1]

    assert (row["old"], row["new"]) == ("(hidden)", "(hidden)")


def test_no_difference_is_an_empty_list() -> None:
    assert rows(files(deployment()), files(deployment())) == []
