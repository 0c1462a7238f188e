"""What pods of a StatefulSet kept outlives them, or goes with them.

Why: claims are not in Git. Those that stay cost money, and give a pod of the same name its old data back; what one that
goes held does not come back with a revert.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mappings, number, text
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers_of
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.pruning import outcome

SEVERITY: Severity = "info"

_POLICY = ("spec", "persistentVolumeClaimRetentionPolicy")
_LOST = "what they held is lost, unless the reclaim policy of their volumes is Retain"
_SHOWN = 3
_MOST = 2**31
"""No StatefulSet has as many pods, whatever somebody wrote."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """StatefulSets that go, that have fewer pods, and that delete claims from now on."""
    for change in comparison.of("StatefulSet"):
        old, new = change.old, change.new
        if old and new is None and outcome(comparison, change).fate in ("pruned", "asked"):
            yield from _without_pods(change, old, [_ordinals(old)], policy=old, when="whenDeleted")
        elif old and new:
            if not any(autoscalers_of(comparison.after, new)):
                yield from _without_pods(change, old, _fewer(old, new), policy=new, when="whenScaled")
            yield from _deleted_from_now_on(change)


def _ordinals(stateful: Resource) -> range:
    """The numbers of its pods."""
    first = min(number(stateful.spec, "ordinals", "start", default=0), _MOST)
    return range(first, first + min(number(stateful.spec, "replicas", default=1), _MOST))


def _fewer(old: Resource, new: Resource) -> list[range]:
    """The numbers of pods that there are no more: those before the first, and those behind the last."""
    before, after = _ordinals(old), _ordinals(new)
    return [
        range(before.start, min(before.stop, max(after.start, before.start))),
        range(max(before.start, after.stop), before.stop),
    ]


def _without_pods(
    change: ObjectChange, old: Resource, ordinals: Sequence[range], *, policy: Resource, when: str
) -> Iterator[Finding]:
    """What becomes of the claims of pods that go for good."""
    templates = [text(template, "metadata", "name") for template in mappings(old.spec, "volumeClaimTemplates")]
    names = (f"{template}-{old.name}-{ordinal}" for part in ordinals for ordinal in part for template in templates)
    count = len(templates) * sum(map(len, ordinals))
    if not count:
        return
    more = f" and {count - _SHOWN} more" if count > _SHOWN else ""
    claims = f"PersistentVolumeClaim{'s' if count > 1 else ''} {', '.join(islice(names, _SHOWN))}{more}"
    fields = [leaf for leaf in change.leaves if leaf.within("spec", "replicas") or leaf.within("spec", "ordinals")]
    if text(policy.document, *_POLICY, when) == "Delete":
        message = f"{claims} {'go' if count > 1 else 'goes'} with the pods ({when}: Delete): {_LOST}"
        fix = f"to keep the data, set {when}: Retain, and sync, before the pods go"
        yield change.finding(message, fields, fix=fix, severity="error")
    else:
        message = f"{claims} {'stay' if count > 1 else 'stays'} in the cluster, with all that the pods wrote"
        yield change.finding(message, fields, fix="delete by hand what nobody needs any more")


def _deleted_from_now_on(change: ObjectChange) -> Iterator[Finding]:
    """Claims that are deleted when it comes to it, and were not before."""
    for leaf in change.leaves:
        if leaf.within(*_POLICY) and leaf.new == "Delete":
            event = "the StatefulSet goes" if leaf.path[-1] == "whenDeleted" else "there are fewer replicas"
            message = f"from now on, claims are deleted when {event} ({leaf.path[-1]}: Delete)"
            yield change.finding(message, [leaf], severity="warning")
