"""The image's program carries a file capability that its pods forbid.

Why: the kernel refuses to execute it ('operation not permitted'), and the container never starts.
Fix: take it off in the final stage of the Dockerfile: `RUN setcap -r`, of FrankenPHP `/usr/local/bin/frankenphp`.
"""

import re
from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.caddy import is_image_of_caddy, runs_caddy
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SETCAP = re.compile(r"\bsetcap\s+(?:-q\s+)?(\S+)")


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[tuple[object, ...]] = set()
    for container, dockerfile in built_containers(manifests):
        if not _carries(dockerfile):
            continue
        key = (container.resource.environment, container.resource.app)
        forbids = list(_forbids(container))
        # A job that runs PHP alone does not execute the program.
        if forbids and key not in told and (runs_caddy(container) or not container.spec.get("command")):
            told.add(key)
            yield Finding(
                container.where("securityContext"),
                f"{' and '.join(forbids)}, but {dockerfile.path} leaves cap_net_bind_service on its program",
                causes=(Cause(container.where("image")),),
            )


def _carries(dockerfile: Dockerfile) -> bool:
    flags = [flag for step in dockerfile.final.steps if step.name == "RUN" for flag in _SETCAP.findall(step.value)]
    return flags[-1] != "-r" if flags else is_image_of_caddy(dockerfile.final.base)


def _forbids(container: Container) -> Iterator[str]:
    capabilities = container.security.get("capabilities", {})
    if "NET_BIND_SERVICE" in capabilities.get("add", []):
        return
    if container.security.get("allowPrivilegeEscalation") is False:
        yield "allowPrivilegeEscalation is false"
    if {"ALL", "NET_BIND_SERVICE"} & set(capabilities.get("drop", [])):
        yield "all capabilities are dropped"
