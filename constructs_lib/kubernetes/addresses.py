"""IP addresses and networks as the API server reads them: zeros may lead a number, and bits may stand past the mask."""

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_LEADING_ZEROS = re.compile(r"(?<![0-9A-Fa-f])0+(?=[0-9A-Fa-f])")


def address_of(text: str) -> Address | None:
    """The address that a text stands for; None where it is none.

    >>> address_of("010.0.0.1"), address_of("::ffff:10.0.0.1"), address_of("fe80::1%eth0"), address_of("10.0.0")
    (IPv4Address('10.0.0.1'), IPv4Address('10.0.0.1'), None, None)
    """
    if "%" in text or "/" in text or not text.isascii():
        return None
    try:
        address = ipaddress.ip_address(_LEADING_ZEROS.sub("", text))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def is_canonical(text: str) -> bool:
    """Whether an address is written without zeros in front, and not as IPv4 within IPv6.

    >>> is_canonical("10.0.0.1"), is_canonical("010.0.0.1"), is_canonical("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return isinstance(address, ipaddress.IPv4Address) or address.ipv4_mapped is None


def network_of(text: str) -> Network | None:
    """The network that a text stands for; None where it is none.

    >>> network_of("010.1.2.3/8"), network_of("fd00::/8"), network_of("10.0.0.1"), network_of("10.0.0.0/33")
    (IPv4Network('10.0.0.0/8'), IPv6Network('fd00::/8'), None, None)
    """
    base, slash, length = text.partition("/")
    if not slash or "%" in base or not re.fullmatch("[0-9]{1,9}", length, re.ASCII):
        return None
    try:
        return ipaddress.ip_network(f"{_LEADING_ZEROS.sub('', base)}/{int(length)}", strict=False)
    except ValueError:
        return None


def within(inner: Network, outer: Network) -> bool:
    """Whether a network is a smaller part of another."""
    if isinstance(inner, ipaddress.IPv4Network) and isinstance(outer, ipaddress.IPv4Network):
        return inner != outer and inner.subnet_of(outer)
    if isinstance(inner, ipaddress.IPv6Network) and isinstance(outer, ipaddress.IPv6Network):
        return inner != outer and inner.subnet_of(outer)
    return False


def no_endpoint(address: Address) -> str | None:
    """What an address is that stands for no place outside of the node itself; None where it may be one."""
    if address.is_unspecified:
        return "the unspecified address"
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast and (
        address in _LOCAL_MULTICAST_4 if isinstance(address, ipaddress.IPv4Address) else address in _LOCAL_MULTICAST_6
    ):
        return "a link-local multicast address"
    return None


_LOCAL_MULTICAST_4 = ipaddress.IPv4Network("224.0.0.0/24")
_LOCAL_MULTICAST_6 = ipaddress.IPv6Network("ff02::/16")
