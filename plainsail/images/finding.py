"""The container of an app that runs its image, in `dist/`."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.kubernetes.manifests import Manifests
from plainsail.kubernetes.pods import Container, Pod
from plainsail.project import Project
from plainsail.reading import read_dist
from plainsail.schemas import NoSchema, Schemas
from plainsail.targets import parse_targets
from plainsail.together import label

_APP = "app"


def find(project: Project, target: str, named: str | None) -> tuple[Manifests, Container]:
    """The container `app` of an object (`Deployment/backend`) of an app, the app's Deployment where none is named.

    Raises `ProjectError` for what is not there, and for an object whose shape is broken.
    """
    [wanted] = parse_targets(project, [target])
    if wanted.app is None:
        known = ", ".join(label(each) for each in project.environments if each.env_name == target)
        raise ProjectError(f"{target}: an image runs in an app; write {known}")
    versions = {label(each): each.kubernetes_version for each in project.environments}
    manifests = Manifests(read_dist(project.dist, versions).resources)
    pods = {
        str(pod.resource.key): pod
        for pod in manifests.pods()
        if wanted.holds(pod.resource.environment, pod.resource.app)
    }
    if not pods:
        raise ProjectError(f"{target}: dist/ holds no pod of it; run `plainsail synth`")
    pod = _chosen(pods, named or f"Deployment/{wanted.app}", target)
    _refuse_broken(pod, project.root)
    container = next((each for each in pod.main_containers if each.name == _APP), None)
    if container is None:
        raise ProjectError(f"{pod.resource.path}: no container of its pod is named {_APP}; run `plainsail synth`")
    return manifests, container


def _chosen(pods: dict[str, Pod], named: str, target: str) -> Pod:
    if named in pods:
        return pods[named]
    known: Sequence[str] = sorted(pods)
    near = get_close_matches(named, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there is {', '.join(known)}"
    raise ProjectError(f"{target}: {named} is no object with a pod in it; {hint}")


def _refuse_broken(pod: Pod, root: Path) -> None:
    """What is edited by hand may be anything; below, types and required fields are taken for granted."""
    resource = pod.resource
    try:
        problems = Schemas(crds=root / "imports" / "crds").problems(resource.document, resource.kubernetes_version)
    except NoSchema as error:
        raise ProjectError(f"{resource.path}: {error}") from None
    for problem in problems:
        if not problem.readable:
            raise ProjectError(f"{resource.path}: {problem.field}: {problem.message}; run `plainsail synth`")
