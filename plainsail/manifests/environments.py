"""What the name of an environment says: whether customers use it, or only its own team."""

import re

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
