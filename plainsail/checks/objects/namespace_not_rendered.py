"""Objects live in a namespace that nothing renders.

Why: where nobody else made the namespace, the first sync of a new cluster fails.
Fix: say `namespace` with `create=True` in one of its apps, or `CreateNamespace=true` in the Application's
`syncOptions`; or let it be, where the platform makes namespaces.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.argocd import covering, folders
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    rendered = {(each.environment, each.name): each for each in manifests.of("Namespace")}
    for folder, resources in folders(manifests).items():
        applications = covering(manifests, folder)
        created = any(
            "CreateNamespace=true" in each.spec.get("syncPolicy", {}).get("syncOptions", []) for each in applications
        )
        homes = sorted({(each.environment, each.namespace) for each in resources if each.app and each.namespace})
        for environment, namespace in homes:
            if created or (environment, namespace) in rendered:
                continue
            first = next(each for each in resources if each.namespace == namespace)
            own = [each.name for each in resources if each.is_a("Namespace")]
            message = f"nothing renders Namespace/{namespace}"
            if own:
                message += f"; the app renders Namespace/{own[0]} instead"
            yield Finding(
                where=first.where("metadata.namespace"),
                message=message,
                severity="error" if own else None,
                causes=() if own else (Cause(first.missing("Namespace", namespace)),),
            )
