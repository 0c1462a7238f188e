"""Addresses and networks as the API server reads them."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.addresses import address_of, network_of, no_endpoint, within


@pytest.mark.parametrize("text", ["10.0.0.1", "010.0.0.1", "fd00::1", "::", "0000::0001", "::ffff:10.0.0.1"])
def test_address(text: str) -> None:
    assert address_of(text) is not None


@pytest.mark.parametrize(
    "text", ["", "x", "10.0.0", "10.0.0.256", "10.0.0.1 ", "fe80::1%eth0", "10.0.0.0/8", "१.0.0.1"]
)
def test_no_address(text: str) -> None:
    assert address_of(text) is None


@pytest.mark.parametrize("text", ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "fd00::/129", "x/8", "10.0.0.0/-1"])
def test_no_network(text: str) -> None:
    assert network_of(text) is None


@pytest.mark.parametrize("text", ["10.0.0.0/8", "10.1.2.3/8", "010.0.0.0/08", "::/0"])
def test_network(text: str) -> None:
    assert network_of(text) is not None


def test_part_of_a_network() -> None:
    whole, part, other = (network_of(text) for text in ("10.0.0.0/8", "10.1.0.0/16", "fd00::/8"))
    assert whole is not None
    assert part is not None
    assert other is not None

    assert within(part, whole)
    assert not within(whole, whole)
    assert not within(other, whole)


@pytest.mark.parametrize("text", ["127.0.0.1", "00.0.0.0", "169.254.1.1", "224.0.0.1", "::1", "fe80::1", "ff02::1"])
def test_no_endpoint(text: str) -> None:
    address = address_of(text)
    assert address is not None

    assert no_endpoint(address)


@pytest.mark.parametrize("text", ["10.0.0.1", "239.0.0.1", "fd00::1", "255.255.255.255"])
def test_endpoint(text: str) -> None:
    address = address_of(text)
    assert address is not None

    assert no_endpoint(address) is None
