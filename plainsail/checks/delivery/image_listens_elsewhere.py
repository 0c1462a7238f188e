"""The image listens on another port than its pods expect.

Why: what was tested is not what runs: the image alone answers elsewhere, or in TLS.
Fix: let the Dockerfile's `EXPOSE`, and of Caddy its `ENV SERVER_NAME`, agree with `port`.
"""

from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.caddy import SERVER_NAME, Address, addresses, builds_caddy, listening, server_name
from plainsail.manifests.fields import digits
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.ports import shown

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_LAST_PORT = 65535
_DEFAULT = "localhost"
"""What FrankenPHP takes for SERVER_NAME where it is not set."""


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[tuple[object, ...]] = set()
    for container, dockerfile in built_containers(manifests):
        for where, message, severity in _problems(dockerfile, container):
            key = (container.resource.environment, container.resource.app, message)
            if container.name == "app" and key not in told:
                told.add(key)
                yield Finding(where, message, severity=severity)


def _problems(dockerfile: Dockerfile, container: Container) -> Iterator[tuple[Location, str, Severity]]:
    declared = {port["containerPort"] for port in container.ports}
    if not declared:  # a job or a worker, which listens nowhere
        return
    pods = {address.port for address in listening(container)}
    variable = dockerfile.final.env.get(SERVER_NAME)
    image = _image(dockerfile)
    ports = {address.port for address in image}
    place = f"{dockerfile.path}:{variable.line}" if variable else dockerfile.path
    says = (
        f"says {SERVER_NAME}={variable.value}" if variable else f"says no {SERVER_NAME}, so it listens on 443 with TLS"
    )
    if pods and variable and ports and pods != ports:
        where = container.where(f"env[{SERVER_NAME}].value")
        yield where, f"listens on {shown(pods)}, but {place} {says}", "error"
    elif not server_name(container) and ports and not ports & declared:
        yield container.where("ports"), f"declares {shown(declared)}, but {place} {says}", "error"
    exposed = {port for exposure in dockerfile.final.exposed for port in _numbers(exposure.value)}
    if exposed and not exposed & (pods or declared):
        line = dockerfile.final.exposed[-1].line
        message = f"is on {shown(pods or declared)}, but {dockerfile.path}:{line} says EXPOSE {shown(exposed)}"
        yield container.where("ports"), message, "warning"


def _image(dockerfile: Dockerfile) -> list[Address]:
    """Where the image listens by itself; nothing where it is no Caddy, or nobody knows."""
    if not builds_caddy(dockerfile):
        return []
    name = dockerfile.variable(SERVER_NAME)
    if name is not None:
        return addresses(name)
    # Caddy's own image serves the files of its Caddyfile, on port 80.
    return addresses(_DEFAULT) if "frankenphp" in dockerfile.final.base else []


def _numbers(text: str) -> Iterator[int]:
    for word in text.split():
        first, _, last = map(digits, word.partition("/")[0].partition("-"))
        if first is not None:
            yield from range(first, min(first if last is None else last, _LAST_PORT) + 1)
