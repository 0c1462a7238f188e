"""A folder of `dist/` has no Kustomization of Flux, or more than one.

Why: what no Kustomization applies never reaches the cluster; what two apply, they prune for each other.
Fix: let one Kustomization in `dist/flux/<env>` apply each `dist/<env>/<app>`, and one more `dist/flux/<env>`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.argocd import folders
from plainsail.manifests.flux import kustomizations_of
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    delivered = {each.environment for each in manifests.of("Kustomization") if each.environment is not None}
    for folder, resources in folders(manifests).items():
        first = resources[0]
        if first.environment not in delivered:
            continue
        names = sorted(each.name for each in kustomizations_of(manifests, folder))
        if not names:
            missing = Cause(first.missing("Kustomization", f"{first.app}-{first.environment}"))
            yield Finding(first.where(), f"no Kustomization applies {folder}", causes=(missing,))
        elif len(names) > 1:
            yield Finding(first.where(), f"{folder} is applied by {len(names)} Kustomizations: {', '.join(names)}")
