"""A rule of a role names a resource in a group that does not have it, or a verb or resource that is misspelt.

Only resources of Kubernetes itself are known, and only in rules that name no other groups than Kubernetes' own.

Why: the API server takes it and it never applies: the first call is forbidden.
Fix: name the resource's own group, and spell resources in the plural and verbs in lower case.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import slip
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.rbac import RESOURCES, VERBS, Rule, groups_of, rules_of

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for role in manifests.of("Role", "ClusterRole"):
        for rule in rules_of(role):
            for message in _of_resources(rule):
                yield Finding(role.where(f"rules[{rule.index}].resources"), message)
            for verb in rule.verbs:
                near = slip(verb, VERBS) if verb not in VERBS else None
                if near:
                    message = f"{verb!r} is no verb; did you mean '{near}'?"
                    yield Finding(role.where(f"rules[{rule.index}].verbs"), message)


def _of_resources(rule: Rule) -> Iterator[str]:
    if not rule.groups or not all(group in RESOURCES for group in rule.groups):
        return
    here = frozenset().union(*(RESOURCES[group] for group in rule.groups))
    said = " and ".join(group or 'the core group ("")' for group in rule.groups)
    for resource in rule.resources:
        bare, slash, sub = resource.partition("/")
        if "*" in bare or bare in here:
            continue
        if groups := groups_of(resource):
            home = " or ".join(group or '""' for group in groups)
            yield f"{resource} is not of {said}, but of {home}"
        elif near := _near(bare, here):
            yield f"{resource} is no resource of {said}; did you mean '{near}{slash}{sub}'?"


def _near(name: str, known: frozenset[str]) -> str | None:
    lower = name.lower()
    plural = next((each for each in (lower, f"{lower}s", f"{lower}es", f"{lower[:-1]}ies") if each in known), None)
    return plural or slip(name, known)
