"""What an environment's name says about it, and how grave a fault is in ours and in other people's YAML."""

from __future__ import annotations

import re

from plainsail.findings.finding import Severity
from plainsail.manifests.resource import Resource

_PRODUCTION = frozenset({"live", "prd", "prod", "production"})
_REHEARSAL = frozenset({"dev", "development", "preprod", "qa", "review", "stage", "staging", "stg", "test", "testing"})


def is_production(environment: str | None) -> bool:
    """Whether customers use it.

    >>> is_production("production-eu"), is_production("preprod"), is_production("non-prod"), is_production(None)
    (True, False, False, False)
    """
    words = _words(environment)
    return bool(words & _PRODUCTION) and not words & {"non", "not", "pre", *_REHEARSAL}


def is_rehearsal(environment: str | None) -> bool:
    """Whether only its own team uses it: staging and its like.

    >>> is_rehearsal("staging"), is_rehearsal("production"), is_rehearsal("sandbox")
    (True, False, False)
    """
    return bool(_words(environment) & _REHEARSAL)


def _words(environment: str | None) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z]+", (environment or "").lower()))


def graded(resource: Resource, ours: Severity, *, foreign: Severity = "info") -> Severity:
    """The severity in a project's own `dist/`, where whoever renders knows better, and in other people's YAML."""
    return foreign if resource.environment is None else ours
