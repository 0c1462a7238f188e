"""A Job of a fixed name is kept by Argo CD, and cannot change.

Why: the pod template of a Job is immutable: with the next image, or any other change, the sync fails.
Fix: make the Job a hook (`argocd.argoproj.io/hook: Sync`), which is deleted before it is made again, or annotate it
with `argocd.argoproj.io/sync-options: Force=true,Replace=true`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import covering, folder_of, is_hook, is_synced, options_of
from plainsail.manifests.fields import listed
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "info"
MEANS: Meaning = "will fail"

_ANEW = {"Force=true", "Replace=true"}


def check(manifests: Manifests) -> Iterator[Finding]:
    images = _images(manifests)
    for job in manifests.of("Job"):
        if (
            is_hook(job)
            or job.name.endswith("*")  # the API server makes the name
            or "ttlSecondsAfterFinished" in job.spec
            or not is_synced(manifests, job)
            or _is_replaced(manifests, job)
        ):
            continue
        moves = _shared(job, images)
        message = "the sync fails with the next change of its pod template"
        if moves:
            message = f"the sync fails with the next build of {moves}: a Job's pod template cannot change"
        yield Finding(job.where("spec.template"), message, severity="warning" if moves else None)


def _is_replaced(manifests: Manifests, job: Resource) -> bool:
    """Whether Argo CD deletes it before it applies it again."""
    options = set(options_of(job))
    for application in covering(manifests, folder_of(job)) if job.environment is not None else ():
        options.update(str(option) for option in listed(application.spec, "syncPolicy", "syncOptions"))
    return options >= _ANEW


def _images(manifests: Manifests) -> dict[tuple[str | None, str | None, str], int]:
    """How many objects run an image, by where they live: what several run, the app's next release moves."""
    owners: dict[tuple[str | None, str | None, str], set[Resource]] = {}
    for container in manifests.containers():
        resource = container.resource
        image = container.spec.get("image")
        if isinstance(image, str):
            owners.setdefault((resource.environment, resource.namespace, image), set()).add(resource)
    return {key: len(resources) for key, resources in owners.items()}


def _shared(job: Resource, images: dict[tuple[str | None, str | None, str], int]) -> str:
    template = job.spec.get("template", {})
    for container in template.get("spec", {}).get("containers", []):
        image = container.get("image", "")
        if images.get((job.environment, job.namespace, image), 0) > 1:
            return str(image)
    return ""
