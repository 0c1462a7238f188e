"""Amounts as the API server reads them."""

from decimal import Decimal

import pytest

from constructs_lib.settings.quantity import parse_quantity
from plainsail.manifests.quantities import amount_of, in_bytes


@pytest.mark.parametrize("text", ["1", "0.5", ".5", "5.", "100m", "1u", "1n", "3k", "3Ki", "64Mi", "1E", "1Ei", "2e3"])
def test_checks_and_settings_read_the_same_amount(text: str) -> None:
    assert amount_of(text) == parse_quantity(text)


@pytest.mark.parametrize("text", ["64 Mi", "64MB", "1K", "Mi", "", "1e", "--1", None])
def test_what_is_no_quantity_has_no_amount(text: str | None) -> None:
    assert amount_of(text) is None


def test_numbers_of_yaml_are_quantities() -> None:
    assert (amount_of(2), amount_of(0.5)) == (Decimal(2), Decimal("0.5"))


def test_an_amount_is_said_as_people_write_it() -> None:
    assert [in_bytes(Decimal(n)) for n in (0, 512, 1000, 2**20, 1.5 * 2**30)] == ["0", "512", "1000", "1Mi", "1.5Gi"]
