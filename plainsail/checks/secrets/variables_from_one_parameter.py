"""Two variables are filled from one parameter.

Why: one of them is most likely a copy that was meant to name another parameter; it is found out when the app uses it.
Fix: give each variable its parameter, or keep one variable.
"""

from collections import defaultdict
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import Remote, normalised, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        readers: dict[tuple[object, ...], list[Remote]] = defaultdict(list)
        for remote in remotes(external):
            if remote.variable is not None:
                place = (remote.store, normalised(remote.path), remote.property, remote.version)
                readers[place].append(remote)
        for same in readers.values():
            names = [remote.variable for remote in same if remote.variable]
            if len(set(names)) > 1:
                yield Finding(external.where(same[-1].field), f"{', '.join(names)} all read {same[0].path}")
