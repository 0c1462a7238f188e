"""AWS' load balancer asks another path for health than the pod's readiness probe.

Without `healthcheck-path` it asks `/`, and takes nothing but 200 for an answer, unless `success-codes` says more.

Why: where that path redirects, or wants a login, every target counts as unhealthy, and requests get 503.
Fix: let `alb.ingress.kubernetes.io/healthcheck-path` be the path of the readiness probe.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.aws_load_balancer import annotation, field, is_alb
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import ways_in

SEVERITY: Severity = "info"

_NAME = "healthcheck-path"


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[Resource] = set()
    for pod in manifests.pods():
        ready = [path for container in pod.main_containers if (path := _path(container.spec))]
        ways = list(ways_in(manifests, pod)) if len(ready) == 1 else []
        services = [way for way in ways if way.is_a("Service")]
        for ingress in (way for way in ways if way.is_a("Ingress") and is_alb(way) and way not in told):
            words = [annotation(way, _NAME) for way in (*services, ingress)]
            asked = next(filter(None, words), None)
            if (asked or "/").partition("?")[0] != ready[0] and not _is_sure(ingress, services):
                told.add(ingress)
                by_default = "" if asked else ", by default"
                said = f"{asked or '/'}{by_default}"
                message = f"asks {said}, but the readiness probe of {pod.resource.key} asks {ready[0]}"
                yield Finding(ingress.where(*field(_NAME)), message)


def _path(container: dict[str, object]) -> str | None:
    """The path that the readiness probe asks."""
    probe = container.get("readinessProbe")
    asked = probe.get("httpGet") if isinstance(probe, dict) else None
    return str(asked.get("path") or "/").partition("?")[0] if isinstance(asked, dict) else None


def _is_sure(ingress: Resource, services: list[Resource]) -> bool:
    """Whether somebody thought of what the path answers."""
    return any(annotation(way, name) for way in (*services, ingress) for name in ("success-codes", "healthcheck-port"))
