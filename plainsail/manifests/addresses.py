"""IP addresses and networks as the API server still reads them, and as it wants them."""

import ipaddress
import re


def odd_address(text: str) -> str | None:
    """How an address is to be written that the API server accepts, and warns of; None where it does not.

    >>> odd_address("010.0.0.1"), odd_address("::ffff:10.0.0.1"), odd_address("2001:DB8::0:1"), odd_address("10.0.0.1")
    ('10.0.0.1', '10.0.0.1', '2001:db8::1', None)
    """
    try:
        address = ipaddress.ip_address(_without_zeros(text))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return None if str(address) == text else str(address)


def odd_network(text: str) -> str | None:
    """The same of a network.

    >>> odd_network("10.0.0.1/8"), odd_network("010.0.0.0/8"), odd_network("10.0.0.0/8")
    ('10.0.0.0/8', '10.0.0.0/8', None)
    """
    try:
        network = ipaddress.ip_network(_without_zeros(text), strict=False)
    except ValueError:
        return None
    return None if str(network) == text else str(network)


def _without_zeros(text: str) -> str:
    """The text with `010` read as 10, as Go once did."""
    return re.sub(r"(?<![\d:a-fA-F])0+(?=\d)", "", text.partition("/")[0]) + "".join(text.partition("/")[1:])
