"""An environment reads the parameters, or the store, of another environment.

Why: staging would run with production's secrets, or production breaks the day somebody tidies staging up.
Fix: write `{env}` in `external_secrets.path` and in the store's name instead of an environment's name.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import environment_of, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        others = [name for name in manifests.environments if name != external.environment]
        if external.environment is None:
            continue
        stores: set[str] = set()
        for remote in remotes(external):
            other = environment_of(remote.path, others)
            if other:
                yield Finding(external.where(remote.field), f"{remote.path} is of {other}")
            stores |= {remote.store[1]} if remote.store else set()
        for store in sorted(stores):
            yield from (
                Finding(external.where("spec.secretStoreRef"), f"the store {store} is of {other}")
                for other in others
                if _names(store, other) and not _names(store, external.environment)
            )


def _names(store: str, environment: str) -> bool:
    return re.search(rf"(^|[-_.]){re.escape(environment)}($|[-_.])", store) is not None
