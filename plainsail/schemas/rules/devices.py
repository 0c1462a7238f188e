"""What the API server refuses in claims for devices, their templates and classes (`pkg/apis/resource/validation`).

ResourceSlices, which drivers write, are not judged, nor tolerations, which few clusters read.
"""

import json
from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.cel import UNSURE, Type
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.expressions import YES_OR_NO, record, refused_expression
from plainsail.schemas.rules.together import (
    STATUS,
    FieldRule,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Together,
    of_versions,
    unique,
)
from plainsail.schemas.rules.volume_sources import DRIVER
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, one_of, text

_GROUP = "resource"
_NEW = ("v1", "v1beta2")
_ALL = (*_NEW, "v1beta1")
_LONGEST = 10 * 1024
_OF_EXACTLY = ("adminAccess", "allocationMode", "count", "deviceClassName", "selectors", "tolerations")

_ATTRIBUTE = text(
    "object",
    # What has more than one '/' slips through the API server.
    rf"(?i:{names.SUBDOMAIN})/[A-Za-z_][A-Za-z0-9_]{{0,31}}|[^/]*/[^/]*/.*",
    "is no name of an attribute: a DNS name, '/' and letters, digits and '_', 32 at most",
    longest=63 + 1 + 32,
)
_REFERENCE = text(
    "name", rf"{names.LABEL}(/{names.LABEL})?", "is no name of a request, nor of a request and one within it"
)
_AT_MOST_32: Schema = {"maxItems": 32}
_REQUESTS: Schema = {"maxItems": 32, "uniqueItems": True, "items": _REFERENCE}
_REQUEST: Mapping[str, FieldRule] = {
    "allocationMode": one_of("ExactCount", "All"),
    "deviceClassName": DNS_SUBDOMAIN,
    "selectors": _AT_MOST_32,
}
_BY_DOMAIN = Type("map", (Type("string"), Type("map", (Type("string"), UNSURE))))
_DEVICE = {
    "cel": UNSURE,  # for cel.bind()
    "device": record(
        {
            "allowMultipleAllocations": Type("bool"),
            "attributes": _BY_DOMAIN,
            "capacity": _BY_DOMAIN,
            "driver": Type("string"),
        }
    ),
}

FIELDS: Fields = {
    **of_versions(
        _GROUP,
        _ALL,
        {
            "CELDeviceSelector": {"expression": {"maxLength": _LONGEST}},
            "DeviceClaim": dict.fromkeys(("config", "constraints", "requests"), _AT_MOST_32),
            "DeviceClaimConfiguration": {"requests": _REQUESTS},
            "DeviceClassSpec": {"config": _AT_MOST_32, "selectors": _AT_MOST_32},
            "DeviceConstraint": {
                "distinctAttribute": _ATTRIBUTE,
                "matchAttribute": _ATTRIBUTE,
                "requests": _REQUESTS,
            },
            "DeviceSubRequest": {"name": DNS_LABEL, **_REQUEST},
            "OpaqueDeviceConfiguration": {"driver": DRIVER},
        },
    ),
    **of_versions(
        _GROUP,
        _NEW,
        {"DeviceRequest": {"firstAvailable": {"maxItems": 8}, "name": DNS_LABEL}, "ExactDeviceRequest": _REQUEST},
    ),
    "resource.v1beta1.DeviceRequest": {
        **_REQUEST,
        "deviceClassName": {"anyOf": [{"const": ""}, DNS_SUBDOMAIN]},
        "firstAvailable": {"maxItems": 8},
        "name": DNS_LABEL,
    },
}

REQUIRED: Names = of_versions(
    _GROUP,
    _ALL,
    {
        "DeviceClaimConfiguration": ("opaque",),
        "DeviceClassConfiguration": ("opaque",),
        "DeviceSelector": ("cel",),
    },
)
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = of_versions(
    _GROUP,
    _ALL,
    {
        "DeviceClass": ("spec",),
        "ResourceClaim": ("spec",),
        "ResourceClaimTemplate": ("spec",),
        "ResourceClaimTemplateSpec": ("spec",),
    },
)
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = of_versions(_GROUP, _ALL, {"ResourceClaim": STATUS})
"""Fields whose value follows other rules than elsewhere."""


