"""Whatever settings accept comes back from a chart of its environments."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.settings import Workload
from plainsail.helm_export.by_setting import namespace_of
from plainsail.helm_export.chart import Source, chart
from plainsail.helm_export.naming import ByPlace
from plainsail.helm_export.proof import problems
from tests.rendered import app_objects
from tests.strategies.environments import ENVIRONMENTS

pytest.importorskip("helm_python", reason="no wheel for this processor")

_HEALTHY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def source(**environments: Workload) -> Source:
    """What an app is in environments, which need not be alike at all."""
    trees = {name: app_objects(environment) for name, environment in environments.items()}
    return Source(
        "backend",
        {name: {f"{name}/backend/{key_of(each)}": each for each in found} for name, found in trees.items()},
        {name: namespace_of(environment) for name, environment in environments.items()},
        {name: environment.kubernetes_version for name, environment in environments.items()},
    )


def lost(one: Workload, other: Workload) -> list[str]:
    """What does not come back from a chart of both."""
    both = source(production=one, staging=other)
    return list(problems(chart(both, ByPlace(both.namespaces), "1.2.3"), both))


@settings(max_examples=3, suppress_health_check=_HEALTHY, phases=[Phase.generate])
@given(ENVIRONMENTS, ENVIRONMENTS)
def test_generated_settings_come_back(one: Workload, other: Workload) -> None:
    assert lost(one, other) == []


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=_HEALTHY, phases=[Phase.generate])
@given(ENVIRONMENTS, ENVIRONMENTS)
def test_generated_settings_come_back_at_length(one: Workload, other: Workload) -> None:
    assert lost(one, other) == []
