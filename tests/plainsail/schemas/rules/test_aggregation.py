"""What the API server refuses in an APIService."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import Schemas

_SPEC = {
    "group": "metrics.example.com",
    "groupPriorityMinimum": 100,
    "service": {"name": "metrics", "namespace": "backend"},
    "version": "v1beta1",
    "versionPriority": 100,
}


def problems(spec: dict[str, Any], name: str = "v1beta1.metrics.example.com") -> list[tuple[str, str]]:
    """What is wrong with an APIService; a field that is None is left out."""
    metadata = {"name": name}
    document = {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": metadata, "spec": spec}
    return [(each.field, each.message) for each in Schemas().problems(document, "1.35")]


def test_sound() -> None:
    assert problems(_SPEC) == []
    assert problems(_SPEC | {"group": None, "version": "v1"}, "v1.") == []


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"groupPriorityMinimum": 20001}, "groupPriorityMinimum", "is above 20000"),
        ({"versionPriority": 0}, "versionPriority", "is below 1"),
        ({"version": None}, "version", "is required and missing"),
        ({"service": {"namespace": "backend"}}, "service.name", "is required and missing"),
        ({"service": _SPEC["service"] | {"port": 0}}, "service.port", "is below 1"),  # type: ignore[operator]
        ({"service": None, "insecureSkipTLSVerify": True}, "insecureSkipTLSVerify", "stands without service"),
        ({"service": None, "caBundle": "YQ=="}, "caBundle", "stands without service"),
        ({"caBundle": "YQ==", "insecureSkipTLSVerify": True}, "insecureSkipTLSVerify", "is true beside caBundle"),
    ],
)
def test_refused(fields: dict[str, Any], field: str, message: str) -> None:
    [(where, words)] = problems(_SPEC | fields)

    assert (where, message in words) == (f"spec.{field}", True)


def test_the_name_says_version_and_group() -> None:
    [(field, message)] = problems(_SPEC, "metrics")

    assert (field, message.startswith("is not v1beta1.metrics.example.com")) == ("metadata.name", True)
