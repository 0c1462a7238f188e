"""A parameter is no SecureString.

Why: whoever may read the parameter reads the value; no key stands in between.
Fix: make it a SecureString.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.secrets.answers import Answers

SEVERITY: Severity = "warning"


def find(answers: Answers) -> Iterator[Finding]:
    """Parameters that are readable without a key."""
    for answer in answers.needed:
        kind = answer.parameter.type if answer.parameter else "SecureString"
        if kind != "SecureString":
            message = f"{answer.need.parameter} is a {kind}, readable without a key"
            yield Finding(answer.need.where, message)
