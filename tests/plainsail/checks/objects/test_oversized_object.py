"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.objects import oversized_object
from tests.plainsail.checks.planted_objects import examined, made, told


def test_annotations() -> None:
    document = made("ConfigMap", metadata={"annotations": {"a": "x" * 262144}})

    [finding] = oversized_object.check(examined(document))

    assert finding.message == "hold 262145 bytes; 262144 are the most"


def test_data_counts_in_bytes() -> None:
    document = made("ConfigMap", data={"a": "é" * 524289})

    assert told(oversized_object.check(examined(document))) == [("data", "holds 1048578 bytes; 1048576 are the most")]


def test_secret_counts_decoded() -> None:
    base64 = "AAAA" * (1048576 // 3)

    assert not told(oversized_object.check(examined(made("Secret", data={"long-name": base64}))))
    assert told(oversized_object.check(examined(made("Secret", data={"a": base64 + "AAAA"}))))


def test_silent_at_the_bound() -> None:
    documents = made("ConfigMap", data={"a": "x" * 1048575}), made("ConfigMap", binaryData={"a": "eA=="})

    assert not told(oversized_object.check(examined(*documents)))
