"""An ExternalSecret asks for a version of a parameter that does not exist, or no longer does.

Why: the ExternalSecret fails as a whole, and pods that need the Secret wait, or the sync stops before them.
Fix: name a version that exists, or none, to follow the newest.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.secrets.answers import Answers

SEVERITY: Severity = "error"

_KEPT = 100
"""How many versions of a parameter SSM keeps."""


def find(answers: Answers) -> Iterator[Finding]:
    """Versions that never were, and those that SSM has dropped. A label is no version: it cannot be asked for."""
    for answer in answers.needed:
        need, parameter = answer.need, answer.parameter
        if answer.exists and answer.secret and need.version and need.version not in answer.secret.versions:
            yield Finding(need.where, f"{need.parameter} has no version or stage {need.version}")
        if parameter is None or need.version is None or not need.version.isdigit():
            continue
        version, newest = int(need.version), parameter.version
        if version not in range(1, newest + 1):
            message = f"has no version {version}; the newest is {newest}"
        elif version <= newest - _KEPT:
            message = f"has no version {version} any more; SSM keeps {_KEPT}, up to {newest}"
        else:
            continue
        yield Finding(need.where, f"{need.parameter} {message}")
