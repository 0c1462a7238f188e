"""What the API server refuses in Lease (`pkg/apis/coordination/validation`)."""

from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.together import Fields, Together
from plainsail.schemas.rules.words import number, text

_MICRO_TIME: Schema = text(
    "object",
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}(Z|[+-][0-9]{2}:[0-9]{2})",
    "is no time with its millionths of a second, as in 2026-01-31T12:00:00.000000Z",
)

# `strategy` and `preferredHolder` are dropped unread, unless a feature gate is open.
FIELDS: Fields = {
    "coordination.v1.LeaseSpec": {
        "acquireTime": _MICRO_TIME,
        "leaseDurationSeconds": number(1),
        "leaseTransitions": number(0),
        "renewTime": _MICRO_TIME,
    },
}


TOGETHER: Together = {}
