"""NetworkPolicies let pods talk to somebody, but not to DNS.

Names resolve over port 53, UDP first and TCP for long answers. A port without `protocol` is TCP alone.

Why: no name resolves, and so nothing is reached that is called by its name; the app says "temporary failure in name
resolution".
Fix: let the pods talk to port 53, UDP and TCP, of `kube-system` (`namespaceSelector`, `kubernetes.io/metadata.name`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.kubernetes.label_selectors import is_empty
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.policies import NAMESPACE_NAME, Group, Rule, all_groups, groups_of

SEVERITY: Severity = "warning"

_PORTS = (53, 5353)
"""OpenShift's DNS pods are on 5353."""
_NAMES = frozenset({"dns", "dns-tcp", "domain", "dns-udp", "dnsudp", "dnstcp"})
_HOST = re.compile(r"(?:^|_)(?:HOST|HOSTNAME|URL|URI|DSN|ENDPOINT|ADDR|ADDRESS)$|://", re.IGNORECASE)


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[tuple[Group, ...]] = set()
    for pod in manifests.pods():
        groups = tuple(groups_of(manifests, pod, "egress"))
        if groups and groups not in told:
            told.add(groups)
            yield from _of_pod(pod, groups)
    known = {group for groups in told for group in groups}
    # Policies of pods that are not here: another policy may open what is missing.
    for group in all_groups(manifests, "egress"):
        problem = _problem([group]) if group not in known and group.policies[0].environment is None else None
        if problem:
            yield _finding([group], problem, "info")


def _of_pod(pod: Pod, groups: Sequence[Group]) -> Iterator[Finding]:
    problem = _problem(groups)
    if problem:
        yield _finding(groups, f"{problem}, for {pod.resource.key}", "warning")
    elif not any(group.rules("egress") for group in groups):
        names = [name for container in pod.containers for name, entry in container.env.items() if _is_host(name, entry)]
        if names:
            message = f"lets {pod.resource.key} talk to nobody, not even DNS, and its {names[0]} names a host"
            yield _finding(groups, message, "info")


def _problem(groups: Sequence[Group]) -> str | None:
    """What is wrong with DNS; None where it is reached, or where nothing else is either."""
    rules = [rule for group in groups for rule in group.rules("egress")]
    open_for = {protocol for rule in rules for protocol in ("UDP", "TCP") if _reaches(rule, protocol)}
    if not rules or "UDP" in open_for:
        return None
    return "opens port 53 for TCP alone, and DNS asks over UDP" if open_for else "opens no port 53: no name resolves"


def _reaches(rule: Rule, protocol: str) -> bool:
    if not any(rule.opens(port, protocol, names=_NAMES) for port in _PORTS):
        return False
    # Without ports, a rule is about DNS where the peer may be it.
    return bool(rule.ports) or not rule.peers or any(map(_may_be_dns, rule.peers))


def _may_be_dns(peer: Mapping[str, Any]) -> bool:
    if "ipBlock" in peer:
        return True
    space = peer.get("namespaceSelector")
    if space is None:
        return False
    name = space.get("matchLabels", {}).get(NAMESPACE_NAME)
    return is_empty(space) or name is None or "dns" in name or name == "kube-system"


def _is_host(name: str, entry: Mapping[str, Any]) -> bool:
    return _HOST.search(name) is not None or _HOST.search(entry.get("value", "")) is not None


def _finding(groups: Sequence[Group], message: str, severity: Severity) -> Finding:
    policies = [policy for group in groups for policy in group.policies]
    where = policies[0].where("spec.egress")
    return Finding(where, message, severity=severity, causes=tuple(Cause(policy.where("spec")) for policy in policies))
