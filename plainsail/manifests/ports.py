"""Port numbers, and the names that stand for them."""

from collections.abc import Iterable, Iterator

from plainsail.manifests.fields import digits, mappings, text
from plainsail.manifests.pods import Container
from plainsail.manifests.resource import Resource


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


def node_ports(service: Resource) -> Iterator[tuple[str, int]]:
    """The ports of the nodes that a Service asks for by number, each with its field."""
    if text(service.spec, "type") in ("NodePort", "LoadBalancer"):
        for index, port in enumerate(mappings(service.spec, "ports")):
            if port.get("nodePort"):
                yield f"spec.ports[{index}].nodePort", port["nodePort"]
        if service.spec.get("healthCheckNodePort"):
            yield "spec.healthCheckNodePort", service.spec["healthCheckNodePort"]
