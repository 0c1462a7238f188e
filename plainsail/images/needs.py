"""What else a test of an image must know of its pods: the jobs that run it, and the memory that is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_lib.kubernetes.quantities import amount_of
from constructs_lib.settings.names import APP
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container


@dataclass(frozen=True)
class Job:
    """A CronJob of the app that runs its image."""

    job: str
    """What the settings call it: `initiate-calls`."""
    object: str
    """`CronJob/backend-initiate-calls`."""
    deadline_seconds: int | None
    """`activeDeadlineSeconds`: when Kubernetes would end it."""


@dataclass(frozen=True)
class Memory:
    """What is said of a container's memory, in bytes; None where nothing is said."""

    request_bytes: int | None
    limit_bytes: int | None


def cron_jobs(manifests: Manifests, app: str) -> Iterator[Job]:
    """The CronJobs whose pod has the container `app`."""
    for pod in manifests.pods():
        if pod.resource.kind == "CronJob" and any(container.name == APP for container in pod.main_containers):
            deadline = pod.resource.document["spec"]["jobTemplate"]["spec"].get("activeDeadlineSeconds")
            deadline = pod.spec.get("activeDeadlineSeconds", deadline)
            yield Job(pod.resource.name.removeprefix(f"{app}-"), str(pod.resource.key), deadline)


def memory(container: Container) -> Memory:
    """What the container's requests and limits say of memory."""
    request, limit = (amount_of(container.amount(kind, "memory")) for kind in ("requests", "limits"))
    return Memory(*(None if amount is None else int(amount) for amount in (request, limit)))
