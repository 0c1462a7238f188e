"""An object is rendered twice.

In one environment, or in two that share a cluster and a namespace. In YAML that is no project's own, only objects of
one file count: files beside each other may be alternatives.

Why: whoever is applied last wins, and two Applications of Argo CD undo each other's work for ever.
Fix: rename one of the two, or render it in one place only.
"""

from collections.abc import Hashable, Iterator

from constructs_lib.kubernetes.objects import Key
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import cluster_of, covering, folder_of, folders
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    clusters = {
        folder: next((cluster_of(application) for application in covering(manifests, folder)), None)
        for folder in folders(manifests)
    }
    first: dict[tuple[Hashable, Key], Resource] = {}
    for resource in (*manifests.resources, *manifests.unsound):
        if "name" not in resource.document["metadata"] or "helm.sh/hook" in resource.annotations:
            continue  # the API server makes the name; Helm replaces a hook
        # Without an Application nobody knows the cluster: then each environment counts as one.
        home = resource.path if resource.environment is None else clusters[folder_of(resource)] or resource.environment
        other = first.setdefault((home, resource.key), resource)
        if other is not resource:
            yield Finding(resource.where(), f"stands in {other.path}, line {other.line}, as well")
