"""Flux does things differently: from which ref, what it applies, whether it prunes, and to which cluster.

Why: it decides how all other changes arrive.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT, FieldChange, items
from constructs_lib.kubernetes.paths import match
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "warning"

_WORDS = {
    "spec.ref.*": "follows {new} instead of {old}",
    "spec.url": "reads the repository {new} instead of {old}",
    "spec.path": "applies {new} instead of {old}",
    "spec.kubeConfig": "applies to another cluster: what it brought so far stays there",
    "spec.kubeConfig.**": "applies to another cluster: what it brought so far stays there",
    "spec.serviceAccountName": "acts as {new} instead of {old}",
    "spec.dependsOn[*]": "waits for other Kustomizations",
    "spec.dependsOn": "waits for other Kustomizations",
}
_SWITCHES = {
    "prune": ("deletes what leaves Git", "no longer deletes what leaves Git"),
    "wait": ("is ready once all its objects are healthy", "is ready as soon as all is applied"),
    "suspend": ("does nothing until it is resumed", "applies by itself"),
    "force": ("deletes what cannot change, and makes it anew", "no longer makes anew what cannot change"),
}


def find(comparison: Comparison) -> Iterator[Finding]:
    """Changes of GitRepositories and Kustomizations, each in words."""
    for kind in ("GitRepository", "Kustomization"):
        for change in comparison.changed(kind):
            for field in (item for changed in change.fields for item in items(changed)):
                if words := _words(field):
                    yield change.finding(words, [field])


def _words(field: FieldChange) -> str:
    for name, (yes, no) in _SWITCHES.items():
        if field.path == ("spec", name):
            return yes if field.new is True else no
    for pattern, words in _WORDS.items():
        if match(pattern, field.path) is not None:
            new, old = ("nothing" if value is ABSENT else value for value in (field.new, field.old))
            return words.format(new=new, old=old)
    return ""
