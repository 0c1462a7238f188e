"""The module of the same name."""

from __future__ import annotations

import pytest

from plainsail.schemas.rules.forms import misfit
from plainsail.schemas.rules.names import name_rule, prefix_of


@pytest.mark.parametrize(
    ("api_version", "kind", "sound", "wrong"),
    [
        ("v1", "ConfigMap", "a.b", "A"),
        ("v1", "Namespace", "a-b", "a.b"),
        ("v1", "Service", "a", "1a"),
        ("apps/v1", "StatefulSet", "1a", "a.b"),
        ("policy/v1", "PodDisruptionBudget", "*", "a/b"),
        ("rbac.authorization.k8s.io/v1", "Role", "system:a", ".."),
        ("coordination.k8s.io/v1beta1", "LeaseCandidate", "A_b", "a b"),
    ],
)
def test_name_by_kind(api_version: str, kind: str, sound: str, wrong: str) -> None:
    rule = name_rule(35, api_version, kind)

    assert rule is not None
    assert not [*misfit(rule, sound)]
    assert [*misfit(rule, wrong)]


def test_service_may_begin_with_a_digit_since_1_36() -> None:
    assert not [*misfit(name_rule(36, "v1", "Service") or {}, "1a")]


@pytest.mark.parametrize("prefix", ["a-", "a", "a.b--", ""])
def test_name_is_made_from(prefix: str) -> None:
    assert not [*misfit(prefix_of(name_rule(35, "v1", "Pod") or {}), prefix)]


@pytest.mark.parametrize("prefix", ["-", "A-", "a.", "a_"])
def test_no_name_is_made_from(prefix: str) -> None:
    assert [*misfit(prefix_of(name_rule(35, "v1", "Pod") or {}), prefix)]


def test_kinds_that_nothing_is_known_of() -> None:
    assert name_rule(35, "networking.k8s.io/v1", "IPAddress") is None
    assert name_rule(35, "example.com/v1", "Widget") is None
