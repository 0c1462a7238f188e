"""What makes an app scale by a HorizontalPodAutoscaler, and the metrics that it may follow."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    BackgroundWorker,
    Compute,
    ContainerResourceMetric,
    DescribedObject,
    ExternalMetric,
    Hpa,
    ObjectMetric,
    PodDisruptionBudget,
    PodsMetric,
    Resources,
    ScaledObject,
    SettingsError,
    Trigger,
)
from tests.rendered import app_objects, environment
from tests.samples.values import Least, LeastStatefulService

PODS = PodsMetric("requests", average_value="30")


def test_one_metric_of_any_kind_is_enough() -> None:
    assert Hpa(max_replicas=2, metrics=[PODS]).metrics == (PODS,)


def test_an_autoscaler_needs_something_to_follow() -> None:
    with pytest.raises(SettingsError, match="nothing to follow; set target_cpu_utilization_percentage"):
        Hpa(max_replicas=2)


def test_an_autoscaler_cannot_leave_no_pods() -> None:
    with pytest.raises(SettingsError, match=r"min_replicas=0 needs a feature gate .* set scaled_object, not hpa"):
        Hpa(min_replicas=0, max_replicas=2, metrics=[PODS])


DESCRIBED = DescribedObject("{app}", kind="Ingress", api_version="networking.k8s.io/v1")


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (ContainerResourceMetric, {}, "no target; set average_utilization or average_value"),
        (ObjectMetric, {"described_object": DESCRIBED}, "no target; set value or average_value"),
        (ExternalMetric, {}, "no target; set value or average_value"),
        (ExternalMetric, {"value": "1", "average_value": "2"}, "average_value='2' beside value='1' is refused"),
    ],
)
def test_a_metric_has_one_target(kind: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        kind("cpu", **fields)


@pytest.mark.parametrize("name", ["a/b", "..", "a b", "50%"])
def test_a_metric_s_name_is_a_segment_of_a_path(name: str) -> None:
    with pytest.raises(SettingsError, match="is not a metric's name"):
        PodsMetric(name, average_value="1")


NO_CPU = Resources(requests=Compute(memory="1Mi"))
SHARE = Trigger("cpu", metadata={"value": "60"}, metric_type="Utilization")


@pytest.mark.parametrize(
    "scaled",
    [
        {"hpa": Hpa(max_replicas=2, target_cpu_utilization_percentage=70)},
        {"hpa": Hpa(max_replicas=2, metrics=[ContainerResourceMetric("cpu", average_utilization=70)])},
        {"scaled_object": ScaledObject(triggers=[SHARE], min_replica_count=1, max_replica_count=2)},
    ],
)
def test_a_share_needs_a_request(scaled: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="is a share of a cpu request, and there is none"):
        environment(Least, resources=NO_CPU, **scaled)


def test_a_trigger_on_another_container_asks_for_no_request_of_the_app() -> None:
    beside = Trigger("cpu", metadata={"value": "60", "containerName": "proxy"}, metric_type="Utilization")
    scaled = ScaledObject(triggers=[beside], min_replica_count=1, max_replica_count=2)

    assert app_objects(environment(Least, resources=NO_CPU, scaled_object=scaled))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"min_available": "100%"}, "min_available='100%' lets no pod go"),
        ({"min_available": "0%"}, "protects nothing"),
        ({"max_unavailable": "0%"}, "max_unavailable='0%' lets no pod go"),
        ({"max_unavailable": 1, "min_available": 2}, "min_available=2 beside max_unavailable=1 is refused"),
    ],
)
def test_a_budget_that_means_nothing_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        PodDisruptionBudget(**fields)


@pytest.mark.parametrize("staying", [3, "70%"])
def test_a_budget_lets_one_of_the_fewest_pods_go(staying: int | str) -> None:
    budget = PodDisruptionBudget(min_available=staying)

    with pytest.raises(SettingsError, match="lets no pod go where the app has 3: node drains wait for ever"):
        environment(LeastStatefulService, replicas=3, pod_disruption_budget=budget)


def test_a_budget_of_a_single_pod_is_not_rendered_and_so_blocks_nothing() -> None:
    assert app_objects(environment(Least, replicas=1, pod_disruption_budget=PodDisruptionBudget(min_available=1)))


def test_a_budget_counts_the_pods_of_workers_too() -> None:
    workers = {"mail": BackgroundWorker("bin/mail", replicas=2)}
    with pytest.raises(SettingsError, match="where the worker 'mail' has 2"):
        environment(Least, replicas=4, workers=workers, pod_disruption_budget=PodDisruptionBudget(min_available=2))
