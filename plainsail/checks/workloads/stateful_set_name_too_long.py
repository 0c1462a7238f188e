"""A StatefulSet's name is longer than 52 characters.

Why: each pod carries a label (`controller-revision-hash`) of the name and a hash of up to ten characters; a label holds
63, so the controller cannot make the pods, and nothing but its events says so.
Fix: choose a shorter `metadata.name`.
In settings: choose a shorter name for the app.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.names import LONGEST_STATEFUL_SET
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for stateful in manifests.of("StatefulSet"):
        if len(stateful.name) > LONGEST_STATEFUL_SET and not manifests.is_refused(stateful, "metadata.name"):
            fits = f"at most {LONGEST_STATEFUL_SET} fit into a label of its pods"
            yield Finding(stateful.where("metadata.name"), f"the name has {len(stateful.name)} characters, {fits}")
