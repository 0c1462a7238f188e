"""An object leaves Git, and Argo CD or Flux deletes it from the cluster.

Why: what a Namespace, a claim or a Secret held does not come back with a revert.
"""

from collections.abc import Callable, Iterator, Mapping

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.certificates import is_certificate
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.fields import at, listed, mappings, text
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.flux import brought_by
from plainsail.plan.outcome import Outcome
from plainsail.plan.pruning import outcome
from plainsail.plan.successions import readers, successions
from plainsail.plan.sync import goes_first, waiting_for
from plainsail.terminal import listing

SEVERITY: Severity = "info"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects that go, what goes with them, and whether somebody is asked."""
    for change in comparison.removed():
        end = outcome(comparison, change)
        if end.fate not in {"pruned", "asked"} or change.old is None:
            continue
        if change.old.is_a("ExternalSecret"):
            yield _external_secret(comparison, change, end.why)
            continue
        loss, severity = _loss(change.old)
        yield change.finding(
            "; ".join(filter(None, (f"is deleted{loss}", end.why, _waiting(comparison, change, end)))),
            fix=_keep(comparison, change.old) if severity == "error" else "",
            severity="warning" if end.fate == "asked" and severity == "error" else severity,
        )


SUPERSEDED = "is deleted last, once another has taken its place"
"""Said of an ExternalSecret that no pod needs any more when it goes."""
_LAST = "annotate it with argocd.argoproj.io/sync-options: PruneLast=true, and sync, before it goes"


def _keep(comparison: Comparison, old: Resource) -> str:
    by_flux = brought_by(comparison.before, old)
    word = "kustomize.toolkit.fluxcd.io/prune: disabled" if by_flux else "argocd.argoproj.io/sync-options: Prune=false"
    return f"to keep it, annotate it with {word}, and sync, before it goes"


def _waiting(comparison: Comparison, change: ObjectChange, end: Outcome) -> str:
    """What a prune that somebody must confirm keeps waiting."""
    waiting = [str(each.resource.key) for each in waiting_for(comparison, change)] if end.fate == "asked" else []
    return f"{listing(waiting)} {'waits' if len(waiting) == 1 else 'wait'} with it" if waiting else ""


def _loss(old: Resource) -> tuple[str, Severity]:
    """What goes with the object, and how bad that is."""
    if is_certificate(old):
        secret = text(old.document, "spec", "secretName")
        return f": Secret/{secret} stays, and nothing renews it: it ends when its certificate does", "warning"
    if old.kind not in _LOSSES or not old.is_a(old.kind):
        return "", SEVERITY
    words, severity = _LOSSES[old.kind]
    return f": {words(old)}", severity


def _external_secret(comparison: Comparison, change: ObjectChange, why: str) -> Finding:
    """What goes with an ExternalSecret, and whether another takes its place in time."""
    old = change.resource
    policy, secret = at(old.document, "spec", "target", "creationPolicy"), made_secret(old)
    if secret is None or policy not in {None, "Owner"}:
        stays = f": Secret/{secret} stays ({policy}), and is no longer refreshed" if secret else ""
        return change.finding("; ".join(filter(None, (f"is deleted{stays}", why))), fix="", severity="warning")
    goes = f"is deleted: Secret/{secret}, which it owns, is garbage-collected with it"
    if reading := [str(workload.key) for workload in readers(comparison.after, old, secret)]:
        message = f"{goes}, and {listing(reading)} cannot do without: pods no longer start"
        return change.finding("; ".join(filter(None, (message, why))), fix=_keep(comparison, old), severity="error")
    before = set(readers(comparison.before, old, secret))
    by_flux = bool(brought_by(comparison.before, old))
    early = [
        str(each.resource.key)
        for each in comparison.changed()
        if each.old in before and (by_flux or goes_first(comparison, change, each))
    ]
    if early:
        message = f"{goes}, before pods of {listing(early)} are replaced: one that restarts meanwhile does not start"
        message = "; ".join(filter(None, (message, why)))
        return change.finding(message, fix="" if by_flux else _LAST, severity="info" if by_flux else "warning")
    if any(pair.old is change for pair in successions(comparison)):
        return change.finding(SUPERSEDED, fix="", severity="info")
    return change.finding("; ".join(filter(None, (f"{goes}; nothing here reads it", why))), fix="", severity="warning")


def _ingress(old: Resource) -> str:
    hosts = [host for rule in mappings(old.document, "spec", "rules") if (host := text(rule, "host"))]
    return f"{', '.join(hosts) or 'its address'} no longer answers, and its load balancer may go with it"


def _route(old: Resource) -> str:
    hosts = [str(host) for host in listed(old.document, "spec", "hostnames")]
    return f"{', '.join(hosts) or 'what it matched'} no longer leads here, and the Gateway answers 404"


def _says(words: str) -> Callable[[Resource], str]:
    return lambda _: words


_LOSSES: Mapping[str, tuple[Callable[[Resource], str], Severity]] = {
    "AppProject": (_says("its Applications can no longer sync"), "warning"),
    "Application": (_says("nothing brings its folder to the cluster any more"), "warning"),
    "CronJob": (_says("its jobs and their logs go with it"), "warning"),
    "CustomResourceDefinition": (_says("every object of its kind, in all namespaces, goes with it"), "error"),
    "DaemonSet": (_says("its pods stop"), "warning"),
    "Deployment": (_says("its pods stop"), "warning"),
    "GitRepository": (_says("nothing reads the repository any more"), "warning"),
    "GRPCRoute": (_route, "error"),
    "HTTPRoute": (_route, "error"),
    "Ingress": (_ingress, "error"),
    "Kustomization": (_says("nothing brings its folder to the cluster any more"), "warning"),
    "Namespace": (_says("everything in it goes with it, claims and Secrets included"), "error"),
    "NetworkPolicy": (_says("what it kept out may come in"), "warning"),
    "PersistentVolumeClaim": (_says("its data is lost, unless the volume's reclaim policy is Retain"), "error"),
    "Secret": (_says("what it holds is nowhere in Git, or should not be"), "error"),
    "Service": (_says("nothing answers at its name any more"), "warning"),
    "StatefulSet": (_says("its pods stop"), "warning"),
}
"""What goes with an object of a kind, beside itself."""
