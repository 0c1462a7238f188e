"""A parameter in an environment's folder is read by nothing.

Why: it holds a secret that somebody still has to guard, rotate and explain.
Fix: delete it, or name it in `params`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.location import Location
from plainsail.secrets.answers import Answers

SEVERITY: Severity = "warning"


def find(answers: Answers) -> Iterator[Finding]:
    """What no variable needs (`--unused`)."""
    for environment, parameter in answers.unused:
        where = Location(path="", line=1, environment=environment)
        yield Finding(where, f"{parameter}: nothing uses it")
