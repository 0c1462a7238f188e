"""What the API server refuses in labels and annotations that it reads itself, by the kind of the object."""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import quoted
from plainsail.schemas.rules.addresses import network_of
from plainsail.schemas.rules.together import Place, Refusal

_POD_SECURITY = "pod-security.kubernetes.io/"
_LEVELS = ("privileged", "baseline", "restricted")
_MODES = ("enforce", "audit", "warn")
_VERSION = re.compile(r"latest|v1\.(0|[1-9][0-9]{0,8})")
_SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
_ACCOUNT = "kubernetes.io/service-account.name"
_TOKEN = "kubernetes.io/service-account-token"  # noqa: S105 - a type of Secret
_LONGEST_LABEL = 63


def of_object(metadata: Document, place: Place) -> Iterator[Refusal]:
    """What is refused in the labels and annotations of one object."""
    match place.kind, str(place.document["apiVersion"]):
        case "Namespace", "v1":
            yield from _pod_security(metadata)
        case "Service", "v1":
            yield from _source_ranges(metadata, place.document)
        case "Secret", "v1":
            if place.document.get("type") == _TOKEN and not metadata.get("annotations", {}).get(_ACCOUNT):
                message = f"is required in a Secret of the type {_TOKEN}: the account that the token is for"
                yield Refusal(("annotations", _ACCOUNT), message)
        case "Job", "batch/v1":
            yield from _job_name(metadata, place.document)


def _pod_security(metadata: Document) -> Iterator[Refusal]:
    """How strict a namespace is with its pods."""
    for mode in _MODES:
        level = metadata.get("labels", {}).get(_POD_SECURITY + mode)
        version = metadata.get("labels", {}).get(f"{_POD_SECURITY}{mode}-version")
        if level is not None and level not in _LEVELS:
            message = f"{quoted(level)} is none of {', '.join(_LEVELS)}{did_you_mean(level, _LEVELS)}"
            yield Refusal(("labels", _POD_SECURITY + mode), message, "label")
        if version is not None and not _VERSION.fullmatch(version):
            message = f"{quoted(version)} is no version: latest, or as in v1.35"
            yield Refusal(("labels", f"{_POD_SECURITY}{mode}-version"), message, "label")


def _source_ranges(metadata: Document, service: Document) -> Iterator[Refusal]:
    """Who may ask a load balancer, as it was written before there was a field."""
    ranges, spec = metadata.get("annotations", {}).get(_SOURCE_RANGES), service.get("spec") or {}
    if ranges is None or spec.get("loadBalancerSourceRanges"):
        return
    where = ("annotations", _SOURCE_RANGES)
    if spec.get("type") != "LoadBalancer":
        yield Refusal(where, "belongs to the type LoadBalancer")
    for text in ranges.strip().split(",") if ranges.strip() else ():
        if network_of(text.strip()) is None:
            yield Refusal(where, f"{quoted(text)} is no block of addresses, such as 10.0.0.0/8")


def _job_name(metadata: Document, job: Document) -> Iterator[Refusal]:
    """The job's name becomes a label of its pods."""
    name = metadata.get("name", "")
    if len(name) > _LONGEST_LABEL and not (job.get("spec") or {}).get("manualSelector"):
        message = f"has {len(name)} characters, and becomes a label of the pods: {_LONGEST_LABEL} are allowed"
        yield Refusal(("name",), message, "name")
