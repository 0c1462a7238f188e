"""The image gives its files to somebody who does not run it.

Why: the process cannot write where the build meant it to, and says so at the first request.
Fix: use the USER of the final stage in `chown` and `--chown`; what is never written may belong to root.
"""

import re
from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile, Instruction, owner
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_FLAG = re.compile(r"--chown=(\S+)")
_COMMAND = re.compile(r"\bchown\s+(?:-\S+\s+)*([^\s;&|]+)")


def check(manifests: Manifests) -> Iterator[Finding]:
    for dockerfile in manifests.delivery.dockerfiles.values():
        yield from _findings(dockerfile)


def _findings(dockerfile: Dockerfile) -> Iterator[Finding]:
    user = dockerfile.final.user
    if user is None:
        return
    runs = owner(dockerfile, user.value)
    for step in dockerfile.final.steps:
        for text in dict.fromkeys(_owners(step)):
            files = owner(dockerfile, text)
            # A group of root's is the way of OpenShift, and files of root's are read-only on purpose.
            if _foreign(files.user, runs.user) or _foreign(files.group, runs.group):
                yield Finding(
                    Location(dockerfile.path, step.line),
                    f"gives files to {text}, but the image runs as {user.value} (line {user.line})",
                )


def _owners(step: Instruction) -> Iterator[str]:
    owners = _FLAG.findall(step.value) if step.name != "RUN" else _COMMAND.findall(step.value)
    yield from (text.strip("'\"") for text in owners if "$" not in text)


def _foreign(files: int | None, runs: int | None) -> bool:
    return files is not None and runs is not None and files not in (0, runs)
