"""An AppProject does not allow what its Applications bring.

Repository, destination (cluster and namespace), kinds within namespaces and kinds outside of them, with Argo CD's own
globs and defaults: without a whitelist every namespaced kind is allowed, and no other.

Why: Argo CD refuses the Application, or the sync of the object ("not permitted in project").
Fix: add the repository to `sourceRepos`, the cluster and namespace to `destinations`, the kind to
`clusterResourceWhitelist` or `namespaceResourceWhitelist`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import covered, folders, project_of, sources
from plainsail.manifests.argocd_projects import allows_destination, allows_kind, allows_repository
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        project = project_of(manifests, application)
        if project is None:
            continue
        brought = [
            resource
            for source in sources(application)
            for folder in (covered(manifests, source) if application.environment else ())
            for resource in folders(manifests)[folder]
        ]
        yield from _repositories(application, project)
        yield from _destinations(application, project, brought)
        yield from _kinds(project, brought)


def _repositories(application: Resource, project: Resource) -> Iterator[Finding]:
    for source in sources(application):
        if not allows_repository(project, source.repository):
            yield Finding(
                application.where(f"{source.field}.repoURL"), f"{project.key} does not allow {source.repository}"
            )


def _destinations(application: Resource, project: Resource, brought: list[Resource]) -> Iterator[Finding]:
    destination = application.spec["destination"]
    own = destination.get("namespace", "")
    for namespace in sorted(
        {own, *(resource.namespace for resource in brought if resource.namespace and is_namespaced(resource.key))}
    ):
        if not allows_destination(project, destination, namespace):
            cluster = destination.get("server") or destination.get("name") or "no cluster"
            yield Finding(
                application.where("spec.destination"),
                f"{project.key} does not allow {namespace or 'no namespace'} of {cluster}",
            )


def _kinds(project: Resource, brought: list[Resource]) -> Iterator[Finding]:
    for resource in brought:
        key, namespaced = resource.key, is_namespaced(resource.key)
        if not allows_kind(project, group=key.group, kind=key.kind, name=key.name, namespaced=namespaced):
            scope = "namespaced" if namespaced else "cluster-scoped"
            kind = f"{key.group or 'v1'} {key.kind}"
            yield Finding(resource.where(), f"{project.key} does not allow the {scope} kind {kind}")
