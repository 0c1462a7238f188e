"""What a HorizontalPodAutoscaler follows beside the CPU and the memory of whole pods."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import quantity
from constructs_lib.settings import ContainerResourceMetric, ExternalMetric, ObjectMetric, PodsMetric
from constructs_lib.settings.metrics import Metric
from constructs_lib.settings.values import thaw


def metric_spec(identity: Identity, metric: Metric) -> k8s.MetricSpecV2:
    """One of the autoscaler's `metrics`."""
    match metric:
        case ContainerResourceMetric():
            return k8s.MetricSpecV2(
                type="ContainerResource",
                container_resource=k8s.ContainerResourceMetricSourceV2(
                    name=metric.name,
                    container=metric.container,
                    target=_target(average=metric.average_value, percent=metric.average_utilization),
                ),
            )
        case PodsMetric():
            return k8s.MetricSpecV2(
                type="Pods",
                pods=k8s.PodsMetricSourceV2(
                    metric=_identifier(metric.name, metric.selector), target=_target(average=metric.average_value)
                ),
            )
        case ObjectMetric():
            described = metric.described_object
            return k8s.MetricSpecV2(
                type="Object",
                object=k8s.ObjectMetricSourceV2(
                    described_object=k8s.CrossVersionObjectReferenceV2(
                        api_version=described.api_version, kind=described.kind, name=identity.filled(described.name)
                    ),
                    metric=_identifier(metric.name, metric.selector),
                    target=_target(value=metric.value, average=metric.average_value),
                ),
            )
        case ExternalMetric():
            return k8s.MetricSpecV2(
                type="External",
                external=k8s.ExternalMetricSourceV2(
                    metric=_identifier(metric.name, metric.selector),
                    target=_target(value=metric.value, average=metric.average_value),
                ),
            )


def _identifier(name: str, labels: Mapping[str, str]) -> k8s.MetricIdentifierV2:
    return k8s.MetricIdentifierV2(name=name, selector=k8s.LabelSelector(match_labels=thaw(labels)) if labels else None)


def _target(*, value: str | None = None, average: str | None = None, percent: int | None = None) -> k8s.MetricTargetV2:
    """The one of the three that is set."""
    if percent is not None:
        return k8s.MetricTargetV2(type="Utilization", average_utilization=percent)
    if average is not None:
        return k8s.MetricTargetV2(type="AverageValue", average_value=quantity(average))
    return k8s.MetricTargetV2(type="Value", value=quantity(value or ""))
