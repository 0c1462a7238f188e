"""A container mounts two volumes at one path.

Why: the API server refuses the object ("must be unique").
Fix: mount one thing there, or several files by `subPath`.
"""

from collections import Counter
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in (each for pod in manifests.pods_and_templates() for each in pod.containers):
        paths = Counter(mount["mountPath"] for mount in container.spec.get("volumeMounts", []))
        for path, count in paths.items():
            if count > 1:
                yield Finding(container.where("volumeMounts"), f"{path} is mounted {count} times")
