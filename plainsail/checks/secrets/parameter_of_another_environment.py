"""An environment reads the parameters, or the store, of another environment.

Why: staging would run with production's secrets, or production breaks the day somebody tidies staging up.
Fix: name the environment's own parameters and store.
In settings: write `{env}` in `external_secrets.path` and in the store's name instead of an environment's name.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.external_secrets import environment_of, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    environments = frozenset(manifests.environments)
    for external in manifests.of("ExternalSecret"):
        own = external.environment
        if own is None:
            continue
        stores: set[str] = set()
        for remote in remotes(external):
            other = environment_of(remote.path, environments, but=own)
            if other:
                yield Finding(external.where(remote.field), f"{remote.path} is of {other}")
            stores |= {remote.store[1]} if remote.store else set()
        for store in sorted(stores):
            named = environments & set(_parts(store))
            for other in sorted(named) if own not in named else ():
                yield Finding(external.where("spec.secretStoreRef"), f"the store {store} is of {other}")


def _parts(name: str) -> Iterator[str]:
    """All that stands in a name between separators."""
    separators = [(-1, 0), *(match.span() for match in re.finditer("[-_.]", name)), (len(name), len(name))]
    return (name[start:end] for (_, start), (end, _) in combinations(separators, 2))
