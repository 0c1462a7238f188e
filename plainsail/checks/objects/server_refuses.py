"""The API server that was asked refuses an object, or warns of it.

`plainsail check --server` sends each object to a cluster as a dry run of server-side apply, so that admission webhooks,
quotas and rules in CEL speak too. Nothing is written there. What another check says of the same field is not repeated.

Why: this is the very answer that the sync will get, from this cluster as it is today.
Fix: do what the server asks for; or change what stands in the way there, if the object is right.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_GOES = ("deprecated", "unavailable in", "non-functional")
"""Words of a warning about what stops to work one day."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for answer in manifests.server.answers:
        where = answer.resource.where(answer.field)
        if answer.is_refusal:
            yield Finding(where, f"the API server refuses it: {answer.message}")
        else:
            severity: Severity = "warning" if any(word in answer.message for word in _GOES) else "info"
            yield Finding(where, f"the API server warns: {answer.message}", severity=severity)
