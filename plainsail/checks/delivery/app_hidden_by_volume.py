"""An empty volume takes the place of a folder that the image's Dockerfile fills.

Why: a writable path begins empty, whatever the image holds there: the app, or a part of it, is gone.
Fix: make a folder within it writable that holds nothing of the image (`writable_paths={"/app/var/cache": "64Mi"}`).
"""

from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.folders import Hidden, hidden_folders, is_filled
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SCRATCH = frozenset({"/tmp", "/var/tmp", "/run", "/var/run", "/var/cache", "/dev/shm"})
"""What a build leaves there, nobody needs later."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, dockerfile in built_containers(manifests):
        for hidden in hidden_folders(container):
            if not hidden.is_empty or hidden.path in _SCRATCH or is_filled(container, hidden):
                continue
            where = container.where("volumeMounts", hidden.index, "mountPath")
            for message, severity in _messages(dockerfile, hidden):
                yield Finding(where, message, severity=severity)


def _messages(dockerfile: Dockerfile, hidden: Hidden) -> Iterator[tuple[str, Severity | None]]:
    lost = [step for step in dockerfile.final.copied if hidden.holds(step.value)]
    workdir = dockerfile.final.workdir
    if lost:
        step = min(lost, key=lambda step: len(step.value))
        yield f"hides what {dockerfile.path}:{step.line} copies to {step.value}: the volume is empty", None
    elif workdir and hidden.holds(workdir.value):
        message = f"hides {workdir.value}, the WORKDIR of {dockerfile.path}:{workdir.line}: the volume is empty"
        yield message, "warning"
