"""The container of an app that runs its image, in `dist/`."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.nearest import did_you_mean_or_all
from constructs_lib.settings.names import APP
from plainsail.delivery import Delivery
from plainsail.errors import ProjectError
from plainsail.findings.engine import manifests_of
from plainsail.manifests.loader import Reading, read_dist
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.project.project import Project
from plainsail.project.rules import label
from plainsail.project.scope import Target, parse_targets
from plainsail.schemas import Schemas


def find(project: Project, target: str, named: str | None) -> tuple[Manifests, Container]:
    """The container `app` of an object (`Deployment/backend`) of an app, the app's Deployment where none is named.

    Raises `ProjectError` for what is not there, and where a file of the app is not what synth writes.
    """
    [wanted] = parse_targets(project, [target])
    if wanted.app is None:
        known = ", ".join(label(each) for each in project.environments if each.env_name == target)
        raise ProjectError(f"{target}: an image runs in an app; write {known}")
    manifests = _manifests(project, wanted)
    pods = {str(pod.resource.key): pod for pod in manifests.pods()}
    if not pods:
        raise ProjectError(f"{target}: dist/ holds no pod of it; run `plainsail synth`")
    wished = f"Deployment/{wanted.app}" if named is None else named
    if wished not in pods:
        raise ProjectError(f"{target}: {wished!r} is no object with a pod in it{did_you_mean_or_all(wished, pods)}")
    return manifests, _app(pods[wished])


def _manifests(project: Project, wanted: Target) -> Manifests:
    """The app's objects. Types and required fields are taken for granted below, so each must be sound."""
    versions = {label(each): each.kubernetes_version for each in project.environments}
    read = _of(read_dist(project.dist, versions), wanted)
    schemas = Schemas(crds=project.root / "imports" / "crds")
    manifests = manifests_of(read, schemas.problems, Delivery(), ignore_missing_schemas=True)
    for place, why in _mistakes(manifests):
        raise ProjectError(f"{place}: {why}; run `plainsail synth`")
    return manifests


def _of(reading: Reading, wanted: Target) -> Reading:
    return Reading(
        tuple(each for each in reading.resources if wanted.holds(each.environment, each.app)),
        tuple(each for each in reading.broken if wanted.holds(each.where.environment, each.where.app)),
    )


def _mistakes(manifests: Manifests) -> Iterator[tuple[str, str]]:
    """Files that somebody broke by hand, each with what is wrong."""
    for broken in manifests.broken:
        yield f"{broken.where.path}:{broken.where.line}", broken.message
    for resource, problems in manifests.problems.items():
        for problem in problems:
            if not problem.readable:
                yield resource.path, f"{problem.field}: {problem.message}" if problem.field else problem.message


def _app(pod: Pod) -> Container:
    found = next((each for each in pod.main_containers if each.name == APP), None)
    if found is None:
        raise ProjectError(f"{pod.resource.path}: no container of its pod is named {APP}; run `plainsail synth`")
    return found
