"""A rule of a role names a resource in a group that does not have it, or a verb or resource that is misspelt.

Only resources of Kubernetes itself are known, and only in rules that name no other groups than Kubernetes' own.

Why: the API server takes it and it never applies: the first call is forbidden.
Fix: name the resource's own group, and spell resources in the plural and verbs in lower case.
"""

from collections.abc import Iterator, Sequence

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.rbac import RESOURCES, VERBS, Rule, groups_of, rules_of
from plainsail.manifests.slips import slip

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for role in manifests.of("Role", "ClusterRole"):
        rules = list(rules_of(role))
        for rule in rules:
            for message, severity in _of_resources(rule, rules):
                yield Finding(role.where(f"rules[{rule.index}].resources"), message, severity=severity)
            for verb in rule.verbs:
                near = slip(verb, VERBS) if verb not in VERBS else None
                if near:
                    message = f"{verb!r} is no verb; did you mean '{near}'?"
                    yield Finding(role.where(f"rules[{rule.index}].verbs"), message)


def _of_resources(rule: Rule, rules: Sequence[Rule]) -> Iterator[tuple[str, Severity | None]]:
    if not rule.groups or not all(group in RESOURCES for group in rule.groups):
        return
    here = frozenset[str]().union(*(RESOURCES[group] for group in rule.groups))
    said = " and ".join(group or 'the core group ("")' for group in rule.groups)
    astray: dict[tuple[str, bool], list[str]] = {}
    for resource in rule.resources:
        bare, slash, sub = resource.partition("/")
        if "*" in bare or bare in here:
            continue
        if groups := groups_of(resource):
            home = " or ".join(group or '""' for group in groups)
            astray.setdefault((home, _is_granted(resource, groups, rules)), []).append(resource)
        elif near := _near(bare, here):
            yield f"{resource} is no resource of {said}; did you mean '{near}{slash}{sub}'?", None
    for (home, is_granted), resources in astray.items():
        verb = "is" if len(resources) == 1 else "are"
        # What another rule grants where it belongs was left over from older versions of Kubernetes.
        yield f"{', '.join(resources)} {verb} not of {said}, but of {home}", "info" if is_granted else None


def _is_granted(resource: str, groups: Sequence[str], rules: Sequence[Rule]) -> bool:
    """Whether a rule of the same role names the resource in its own group."""
    return any({*groups, "*"} & set(rule.groups) and {resource, "*"} & set(rule.resources) for rule in rules)


def _near(name: str, known: frozenset[str]) -> str | None:
    lower = name.lower()
    plural = next((each for each in (lower, f"{lower}s", f"{lower}es", f"{lower[:-1]}ies") if each in known), None)
    return plural or slip(name, known)
