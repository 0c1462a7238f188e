"""Immutable values of the Kubernetes API that are made over and over: each is a call to Node, so each is made once."""

from collections.abc import Mapping
from functools import cache

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s


@cache
def quantity(text: str) -> k8s.Quantity:
    """An amount, `64Mi`."""
    return k8s.Quantity.from_string(text)


@cache
def int_or_string(value: int | str) -> k8s.IntOrString:
    """A port or its name, a number of pods or a percentage."""
    return k8s.IntOrString.from_number(value) if isinstance(value, int) else k8s.IntOrString.from_string(value)


def custom_metadata(metadata: k8s.ObjectMeta, *, labels: Mapping[str, str] | None = None) -> ApiObjectMetadata:
    """The metadata of a custom resource, with further `labels`, which win."""
    return ApiObjectMetadata(
        name=metadata.name,
        namespace=metadata.namespace,
        labels={**(metadata.labels or {}), **(labels or {})},
        annotations=metadata.annotations,
    )
