"""A NetworkPolicy's rule is empty where something seems to be meant, or is not read at all.

An item of `ports` without `port` is every port; an empty `from` or `to` is everybody. `policyTypes` decides which rules
are read; without it every policy shuts its pods against those who come in, one about `egress`, too.

Why: more is open, or more is shut, than the policy seems to say.
Fix: name the port; take an empty list out, or name the peers; list in `policyTypes` what the policy is about.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.policies import PEERS, WAYS, each_rule, groups_of, selector_of, shuts
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected, services_of

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for policy in manifests.of("NetworkPolicy"):
        for way, number, rule in each_rule(policy):
            yield from _of_ports(policy, rule, f"spec.{way}[{number}].ports")
            if rule.get(PEERS[way]) == []:
                where = policy.where(f"spec.{way}[{number}].{PEERS[way]}")
                yield Finding(where, "is empty, which means everybody", severity="info")
        for way in WAYS:
            if policy.spec.get(way) and not shuts(policy, way):
                message = f"the rules of {way} are not read: policyTypes does not hold {way.capitalize()}"
                yield Finding(policy.where(f"spec.{way}"), message)
        yield from _shut_by_surprise(manifests, policy)


def _of_ports(policy: Resource, rule: dict[str, Any], field: str) -> Iterator[Finding]:
    ports = rule.get("ports", [])
    for index, port in enumerate(ports):
        if "port" not in port:
            beside = any("port" in other for other in ports)
            # A protocol alone may be meant so.
            mild = "protocol" in port and not beside
            message = f"names no port, which opens every {port.get('protocol') or 'TCP'} port"
            yield Finding(
                policy.where(f"{field}[{index}]"),
                f"{message}, whatever the others name" if beside else message,
                severity=graded(policy, SEVERITY) if mild else None,
            )


def _shut_by_surprise(manifests: Manifests, policy: Resource) -> Iterator[Finding]:
    """A policy about `egress` that says nothing of `ingress`, and shuts it."""
    if policy.spec.get("policyTypes") or "ingress" in policy.spec or "egress" not in policy.spec:
        return
    pod = next(selected(manifests, policy, selector_of(policy)), None)
    service = next(services_of(manifests, pod), None) if pod and not pod.ends else None
    groups = groups_of(manifests, pod, "ingress") if pod and service else []
    if pod and service and groups and not any(group.rules("ingress") for group in groups):
        message = f"without policyTypes it lets nobody in to {pod.resource.key} either, which {service.key} leads to"
        fix = "set `policyTypes: [Egress]`, or say in `ingress` who may come in"
        yield Finding(policy.where("spec"), message, fix=fix)
