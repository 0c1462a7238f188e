"""An environment is released with an approval that AWS does not know.

Why: AWS trusts the jobs of those environments of GitHub alone that `approvals` names, and refuses any other release.
Fix: name every `approval` of the settings in `approvals` of `deploy/terragrunt/live/shared/terragrunt.hcl`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    asked = {one.approval: one for one in reversed(manifests.delivery.registered) if one.approval}
    for file in manifests.delivery.hcl if asked else ():
        for entry in file.entries():
            if entry.keys != ("inputs", "approvals") or not isinstance(entry.value, list):
                continue
            where = Location(file.path, entry.line)
            for name in sorted(asked.keys() - set(entry.value)):
                yield Finding(where, f"approvals leaves out {name}, which {asked[name].environment} is released with")
            for name in sorted(text for text in entry.value if isinstance(text, str) and text not in asked):
                message = f"approvals names {name}, which no environment is released with"
                yield Finding(where, message, severity="warning")
