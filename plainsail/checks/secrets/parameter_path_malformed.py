"""The path of a parameter is not one that SSM Parameter Store has.

Why: the parameter is not found, and one missing parameter fails the whole ExternalSecret.
Fix: write the path from the root, with one slash before each part: `/param/my-project/staging/api_key`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import problems, reads_parameter_store, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        for remote in remotes(external):
            if not reads_parameter_store(manifests, external, remote):
                continue
            faults = list(problems(remote.path))
            if faults:
                yield Finding(external.where(remote.field), f"{remote.path} {', and '.join(faults)}")
