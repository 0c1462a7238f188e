"""What an autoscaler may follow beside the CPU and the memory of whole pods (`metrics` of autoscaling/v2)."""

from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsLabel, LabelKey, LabelValue, Positive, Quantity, Template, matching
from constructs_lib.settings.values import NONE, Map, setting

MetricName = Annotated[
    str,
    Check(matching(r"(?!\.{1,2}$)[^/%\s]+", "is not a metric's name; write it without '/', '%' and blanks")),
]
"""A metric as its adapter names it: a segment of a path in the API server."""
KindName = Annotated[str, Check(matching(r"[A-Z][A-Za-z0-9]*", "is not a kind; write it as 'Ingress'"))]
"""A kind of object: `Ingress`."""
ApiVersion = Annotated[
    str,
    Check(matching(r"([a-z0-9.-]+/)?v[a-z0-9]+", "is not an API version; write it as 'v1' or 'networking.k8s.io/v1'")),
]
"""Group and version of an object: `networking.k8s.io/v1`."""


@setting
class ContainerResourceMetric:
    """CPU or memory of one container of the pods, whatever its sidecars use (`type: ContainerResource`)."""

    name: Literal["cpu", "memory"] = field(kw_only=False)
    """The resource."""
    container: DnsLabel = "app"
    """The container: the app's own is `app`, a sidecar has its own name."""
    average_utilization: Positive | None = None
    """Mean over the pods, in percent of the container's request."""
    average_value: Quantity | None = None
    """Or the mean itself: cores, or bytes."""

    def __post_init__(self) -> None:
        _one_target("average_utilization", self.average_utilization, "average_value", self.average_value)


@setting
class PodsMetric:
    """A metric of each pod, such as its requests per second (`type: Pods`, custom.metrics.k8s.io)."""

    name: MetricName = field(kw_only=False)
    """The metric."""
    average_value: Quantity
    """Mean over the pods that more pods shall bring it back to."""
    selector: Map[LabelKey, LabelValue] = NONE
    """Labels of the metric: which of its series count (`selector.matchLabels`)."""


@setting
class DescribedObject:
    """The object that a metric is about (`describedObject`)."""

    kind: KindName
    """Its kind: `Ingress`."""
    name: Template = field(kw_only=False)
    """Its name, in the app's namespace; `{app}` and `{env}` are filled in."""
    api_version: ApiVersion
    """Its group and version: `networking.k8s.io/v1`."""


@setting
class ObjectMetric:
    """A metric of another object, such as the requests of an Ingress (`type: Object`, custom.metrics.k8s.io)."""

    name: MetricName = field(kw_only=False)
    """The metric."""
    described_object: DescribedObject
    """What it is a metric of."""
    value: Quantity | None = None
    """The metric's own value, whatever the number of pods."""
    average_value: Quantity | None = None
    """Or its value divided by the number of pods."""
    selector: Map[LabelKey, LabelValue] = NONE
    """Labels of the metric: which of its series count (`selector.matchLabels`)."""

    def __post_init__(self) -> None:
        _one_target("value", self.value, "average_value", self.average_value)


@setting
class ExternalMetric:
    """A metric of what is outside the cluster, such as a queue's length (`type: External`, external.metrics.k8s.io)."""

    name: MetricName = field(kw_only=False)
    """The metric."""
    value: Quantity | None = None
    """The metric's own value, whatever the number of pods."""
    average_value: Quantity | None = None
    """Or its value divided by the number of pods."""
    selector: Map[LabelKey, LabelValue] = NONE
    """Labels of the metric: which of its series count (`selector.matchLabels`)."""

    def __post_init__(self) -> None:
        _one_target("value", self.value, "average_value", self.average_value)


Metric = ContainerResourceMetric | PodsMetric | ObjectMetric | ExternalMetric
"""What an autoscaler may follow beside the two target percentages of `Hpa`."""


def _one_target(first: str, one: object, second: str, other: object) -> None:
    """A metric has one target: the API server refuses none, and reads one of two."""
    if one is None and other is None:
        raise SettingsError(f"the metric has no target; set {first} or {second}")
    if one is not None and other is not None:
        raise SettingsError(f"{second}={other!r} beside {first}={one!r} is refused; set one of the two", path=(second,))
