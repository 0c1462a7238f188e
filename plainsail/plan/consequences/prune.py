"""An object leaves Git, and Argo CD deletes it from the cluster.

Why: what a Namespace, a claim or a Secret held does not come back with a revert.
"""

from collections.abc import Callable, Iterator, Mapping

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at, mappings, text
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison
from plainsail.plan.pruning import outcome

SEVERITY: Severity = "info"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects that go, what goes with them, and whether somebody is asked."""
    for change in comparison.removed():
        end = outcome(comparison, change)
        if end.fate not in {"pruned", "asked"} or change.old is None:
            continue
        loss, severity = _loss(change.old)
        yield change.finding(
            "; ".join(filter(None, (f"is deleted{loss}", end.why))),
            fix=_fix(severity),
            severity="warning" if end.fate == "asked" and severity == "error" else severity,
        )


def _fix(severity: Severity) -> str:
    if severity != "error":
        return ""
    return "to keep it, annotate it with argocd.argoproj.io/sync-options: Prune=false, and sync, before it goes"


def _loss(old: Resource) -> tuple[str, Severity]:
    """What goes with the object, and how bad that is."""
    if old.kind not in _LOSSES or not old.is_a(old.kind):
        return "", SEVERITY
    words, severity = _LOSSES[old.kind]
    return f": {words(old)}", severity


def _external_secret(old: Resource) -> str:
    target = text(old.document, "spec", "target", "name") or old.name
    policy = at(old.document, "spec", "target", "creationPolicy")
    if policy in {None, "Owner"}:
        return f"Secret/{target}, which it owns, is garbage-collected with it, and pods that read it no longer start"
    return f"Secret/{target} stays ({policy}), and is no longer refreshed"


def _ingress(old: Resource) -> str:
    hosts = [host for rule in mappings(old.document, "spec", "rules") if (host := text(rule, "host"))]
    return f"{', '.join(hosts) or 'its address'} no longer answers, and its load balancer may go with it"


def _says(words: str) -> Callable[[Resource], str]:
    return lambda _: words


_LOSSES: Mapping[str, tuple[Callable[[Resource], str], Severity]] = {
    "AppProject": (_says("its Applications can no longer sync"), "warning"),
    "Application": (_says("nothing brings its folder to the cluster any more"), "warning"),
    "CronJob": (_says("its jobs and their logs go with it"), "warning"),
    "CustomResourceDefinition": (_says("every object of its kind, in all namespaces, goes with it"), "error"),
    "DaemonSet": (_says("its pods stop"), "warning"),
    "Deployment": (_says("its pods stop"), "warning"),
    "ExternalSecret": (_external_secret, "error"),
    "Ingress": (_ingress, "error"),
    "Namespace": (_says("everything in it goes with it, claims and Secrets included"), "error"),
    "NetworkPolicy": (_says("what it kept out may come in"), "warning"),
    "PersistentVolumeClaim": (_says("its data is lost, unless the volume's reclaim policy is Retain"), "error"),
    "Secret": (_says("what it holds is nowhere in Git, or should not be"), "error"),
    "Service": (_says("nothing answers at its name any more"), "warning"),
    "StatefulSet": (_says("its pods stop; its claims stay, unless its retention policy says otherwise"), "warning"),
}
"""What goes with an object of a kind, beside itself."""
