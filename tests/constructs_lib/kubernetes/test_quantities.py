"""Amounts as the API server reads them."""

from decimal import Decimal

import pytest

from constructs_lib.kubernetes.quantities import amount_of, in_bytes
from constructs_lib.settings import Compute, SettingsError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "1"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("100m", "0.1"),
        ("5u", "0.000005"),
        ("1n", "1e-9"),
        ("1k", "1000"),
        ("1M", "1e6"),
        ("1E", "1e18"),
        ("1Ki", "1024"),
        ("1.5Gi", "1610612736"),
        ("1Ei", "1152921504606846976"),
        ("1e3", "1000"),
        ("1E3", "1000"),
        ("1e-3", "0.001"),
    ],
)
def test_what_a_quantity_stands_for(text: str, number: str) -> None:
    """A lone `E` is exa, with digits behind it an exponent."""
    assert amount_of(text) == Decimal(number)


NONE = ["64 Mi", "512MB", "1K", "1mi", "100 m", "1,5", "m", "Mi", "", "1e", "--1", "0x1", "²", "٣"]


@pytest.mark.parametrize("text", [*NONE, None])
def test_what_is_no_quantity_has_no_amount(text: str | None) -> None:
    assert amount_of(text) is None


@pytest.mark.parametrize("text", [*NONE, "0", "0Mi", "-1"])
def test_a_setting_takes_no_amount_that_is_none_or_nothing(text: str) -> None:
    with pytest.raises(SettingsError):
        Compute(memory=text)


def test_numbers_of_yaml_are_quantities() -> None:
    assert (amount_of(2), amount_of(0.5)) == (Decimal(2), Decimal("0.5"))


def test_an_amount_is_written_as_people_do() -> None:
    assert [in_bytes(Decimal(n)) for n in (0, 512, 1000, 2**20, 1.5 * 2**30)] == ["0", "512", "1000", "1Mi", "1.5Gi"]
