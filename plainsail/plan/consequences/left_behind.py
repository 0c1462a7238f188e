"""An object leaves Git and stays in the cluster.

Argo CD neither sees nor prunes what the AppProject does not allow, and the project of the same change may allow less:
everything in a namespace that an app leaves, a Namespace that it no longer creates, the last object of a kind. Nor does
it prune anything for an Application whose folder, or whose project, is gone: that one shows `Unknown`.

Why: nothing keeps it up to date any more, and nobody sees it in the tree. What runs, or answers, does so twice.
"""

from collections.abc import Iterator, Mapping

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.kinds import RUNNING
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison
from plainsail.plan.pruning import outcome

SEVERITY: Severity = "info"

_Place = tuple[str | None, str, str, str]
"""Environment, group, kind and name: what an object keeps when its namespace changes."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects that go from the tree and are not pruned."""
    added = {_place(change.new): change.new for change in comparison.changes if change.old is None and change.new}
    for change in comparison.removed():
        end = outcome(comparison, change)
        if end.fate in {"left", "by hand"}:
            twice = _twice(change.old) if change.old is not None and _moves(change.old, added) else ""
            fix = _fix(comparison, change.resource) if end.fate == "left" else ""
            severity: Severity | None = "warning" if twice else None
            yield change.finding(f"stays in the cluster: {end.why}{twice}", fix=fix, severity=severity)


def _fix(comparison: Comparison, old: Resource) -> str:
    inside = (each for each in comparison.after.resources if each.environment == old.environment)
    if old.is_a("Namespace") and any(each.namespace == old.name for each in inside):
        return "nothing, where somebody else keeps it from now on: what this change brings lives on in it"
    return "delete it by hand once nothing needs it"


def _place(resource: Resource) -> _Place:
    return resource.environment, resource.key.group, resource.kind, resource.name


def _moves(old: Resource, added: Mapping[_Place, Resource]) -> bool:
    """Whether the object is made again in another namespace."""
    new = added.get(_place(old))
    return new is not None and new.namespace != old.namespace


def _twice(old: Resource) -> str:
    """What happens twice while the old object and the new one are both there."""
    if old.is_a("Ingress"):
        hosts = ", ".join(host for rule in mappings(old.document, "spec", "rules") if (host := text(rule, "host")))
        return f"; beside the new one it claims {hosts or 'every host'}, and requests go to the one or the other"
    if old.is_a("CronJob"):
        return "; its jobs run twice, here and in the new namespace"
    return "; its pods run on beside the new ones" if old.kind in RUNNING and old.is_a(*RUNNING) else ""
