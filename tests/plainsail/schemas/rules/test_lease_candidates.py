"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told


def candidate(**spec: Any) -> Document:
    sound = {"leaseName": "a", "binaryVersion": "1.35.0", "strategy": "example.com/Mine"}
    return made("LeaseCandidate", "coordination.k8s.io/v1beta1", spec=sound | spec)


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"leaseName": ""}, "leaseName", "is empty"),
        ({"binaryVersion": "1.35"}, "binaryVersion", "is no semantic version"),
        ({"strategy": "Oldest"}, "strategy", "is no strategy"),
        ({"strategy": "OldestEmulationVersion"}, "emulationVersion", "is missing, where strategy is"),
        ({"emulationVersion": "1.36.0"}, "binaryVersion", "1.35.0 is below 1.36.0, which it emulates"),
    ],
)
def test_refused(spec: Document, field: str, message: str) -> None:
    [(at, text)] = told(candidate(**spec))

    assert at == f"spec.{field}"
    assert message in text


def test_sound() -> None:
    assert told(candidate()) == []
    assert told(candidate(strategy="OldestEmulationVersion", emulationVersion="1.34.0-rc.1+x")) == []
