"""Durations as Go reads them (`time.ParseDuration`), and so Kubernetes, its operators and CEL."""

import re

_PART = r"(?=\.?[0-9])0*+([0-9]*+)(?:\.([0-9]*+))?(ns|us|µs|μs|ms|s|m|h)"
_WHOLE = re.compile(rf"([+-]?)(0|(?:{_PART})+)")
_PARTS = re.compile(_PART)
_MICRO, _MILLI, _SECOND = 10**3, 10**6, 10**9
_NANOSECONDS = {
    "ns": 1,
    "us": _MICRO,
    "µs": _MICRO,
    "μs": _MICRO,
    "ms": _MILLI,
    "s": _SECOND,
    "m": 60 * _SECOND,
    "h": 3600 * _SECOND,
}
_MOST = 2**63 - 1
"""Nanoseconds that Go counts in 64 bits: 292 years."""
_DIGITS = len(str(_MOST))


def seconds_of(text: str) -> float | None:
    """The seconds of a duration; None for what is none, or longer than Go can count.

    >>> [seconds_of(text) for text in ("1h30m", "-.5s", "0", "5d", "90", "1h ", "2562047h", "2562048h")]
    [5400.0, -0.5, 0.0, None, None, None, 9223369200.0, None]
    """
    if (whole := _WHOLE.fullmatch(text)) is None:
        return None
    total = 0
    for number, fraction, unit in _PARTS.findall(text):
        if len(number) > _DIGITS:
            return None
        digits = fraction[:_DIGITS]
        total += (int(number or 0) * 10 ** len(digits) + int(digits or 0)) * _NANOSECONDS[unit] // 10 ** len(digits)
    if total > _MOST:
        return None
    return (-total if whole[1] == "-" else total) / 10**9


def is_duration(text: str) -> bool:
    """Whether a text is a duration."""
    return seconds_of(text) is not None
