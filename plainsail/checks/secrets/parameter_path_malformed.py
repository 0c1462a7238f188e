"""The path of a parameter is not one that SSM Parameter Store has.

Why: the parameter is not found, and one missing parameter fails the whole ExternalSecret.
Fix: write the path from the root, with one slash before each part: `/param/my-project/staging/api_key`.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import impossible, problems, reads_parameter_store, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_SELECTOR = re.compile(r":[A-Za-z0-9_.-]+$")


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        for remote in remotes(external):
            if not reads_parameter_store(manifests, external, remote):
                continue
            # What is searched is a folder; what is read may be a name in none, and a version or label of it.
            is_folder = remote.field.endswith(".find")
            faults = list(problems(remote.path)) if is_folder else impossible(_SELECTOR.sub("", remote.path))
            if faults:
                yield Finding(external.where(remote.field), f"{remote.path} {', and '.join(faults)}")
