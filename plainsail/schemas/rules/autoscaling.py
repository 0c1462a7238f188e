"""What the API server refuses in HorizontalPodAutoscaler (`pkg/apis/autoscaling/validation`).

That the least is not above the most is a check of its own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.problems import Concern
from plainsail.schemas.rules.qualified import QUALIFIED_NAME
from plainsail.schemas.rules.together import STATUS, FieldRule, Fields, Names, Place, Readings, Refusal, Together, since
from plainsail.schemas.rules.words import DNS_LABEL, NOT_EMPTY, NOT_NEGATIVE, PATH_SEGMENT, number

_CONCERN: Concern = "autoscaler_metric"
_REFERENCE: Mapping[str, FieldRule] = {"kind": PATH_SEGMENT, "name": PATH_SEGMENT}
_OF_CONTAINERS = re.compile("cpu|memory|ephemeral-storage|hugepages-.*|.*/.*")


FIELDS: Fields = {
    "autoscaling.v1.CrossVersionObjectReference": _REFERENCE,
    "autoscaling.v2.ContainerResourceMetricSource": {"container": DNS_LABEL, "name": QUALIFIED_NAME},
    "autoscaling.v2.CrossVersionObjectReference": _REFERENCE,
    "autoscaling.v2.HPAScalingPolicy": {
        "periodSeconds": number(1, 1800),
        "type": {"enum": ["Pods", "Percent"]},
        "value": number(1),
    },
    "autoscaling.v2.HPAScalingRules": {"policies": {"minItems": 1}, "tolerance": since(35, NOT_NEGATIVE)},
    "autoscaling.v2.MetricIdentifier": {"name": PATH_SEGMENT},
    "autoscaling.v2.MetricSpec": {"type": {"enum": ["ContainerResource", "External", "Object", "Pods", "Resource"]}},
    "autoscaling.v2.MetricTarget": {
        "averageUtilization": number(1),
        "type": {"enum": ["Utilization", "Value", "AverageValue"]},
    },
    "autoscaling.v2.ResourceMetricSource": {"name": NOT_EMPTY},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "autoscaling.v1.HorizontalPodAutoscaler",
            "autoscaling.v2.HorizontalPodAutoscaler",
        ),
        ("spec",),
    ),
}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = {
    "autoscaling.v1.HorizontalPodAutoscaler": STATUS,
    "autoscaling.v2.HorizontalPodAutoscaler": STATUS,
    # Which series a metric means is for the metrics server to say: the API server reads no further.
    "autoscaling.v2.MetricIdentifier": {"selector": "unread"},
}
"""Fields whose value follows other rules than elsewhere."""

_SOURCES = {
    "ContainerResource": "containerResource",
    "External": "external",
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
}
_TARGETS = {
    "containerResource": ("averageUtilization", "averageValue"),
    "external": ("value", "averageValue"),
    "object": ("value", "averageValue"),
    "pods": ("averageValue",),
    "resource": ("averageUtilization", "averageValue"),
}
"""What the target of a source may say; it must say one of them."""
_BOTH = "object"
"""The source whose target may say both."""


def _least(spec: Any, place: Place) -> Iterator[Refusal]:
    if spec.get("minReplicas") != 0:
        return
    outside = [metric for metric in spec.get("metrics", ()) if metric["type"] in ("Object", "External")]
    if not outside:
        yield Refusal(("minReplicas",), "is 0, which needs an Object or External metric to wake the pods by")
    elif place.minor < 36:
        yield Refusal(("minReplicas",), "is 0, which a cluster takes with the feature gate HPAScaleToZero alone")


def _scaled(spec: Any, place: Place) -> Iterator[Refusal]:
    if place.minor < 35:
        return
    version = spec["scaleTargetRef"].get("apiVersion", "")
    if version.count("/") > 1:
        yield Refusal(("scaleTargetRef", "apiVersion"), f"'{version}' is no API version such as apps/v1")
    elif not version.partition("/")[0] or "/" not in version:
        message = f"'{version}' names no API group, such as apps/v1" if version else "is missing, such as apps/v1"
        yield Refusal(("scaleTargetRef", "apiVersion"), message)


def _described(source: Any, place: Place) -> Iterator[Refusal]:
    version = source["describedObject"].get("apiVersion", "")
    if version.count("/") > 1 and place.minor >= 35:
        yield Refusal(("describedObject", "apiVersion"), f"'{version}' is no API version such as apps/v1", _CONCERN)


def _metric(metric: Any, _: Place) -> Iterator[Refusal]:
    kind = metric["type"]
    source = _SOURCES.get(kind)
    if source is None:
        return
    others = [other for other in _SOURCES.values() if other in metric and other != source]
    if source not in metric:
        yield Refusal((), f"is of type {kind}, but has no {source}", _CONCERN)
    elif others:
        yield Refusal((), f"is of type {kind}, but has {' and '.join(others)}", _CONCERN)
    else:
        yield from _of_target(source, metric[source]["target"])


def _of_target(source: str, target: Any) -> Iterator[Refusal]:
    # The type is only a word here: what is there counts.
    allowed = _TARGETS[source]
    given = [field for field in allowed if field in target]
    if not given:
        message = f"the target of {source} has no {' or '.join(allowed)}"
        yield Refusal((source, "target"), message, _CONCERN)
    elif len(given) > 1 and source != _BOTH:
        yield Refusal((source, "target"), f"has {' and '.join(given)}; only one of them may be there", _CONCERN)


def _positive(target: Any, _: Place) -> Iterator[Refusal]:
    for field in ("value", "averageValue"):
        amount = amount_of(target.get(field))
        if amount is not None and amount <= 0:
            yield Refusal((field,), f"'{target[field]}' is not above zero", "quantity")


def _container_resource(source: Any, _: Place) -> Iterator[Refusal]:
    if not _OF_CONTAINERS.fullmatch(name := source["name"]) or name.startswith("requests."):
        yield Refusal(("name",), f"'{name}' is no resource of a container, such as cpu or memory", _CONCERN)


TOGETHER: Together = {
    "autoscaling.v1.HorizontalPodAutoscalerSpec": (_least, _scaled),
    "autoscaling.v2.ContainerResourceMetricSource": (_container_resource,),
    "autoscaling.v2.HorizontalPodAutoscalerSpec": (_least, _scaled),
    "autoscaling.v2.MetricSpec": (_metric,),
    "autoscaling.v2.MetricTarget": (_positive,),
    "autoscaling.v2.ObjectMetricSource": (_described,),
}
