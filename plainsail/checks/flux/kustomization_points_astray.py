"""A Kustomization of Flux applies a folder that holds nothing, or is of another environment, or reads no repository.

Why: Flux fails ("path not found", "source not found"), or brings one environment's objects under another one's name.
Fix: let `path` be `./dist/<env>/<app>` of the environment whose folder the Kustomization stands in, and `sourceRef` the
GitRepository beside it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import DIST, folders
from plainsail.manifests.deliveries import FLUX
from plainsail.manifests.fields import text
from plainsail.manifests.flux import path_of
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for kustomization in manifests.of("Kustomization"):
        if kustomization.environment is None:
            continue
        if problem := _path(manifests, kustomization):
            yield Finding(kustomization.where("spec.path"), problem)
        if problem := _source(manifests, kustomization):
            yield Finding(kustomization.where("spec.sourceRef.name"), problem)


def _path(manifests: Manifests, kustomization: Resource) -> str:
    path = path_of(kustomization)
    parts = path.split("/")
    if parts[0] != DIST:
        return ""
    if not any(folder == path or folder.startswith(f"{path}/") for folder in folders(manifests)):
        return f"{path} holds no object"
    environment = parts[2:3] if parts[1:2] == [FLUX] else parts[1:2]
    return "" if environment == [kustomization.environment] else f"{path} is not of {kustomization.environment}"


def _source(manifests: Manifests, kustomization: Resource) -> str:
    """Flux looks in the namespace of the Kustomization, unless another one is named."""
    source = kustomization.spec["sourceRef"]
    if source["kind"] != "GitRepository":
        return ""
    space = text(source, "namespace") or kustomization.namespace
    known = {(each.namespace, each.name) for each in manifests.of("GitRepository")}
    return "" if (space, source["name"]) in known else f"nothing renders GitRepository/{source['name']} in {space}"
