"""Kubernetes quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from constructs_lib.settings import Compute, SettingsError
from constructs_lib.settings.quantity import parse_quantity


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "1"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("100m", "0.1"),
        ("5u", "0.000005"),
        ("1k", "1000"),
        ("1M", "1e6"),
        ("1E", "1e18"),
        ("1Ki", "1024"),
        ("1.5Gi", "1610612736"),
        ("1e3", "1000"),
        ("1E3", "1000"),
        ("1e-3", "0.001"),
    ],
)
def test_what_a_quantity_stands_for(text: str, number: str) -> None:
    """A lone `E` is exa, with digits behind it an exponent."""
    assert parse_quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "512MB", "1K", "1mi", "100 m", "1,5", "m", "1e", "0x1", "²", "0", "0Mi", "-1"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(SettingsError):
        Compute(memory=text)
