"""An ExternalSecret fills one key twice.

Why: with `deletionPolicy: Retain`, the default, the operator's webhook refuses the object; otherwise the last entry
wins, and the other parameter is read for nothing.
Fix: keep one entry for each key.
"""

from collections import Counter
from collections.abc import Iterator

from constructs_lib.kubernetes.paths import Item
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.external_secrets import remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        keys = Counter(remote.variable for remote in remotes(external) if remote.variable)
        for key, count in keys.items():
            if count > 1:
                yield Finding(external.where("spec.data", Item(key)), f"the key is filled {count} times")
