"""A parameter, a folder of parameters, or a secret, that an ExternalSecret reads does not exist.

Why: the ExternalSecret fails as a whole, and pods that need the Secret wait, or the sync stops before them.
Fix: create it, or mend the path.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import SECRETS_MANAGER, impossible
from plainsail.secrets.answers import Answer, Answers

SEVERITY: Severity = "error"


def find(answers: Answers) -> Iterator[Finding]:
    """What is not there, with the name that may have been meant."""
    for answer in answers.needed:
        if answer.exists is False:
            yield _missing(answer)


def _missing(answer: Answer) -> Finding:
    need = answer.need
    if need.folder:
        fix = "mend the path, or create what is to be found there"
        return Finding(need.where, f"{need.parameter} holds no parameter", fix=fix)
    if need.provider == SECRETS_MANAGER:
        deleted = answer.secret is not None
        fix = (
            "restore it (`aws secretsmanager restore-secret`), or name another"
            if deleted
            else "create it, or mend its name"
        )
        return Finding(need.where, f"{need.parameter} {'is deleted' if deleted else 'does not exist'}", fix=fix)
    wrong = impossible(need.parameter)
    what = f"cannot exist: it {' and '.join(wrong)}" if wrong else "does not exist"
    if answer.near:
        name, difference = answer.near
        return Finding(need.where, f"{need.parameter} {what}; there is {name}, {difference}")
    return Finding(need.where, f"{need.parameter} {what}", fix="mend the path" if wrong else None)
