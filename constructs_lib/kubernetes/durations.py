"""Durations as Go reads them (`time.ParseDuration`), and so Kubernetes, its operators and CEL."""

import re

PART = r"([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)"
"""One number and its unit."""
_WHOLE = re.compile(rf"[+-]?(0|({PART})+)")


def is_duration(text: str) -> bool:
    """Whether a text is a duration.

    >>> [is_duration(text) for text in ("1h30m", "-.5s", "0", "5d", "90", "1h ")]
    [True, True, True, False, False, False]
    """
    return _WHOLE.fullmatch(text) is not None
