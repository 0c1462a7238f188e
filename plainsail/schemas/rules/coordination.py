"""What the API server refuses in Lease (`pkg/apis/coordination/validation`)."""

from collections.abc import Iterator
from typing import Any

from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.together import Fields, Place, Refusal, Together
from plainsail.schemas.rules.words import number, text

_MICRO_TIME: Schema = text(
    "object",
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}(Z|[+-][0-9]{2}:[0-9]{2})",
    "is no time with its millionths of a second, as in 2026-01-31T12:00:00.000000Z",
)

FIELDS: Fields = {
    "coordination.v1.LeaseSpec": {
        "acquireTime": _MICRO_TIME,
        "leaseDurationSeconds": number(1),
        "leaseTransitions": number(0),
        "renewTime": _MICRO_TIME,
    },
}


def _holder(spec: Any, _: Place) -> Iterator[Refusal]:
    if spec.get("preferredHolder") and not spec.get("strategy"):
        yield Refusal(("preferredHolder",), "needs strategy beside it")


TOGETHER: Together = {"coordination.v1.LeaseSpec": (_holder,)}
