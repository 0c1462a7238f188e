"""What a certificate of TLS is for."""

from collections.abc import Collection


def covers(names: Collection[str], host: str) -> bool:
    """Whether a certificate of these names is taken for a host; `*` stands for one label.

    >>> covers(["*.example.com"], "shop.example.com"), covers(["*.example.com"], "a.shop.example.com")
    (True, False)
    """
    first, _, rest = host.partition(".")
    return host in names or (bool(first) and bool(rest) and f"*.{rest}" in names)
