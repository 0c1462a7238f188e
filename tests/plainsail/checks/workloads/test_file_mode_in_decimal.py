"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import file_mode_in_decimal
from tests.plainsail.checks.planted_objects import Document, examined, pod_spec, told, workload


def found(volume: Document) -> list[tuple[str, str]]:
    return told(file_mode_in_decimal.check(examined(workload(pod=pod_spec(volumes=[{"name": "v", **volume}])))))


def test_the_mode_of_all_files() -> None:
    assert found({"secret": {"secretName": "a", "defaultMode": 400}}) == [
        (
            "spec.template.spec.volumes[v].secret.defaultMode",
            "400 is decimal: files get the mode 0620; write 0400 or 256",
        )
    ]


@pytest.mark.parametrize("mode", [400, 440, 444, 500])
def test_the_mode_of_one_file(mode: int) -> None:
    item = {"key": "k", "path": "k", "mode": mode}

    assert len(found({"configMap": {"name": "a", "items": [item]}})) == 1
    assert len(found({"projected": {"sources": [{"secret": {"name": "a", "items": [item]}}]}})) == 1


@pytest.mark.parametrize("mode", [0, 256, 288, 292, 365, 384, 416, 420, 432, 436, 438, 448, 488, 493, 511])
def test_silent_on_modes(mode: int) -> None:
    assert not found({"secret": {"secretName": "a", "defaultMode": mode}})
