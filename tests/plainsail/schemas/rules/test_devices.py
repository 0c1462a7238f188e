"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

GROUP = "resource.k8s.io"
EXACTLY: Document = {"deviceClassName": "gpu"}
GPU = {"name": "gpu", "exactly": EXACTLY}
OPAQUE = {"opaque": {"driver": "gpu.example.com", "parameters": {"a": 1}}}


def claim(**devices: Any) -> Document:
    return made("ResourceClaim", f"{GROUP}/v1", spec={"devices": {"requests": [GPU]} | devices})


def exactly(**fields: Any) -> Document:
    return claim(requests=[{"name": "gpu", "exactly": EXACTLY | fields}])


def device_class(**spec: Any) -> Document:
    return made("DeviceClass", f"{GROUP}/v1", spec=spec)


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (claim(requests=[{"name": "A", "exactly": EXACTLY}]), "devices.requests[A].name", "is no DNS label"),
        (claim(requests=[{"name": "a"}]), "devices.requests[a]", "needs one of exactly, firstAvailable"),
        (
            claim(requests=[GPU | {"firstAvailable": [{"name": "a", **EXACTLY}]}]),
            "devices.requests[gpu].firstAvailable",
            "stands beside exactly",
        ),
        (claim(requests=[GPU, GPU]), "devices.requests", "name 'gpu' is there twice"),
        (exactly(deviceClassName=""), "devices.requests[gpu].exactly.deviceClassName", "is no DNS name"),
        (exactly(allocationMode="Some"), "devices.requests[gpu].exactly.allocationMode", "is none of ExactCount, All"),
        (exactly(allocationMode="All", count=1), "devices.requests[gpu].exactly.count", "where allocationMode is All"),
        (exactly(count=-1), "devices.requests[gpu].exactly.count", "-1 is below 1"),
        (exactly(selectors=[{}]), "devices.requests[gpu].exactly.selectors[0].cel", "is required and missing"),
        (claim(constraints=[{"requests": ["gpu"]}]), "devices.constraints[0]", "needs one of matchAttribute"),
        (
            claim(constraints=[{"matchAttribute": "a"}]),
            "devices.constraints[0].matchAttribute",
            "is no name of",
        ),
        (
            claim(constraints=[{"requests": ["nic"], "matchAttribute": "a/b"}]),
            "devices.constraints[0].requests[0]",
            "'nic' is no request of the claim",
        ),
        (claim(config=[{"requests": ["gpu"]}]), "devices.config[0].opaque", "is required and missing"),
        (
            claim(config=[{"opaque": {"driver": "a", "parameters": {"a": "b" * 10_240}}}]),
            "devices.config[0].opaque.parameters",
            "is longer than 10 KiB",
        ),
        (device_class(selectors=[{"cel": {"expression": " "}}]), "selectors[0].cel.expression", "is blank"),
        (device_class(selectors=[{"cel": {"expression": "device.x"}}]), "selectors[0].cel.expression", "x"),
        (device_class(selectors=[{"cel": {"expression": "device.driver"}}]), "selectors[0].cel.expression", "string"),
        (device_class(selectors=[{"cel": {"expression": "true"}}] * 33), "selectors", "is longer than 32"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at.startswith(f"spec.{field}") and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        made("ResourceClaim", f"{GROUP}/v1"),
        made("DeviceClass", f"{GROUP}/v1"),
        exactly(count=0) | {"status": {"devices": [{}]}},
        claim(
            requests=[GPU, {"name": "any", "firstAvailable": [{"name": "big", **EXACTLY}]}],
            constraints=[{"requests": ["gpu", "any"], "matchAttribute": "Gpu.example.com/numa"}],
            config=[OPAQUE | {"requests": ["any/big"]}],
        ),
        device_class(
            selectors=[
                {"cel": {"expression": "device.driver == 'gpu.example.com'"}},
                {"cel": {"expression": "device.capacity['a'].memory.compareTo(quantity('1Gi')) >= 0"}},
                {"cel": {"expression": "cel.bind(gpu, device.attributes['a'], gpu.fast && gpu.new)"}},
            ],
            config=[OPAQUE],
        ),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []


def test_template_gives_labels_and_annotations_only() -> None:
    spec = {"metadata": {"labels": {"a": "b"}, "name": "gpu"}, "spec": {"devices": {"requests": [GPU]}}}

    [(field, message)] = told(made("ResourceClaimTemplate", f"{GROUP}/v1", spec=spec))

    assert field == "spec.metadata.name"
    assert "cannot be set" in message


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"name": "gpu", "deviceClassName": "gpu", "count": 2}, None),
        ({"name": "gpu", "firstAvailable": [{"name": "a", "deviceClassName": "gpu"}]}, None),
        ({"name": "gpu"}, "needs one of deviceClassName, firstAvailable"),
        (
            {"name": "gpu", "deviceClassName": "gpu", "firstAvailable": [{"name": "a", "deviceClassName": "gpu"}]},
            "may not be there where firstAvailable is",
        ),
        ({"name": "gpu", "deviceClassName": "gpu", "allocationMode": "All", "count": 1}, "allocationMode is All"),
    ],
)
def test_requests_of_the_version_before(request_: Document, message: str | None) -> None:
    """There, what `exactly` holds stands in the request itself."""
    found = told(made("ResourceClaim", f"{GROUP}/v1beta1", spec={"devices": {"requests": [request_]}}))

    assert [bool(message) and str(message) in text for _, text in found] == [True] * bool(message)
