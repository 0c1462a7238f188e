"""An object of an app lies outside the app's namespace.

YAML of somebody else's may lie where no other app does, such as a RoleBinding in `kube-system`.

Why: Argo CD's project refuses it, or it meddles with somebody else's namespace; what refers to it by name does not see
it.
Fix: put every object of an app into the namespace of its Application.
In settings: put every object of an app into the namespace of its Application (`namespace`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import covering, folders
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    taken = {application.spec["destination"].get("namespace") for application in manifests.of("Application")}
    for folder, resources in folders(manifests).items():
        namespaced = [member for member in resources if member.app and is_namespaced(member.key)]
        home = _home(manifests, folder, namespaced)
        for resource in namespaced:
            if resource.namespace is None:
                message = "names no namespace; kubectl would put it into `default`"
            elif resource.namespace != home and (resource.namespace in taken or not resource.vendored):
                message = f"lies in {resource.namespace}; the app's namespace is {home}"
            else:
                continue
            yield Finding(resource.where("metadata.namespace"), message)


def _home(manifests: Manifests, folder: str, namespaced: Sequence[Resource]) -> str | None:
    """The namespace of the app: where most objects are, unless its Application's is among them."""
    spaces = Counter(resource.namespace for resource in namespaced if resource.namespace)
    for application in covering(manifests, folder):
        destination: str | None = application.spec["destination"].get("namespace")
        if destination in spaces:
            return destination
    return spaces.most_common(1)[0][0] if spaces else None
