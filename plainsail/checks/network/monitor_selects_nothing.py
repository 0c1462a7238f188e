"""A ServiceMonitor selects no Service, or a PodMonitor no pod.

Judged in a project's own tree, where a monitor looks into its own namespace alone and something stands there that it
could select: what runs in other namespaces may be somebody else's.

Why: Prometheus scrapes nothing, and says nothing; alerts that need the series never fire.
Fix: let `selector` name labels of the Service itself, or for a PodMonitor those of the pods' template.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.label_selectors import shown
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.monitors import (
    looks_elsewhere,
    monitored_pods,
    monitored_services,
    monitors,
    selector_of,
)
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for monitor in monitors(manifests):
        if manifests.is_complete(monitor) and not looks_elsewhere(monitor):
            of_services = monitor.kind == "ServiceMonitor"
            if what := (_of_services if of_services else _of_pods)(manifests, monitor):
                yield Finding(monitor.where("spec.selector"), f"{shown(selector_of(monitor)) or 'it'} matches {what}")


def _of_services(manifests: Manifests, monitor: Resource) -> str | None:
    if next(manifests.near(monitor, "Service"), None) is None or monitored_services(manifests, monitor):
        return None
    # The labels of pods are the slip that people make: a ServiceMonitor reads those of the Service.
    meant = next(selected(manifests, monitor, selector_of(monitor)), None)
    return f"no Service{'; pods have these labels, the Services that select them lack them' if meant else ''}"


def _of_pods(manifests: Manifests, monitor: Resource) -> str | None:
    anything = next(selected(manifests, monitor, {}), None)
    if anything is None or monitored_pods(manifests, monitor):
        return None
    labels = selector_of(monitor).get("matchLabels", {})
    return None if labels and providers(manifests).may_make_pods(monitor, labels) else "no pod"
