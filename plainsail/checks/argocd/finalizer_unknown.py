"""An Application has a finalizer that looks like Argo CD's, and that nobody takes away.

Why: the day the Application is deleted, it stays "deleting" for ever, and its objects are not deleted with it.
Fix: write `resources-finalizer.argocd.argoproj.io`, or take it out to let the objects stay.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import nearest
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.argocd_words import FINALIZERS, OF_HOOKS
from plainsail.manifests.fields import listed
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_ARGO = "argoproj"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        for index, finalizer in enumerate(listed(application.document, "metadata", "finalizers")):
            name = str(finalizer)
            if name in FINALIZERS or name.partition("/")[0] in OF_HOOKS or _ARGO not in name:
                continue
            if near := nearest(name, FINALIZERS):
                message = f"{name} is none of Argo CD's; did you mean '{near}'?"
                yield Finding(application.where("metadata.finalizers", index), message)
