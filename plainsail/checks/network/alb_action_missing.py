"""A backend of an Ingress asks for an annotation that is not there, or an annotation describes no backend.

A backend whose port is named `use-annotation` is described by `alb.ingress.kubernetes.io/actions.NAME`, where NAME is
its service's name. `conditions.NAME` adds conditions to the rules of the backend of that name.

Why: without its action the load balancer answers 503; an action or condition that no rule leads to does nothing.
Fix: let the names agree.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.aws_load_balancer import ACTION, ALB, served
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import backends

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ACTIONS = f"{ALB}actions."
_CONDITIONS = f"{ALB}conditions."


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in served(manifests):
        described = {name.removeprefix(_ACTIONS) for name in ingress.annotations if name.startswith(_ACTIONS)}
        asked: set[str] = set()
        named: set[str] = set()
        for where, backend in backends(ingress):
            service = backend.get("service", {})
            name = service.get("name", "")
            named.add(name)
            if service.get("port", {}).get("name") != ACTION:
                continue
            asked.add(name)
            if name not in described:
                message = f"asks for the annotation {_ACTIONS}{name}, which is not there{did_you_mean(name, described)}"
                yield Finding(ingress.where(where), message)
        for name in sorted(described - asked):
            message = f"no rule leads to it: no backend is {name} with the port {ACTION}"
            yield Finding(ingress.where("metadata.annotations", f"{_ACTIONS}{name}"), message, severity="warning")
        for key in ingress.annotations:
            if key.startswith(_CONDITIONS) and (name := key.removeprefix(_CONDITIONS)) not in named:
                message = f"no rule leads to a backend named {name}{did_you_mean(name, named)}"
                yield Finding(ingress.where("metadata.annotations", key), message, severity="warning")
