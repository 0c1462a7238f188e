"""Objects live in a namespace that nothing renders.

Why: where nobody else made the namespace, the first sync of a new cluster fails.
Fix: add the Namespace, or `CreateNamespace=true` to the Application's `syncOptions`; or let it be, where the platform
makes namespaces.
In settings: set `namespace` with `create=True` in one of its apps, or `CreateNamespace=true` in the Application's
`syncOptions`; or let it be, where the platform makes namespaces.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.argocd import covering, folders
from plainsail.manifests.kinds import OF_EVERY_CLUSTER
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    rendered = {(space.environment, space.name): space for space in manifests.of("Namespace")}
    for folder, resources in folders(manifests).items():
        applications = covering(manifests, folder)
        created = any(
            "CreateNamespace=true" in application.spec.get("syncPolicy", {}).get("syncOptions", [])
            for application in applications
        )
        homes = sorted(
            {
                (resource.environment, resource.namespace)
                for resource in resources
                if resource.app and resource.namespace
            }
        )
        for environment, namespace in homes:
            if created or (environment, namespace) in rendered or namespace in OF_EVERY_CLUSTER:
                continue
            first = next(member for member in resources if member.namespace == namespace)
            own = [space.name for space in resources if space.is_a("Namespace") and not first.vendored]
            message = f"nothing renders Namespace/{namespace}"
            if own:
                message += f"; the app renders Namespace/{own[0]} instead"
            yield Finding(
                first.where("metadata.namespace"),
                message,
                severity="error" if own else None,
                causes=() if own else (Cause(first.missing("Namespace", namespace)),),
            )
