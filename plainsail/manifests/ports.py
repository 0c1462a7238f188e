"""Port numbers, and the names that stand for them."""

from collections.abc import Iterable

from plainsail.manifests.fields import digits
from plainsail.manifests.pods import Container


def number_of(port: int | str | None, container: Container | None = None) -> int | None:
    """The number of a port; a name is looked up in the container, and None where it has no such."""
    if not isinstance(port, str):
        return port
    numbers = {own.get("name"): own["containerPort"] for own in reversed(container.ports if container else [])}
    number = digits(port)
    return numbers.get(port) if number is None else number


def shown(ports: Iterable[int]) -> str:
    """Ports as people write them.

    >>> shown([8080, 80])
    '80, 8080'
    """
    return ", ".join(map(str, sorted(set(ports))))
