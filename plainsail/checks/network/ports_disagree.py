"""SERVER_NAME, container port, probes and Service name different ports.

Why: probes kill, or requests miss, an app that is well.
Fix: say the number once, in the container's `ports`; let probes and Services name the port instead of a number.
In settings: let `port` decide all of them; probes and Services name the container's port instead of a number.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.caddy import SERVER_NAME, listening
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.ports import number_of, shown
from plainsail.manifests.selectors import services_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_ADMIN = 2019


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        strayed = [container for container in pod.main_containers if _strays(container)]
        for container in strayed:
            ours, caddy = shown(_declared(container)), shown(_caddy(container))
            yield _finding(container.where("ports"), f"declares {ours}, but {SERVER_NAME} makes it listen on {caddy}")
        if not strayed:
            for container in pod.main_containers:
                yield from _of_probes(container)
            yield from _of_services(manifests, pod)


def _caddy(container: Container) -> set[int]:
    return {address.port for address in listening(container)}


def _declared(container: Container) -> set[int]:
    return {port["containerPort"] for port in container.ports}


def _strays(container: Container) -> bool:
    caddy, declared = _caddy(container), _declared(container)
    return bool(caddy and declared and not caddy & declared)


def _open(container: Container) -> set[int]:
    """Where the container listens: as Caddy, and as our own apps declare.

    Kubernetes lets a container listen where it declares nothing: somebody else may have meant it so. SERVER_NAME
    decides on `http` alone; further ports have a site of their own, or another server in the container.
    """
    caddy = _caddy(container)
    if not container.resource.is_ours:
        return caddy | {_ADMIN} if caddy else set()
    if not caddy:
        return _declared(container)
    return caddy | {_ADMIN} | {port["containerPort"] for port in container.ports if port.get("name") != "http"}


def _of_probes(container: Container) -> Iterator[Finding]:
    # The containers of a pod share its address.
    others = {port for other in container.pod.containers if other is not container for port in _declared(other)}
    ports = _open(container)
    for probe in _PROBES if ports else ():
        for way in ("httpGet", "tcpSocket", "grpc"):
            handler = container.spec.get(probe, {}).get(way, {})
            port = number_of(handler.get("port"), container)
            if port is not None and "host" not in handler and port not in ports | others:
                where = container.where(f"{probe}.{way}.port")
                yield _finding(where, f"asks port {port}, but the app is on {shown(ports - {_ADMIN})}")


def _of_services(manifests: Manifests, pod: Pod) -> Iterator[Finding]:
    lasting = [container for container in pod.containers if not container.is_init]
    known = {container: _open(container) for container in lasting}
    ports = {port for container in lasting for port in known[container] or _declared(container)}
    for service in services_of(manifests, pod) if any(known.values()) and not pod.ends else ():
        for index, port in enumerate(service.spec.get("ports", [])):
            asked = port.get("targetPort", port["port"])
            numbers = [number for container in lasting if (number := number_of(asked, container)) is not None]
            if numbers and not ports & set(numbers):
                where = service.where(f"spec.ports[{index}].targetPort")
                open_ports = shown(ports - {_ADMIN})
                yield _finding(where, f"leads to port {numbers[0]}, but {pod.resource.key} is on {open_ports}")


def _finding(where: Location, message: str) -> Finding:
    return Finding(where, message)
