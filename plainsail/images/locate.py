"""The container of an app that runs its image, in `dist/`."""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.names import APP
from plainsail.delivery import Delivery
from plainsail.errors import ProjectError
from plainsail.images.needs import cron_jobs
from plainsail.manifests.kinds import RUNNING
from plainsail.manifests.loader import Reading, read_dist, validated
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.project.rules import kubernetes_versions
from plainsail.project.scope import Target, parse_targets
from plainsail.schemas import Schemas


class NothingRuns(ProjectError):
    """No pod of an app runs all the time: it is nothing but jobs."""


def objects_of(project: Project, target: str) -> tuple[Manifests, str]:
    """The rendered objects of an app in an environment (`staging/backend`), and the app's name.

    Raises `ProjectError` for what is not there, and where a file of the app is not what synth writes.
    """
    [wanted] = parse_targets(project, [target])
    if wanted.app is None:
        known = ", ".join(label(environment) for environment in project.environments if environment.env_name == target)
        raise ProjectError(f"{target}: an image runs in an app; write {known}")
    return _manifests(project, wanted), wanted.app


def find(
    project: Project, target: str, *, named: str | None = None, job: str | None = None
) -> tuple[Manifests, Container]:
    """The container `app` of an object (`Deployment/backend`) or a CronJob of an app; else of what always runs of it.

    Raises `ProjectError` for what is not there, and where a file of the app is not what synth writes.
    """
    manifests, app = objects_of(project, target)
    pods = {str(pod.resource.key): pod for pod in manifests.pods()}
    if not pods:
        raise ProjectError(f"{target}: dist/ holds no pod of it; run `plainsail synth`")
    if job is not None:
        jobs = {known.job: known.object for known in cron_jobs(manifests, app)}
        if job not in jobs:
            raise ProjectError(f"{target}: {job!r} is no CronJob of it{did_you_mean_or_all(job, jobs)}")
        named = jobs[job]
    wished = next((key for kind in RUNNING if (key := f"{kind}/{app}") in pods), None) if named is None else named
    if wished is None:
        raise NothingRuns(f"{target}: no pod of it runs all the time; name a job: --job {_first_job(manifests, app)}")
    if wished not in pods:
        raise ProjectError(f"{target}: {wished!r} is no object with a pod in it{did_you_mean_or_all(wished, pods)}")
    pod = pods[wished]
    container = next((candidate for candidate in pod.main_containers if candidate.name == APP), None)
    if container is None:
        raise ProjectError(f"{pod.resource.path}: no container of its pod is named {APP}; run `plainsail synth`")
    return manifests, container


def _first_job(manifests: Manifests, app: str) -> str:
    return next((known.job for known in cron_jobs(manifests, app)), "NAME")


def _manifests(project: Project, wanted: Target) -> Manifests:
    """The app's objects. Types and required fields are taken for granted below, so each must be sound."""
    reading = read_dist(project.dist, kubernetes_versions(project.environments))
    own = Reading(
        tuple(resource for resource in reading.resources if wanted.holds(resource.environment, resource.app)),
        tuple(broken for broken in reading.broken if wanted.holds(broken.where.environment, broken.where.app)),
    )
    schemas = Schemas(project.definitions)
    manifests = validated(own, schemas.judge, Delivery(), ignore_missing_schemas=True)
    for mistake in _mistakes(manifests):
        raise ProjectError(f"{mistake}; run `plainsail synth`")
    return manifests


def _mistakes(manifests: Manifests) -> Iterator[str]:
    """Files that somebody broke by hand, each with what is wrong."""
    for broken in manifests.broken:
        yield f"{broken.where.path}:{broken.where.line}: {broken.message}"
    for resource, problems in manifests.problems.items():
        for problem in problems:
            if not problem.readable:
                yield ": ".join(part for part in (resource.path, problem.field, problem.message) if part)
