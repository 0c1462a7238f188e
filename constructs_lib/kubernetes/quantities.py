"""Kubernetes quantities as the API server reads them: `100m`, `64Mi`, `1.5Gi`, `2e3`."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PATTERN = r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?"
"""A whole quantity: the number, and its suffix if any."""
_QUANTITY = re.compile(PATTERN, re.ASCII)
_MOST = Decimal(2**63 - 1)
"""The API server reads every larger quantity as this one."""
_BINARY = "KMGTPE"
_SCALES = {
    "n": Decimal("1e-9"),
    "u": Decimal("1e-6"),
    "m": Decimal("1e-3"),
    **{suffix: Decimal(1000) ** power for power, suffix in enumerate("kMGTPE", 1)},
    **{f"{suffix}i": Decimal(1024) ** power for power, suffix in enumerate(_BINARY, 1)},
}


def amount_of(quantity: str | float | None) -> Decimal | None:
    """The number that a quantity stands for: cores for CPU, bytes for memory; None for what is no quantity.

    Blanks around it do not count, as to the API server.

    >>> amount_of("100m"), amount_of("64Mi"), amount_of(2), amount_of("64 MB")
    (Decimal('0.100'), Decimal('67108864'), Decimal('2'), None)
    >>> amount_of("1e9999999")
    Decimal('9223372036854775807')
    """
    match = _QUANTITY.fullmatch(str(quantity).strip(" "))
    if quantity is None or not match:
        return None
    number, suffix = match.groups(default="")
    try:
        amount = Decimal(number) * _SCALES[suffix] if suffix in _SCALES else Decimal(f"{number}{suffix}")
    except InvalidOperation:  # an exponent of 19 digits
        return None
    return max(-_MOST, min(amount, _MOST))


def in_bytes(amount: Decimal) -> str:
    """An amount of memory as people write it, rounded to what they compare.

    >>> in_bytes(Decimal(64 * 2**20) * 80 / 100), in_bytes(Decimal(2**30)), in_bytes(Decimal(1536 * 2**20))
    ('51Mi', '1Gi', '1.5Gi')
    """
    power = max((p for p in range(len(_BINARY) + 1) if amount >= Decimal(1024) ** p), default=0)
    scaled = amount / Decimal(1024) ** power
    rounded = scaled.quantize(Decimal("0.1") if scaled < 10 else Decimal(1), rounding=ROUND_HALF_UP)
    return f"{rounded.normalize():f}" + (f"{_BINARY[power - 1]}i" if power else "")


def in_cores(amount: Decimal) -> str:
    """An amount of CPU as people write it.

    >>> in_cores(Decimal("0.35")), in_cores(Decimal(2))
    ('350m', '2')
    """
    milli = (amount * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{milli:f}m" if milli % 1000 else f"{milli / 1000:f}"
