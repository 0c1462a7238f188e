"""Kubernetes quantities: `100m`, `64Mi`, `1.5Gi`, `2e3`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

# k8s.io/apimachinery/pkg/api/resource: a sign, digits, and a binary, decimal or exponent suffix.
_QUANTITY = re.compile(r"(?P<number>[+-]?(\d+\.?\d*|\.\d+))(?P<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,3})?")
_SUFFIXES = {
    "": Decimal(1),
    **{suffix: Decimal(10) ** exponent for suffix, exponent in zip("num", (-9, -6, -3), strict=True)},
    **{suffix: Decimal(1000) ** (power + 1) for power, suffix in enumerate("kMGTPE")},
    **{f"{suffix}i": Decimal(1024) ** (power + 1) for power, suffix in enumerate("KMGTPE")},
}


def parse_quantity(text: str) -> Decimal:
    """The number that a quantity stands for: cores for CPU, bytes for memory. Raises `ValueError`.

    >>> parse_quantity("100m"), parse_quantity("64Mi"), parse_quantity("1e3")
    (Decimal('0.100'), Decimal('67108864'), Decimal('1E+3'))
    """
    found = _QUANTITY.fullmatch(text)
    if not found:
        raise ValueError("is not a quantity; write CPU as '100m' or '2', memory as '64Mi' or '1Gi'")
    suffix = found["suffix"] or ""
    scale = _SUFFIXES.get(suffix) or Decimal(f"1{suffix}")
    return Decimal(found["number"]) * scale


def _check(text: str) -> str:
    if parse_quantity(text) <= 0:
        raise ValueError("is not above zero")
    return text


Quantity = Annotated[str, AfterValidator(_check)]
"""An amount of CPU (cores), memory or storage (bytes), above zero."""
