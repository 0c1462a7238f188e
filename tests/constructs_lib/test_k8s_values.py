"""Values that are made once."""

from __future__ import annotations

from constructs_lib.k8s_values import int_or_string, quantity


def test_a_quantity_is_made_once() -> None:
    """Each is a call to Node."""
    assert quantity("64Mi") is quantity("64Mi")


def test_a_number_stays_a_number() -> None:
    assert (int_or_string(1).value, int_or_string("1").value) == (1, "1")
