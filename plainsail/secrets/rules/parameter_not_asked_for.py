"""Whether a parameter, or its label, exists cannot be asked for.

Why: nobody knows before the sync whether it is there.
Fix: give the plain name of a parameter of the account, and a version by its number, or look by hand.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.secrets.answers import Answers, why_not_asked

SEVERITY: Severity = "warning"


def find(answers: Answers) -> Iterator[Finding]:
    """Parameters of others, and labels, which AWS shows only beside values."""
    for answer in answers.needed:
        need = answer.need
        if not need.askable:
            continue  # a store that is no AWS service: the command says so once
        if answer.exists is None:
            message = f"{need.parameter} was not looked for: {why_not_asked(need)}"
            yield Finding(need.where, message)
        elif answer.parameter and need.version is not None and not need.version.isdigit():
            message = f"{need.parameter} exists, but whether its label {need.version!r} does was not looked for"
            yield Finding(need.where, message)