def _selector(value: Document, place: Place) -> Iterator[Refusal]:
    if value["expression"].strip():
        yield from refused_expression(value["expression"], _DEVICE, place, ("expression",), YES_OR_NO)
    else:
        yield Refusal(("expression",), "is blank")


def _template_metadata(value: Document, _: Place) -> Iterator[Refusal]:
    for field in value.get("metadata", {}):
        if field not in ("labels", "annotations", "creationTimestamp"):
            yield Refusal(("metadata", field), "cannot be set: a template gives its claims labels and annotations only")


def _known_requests(value: Document, _: Place) -> Iterator[Refusal]:
    """Constraints and configuration are about requests of the claim."""
    known = set()
    for request in value.get("requests", ()):
        known |= {request["name"], *(f"{request['name']}/{each['name']}" for each in request.get("firstAvailable", ()))}
    for field in ("constraints", "config"):
        for index, each in enumerate(value.get(field, ())):
            for number, name in enumerate(each.get("requests", ())):
                if name not in known:
                    yield Refusal((field, index, "requests", number), f"'{name}' is no request of the claim")


def _one_form(value: Document, _: Place) -> Iterator[Refusal]:
    given = [field for field in ("exactly", "firstAvailable") if value.get(field) or (field == "exactly" in value)]
    if not given:
        yield Refusal((), "needs one of exactly, firstAvailable")
    elif len(given) > 1:
        yield Refusal(("firstAvailable",), "stands beside exactly; only one of them may be there")


def _one_form_before(value: Document, place: Place) -> Iterator[Refusal]:
    """Of v1beta1, where what `exactly` holds stands in the request itself."""
    given = [field for field in _OF_EXACTLY if value.get(field)]
    if value.get("firstAvailable"):
        yield from (Refusal((field,), "may not be there where firstAvailable is") for field in given)
    elif not value.get("deviceClassName"):
        yield Refusal((), "needs one of deviceClassName, firstAvailable")
    else:
        yield from _count(value, place)


def _count(value: Document, _: Place) -> Iterator[Refusal]:
    count = value.get("count", 0)
    if value.get("allocationMode") == "All" and count:
        yield Refusal(("count",), "may not be there where allocationMode is All")
    elif count < 0:
        yield Refusal(("count",), f"{count} is below 1")


def _same_or_other(value: Document, _: Place) -> Iterator[Refusal]:
    if "matchAttribute" not in value and "distinctAttribute" not in value:
        yield Refusal((), "needs one of matchAttribute, distinctAttribute")


def _parameters(value: Document, _: Place) -> Iterator[Refusal]:
    if not isinstance(value["parameters"], dict):
        yield Refusal(("parameters",), "is no mapping")
    elif len(json.dumps(value["parameters"], separators=(",", ":")).encode()) > _LONGEST:
        yield Refusal(("parameters",), "is longer than 10 KiB")


TOGETHER: Together = {
    **of_versions(
        _GROUP,
        _ALL,
        {
            "CELDeviceSelector": (_selector,),
            "DeviceClaim": (unique("requests", "name"), _known_requests),
            "DeviceConstraint": (_same_or_other,),
            "DeviceSubRequest": (_count,),
            "OpaqueDeviceConfiguration": (_parameters,),
            "ResourceClaimTemplateSpec": (_template_metadata,),
        },
    ),
    **of_versions(
        _GROUP,
        _NEW,
        {"DeviceRequest": (_one_form, unique("firstAvailable", "name")), "ExactDeviceRequest": (_count,)},
    ),
    "resource.v1beta1.DeviceRequest": (_one_form_before, unique("firstAvailable", "name")),
}
