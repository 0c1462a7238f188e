"""IP addresses and networks as the API server still reads them, and as it wants them."""

from constructs_lib.kubernetes.addresses import Address, Network, address_of, network_of


def odd_address(text: str) -> str | None:
    """How an address is to be written that the API server accepts, and warns of; None where it does not.

    >>> odd_address("010.0.0.1"), odd_address("::ffff:10.0.0.1"), odd_address("2001:DB8::0:1"), odd_address("10.0.0.1")
    ('10.0.0.1', '10.0.0.1', '2001:db8::1', None)
    """
    return _otherwise(text, address_of(text))


def odd_network(text: str) -> str | None:
    """The same of a network.

    >>> odd_network("10.0.0.1/8"), odd_network("010.0.0.0/8"), odd_network("10.0.0.0/8")
    ('10.0.0.0/8', '10.0.0.0/8', None)
    """
    return _otherwise(text, network_of(text))


def _otherwise(text: str, meant: Address | Network | None) -> str | None:
    """What is meant, where it is written in another way."""
    return None if meant is None or str(meant) == text else str(meant)
