"""What the API server refuses beyond its published schema, a module for each API group, as Kubernetes has it.

The published schema knows types and required fields only. A module states `FIELDS`, rules for one field as data;
`REQUIRED` and `NOT_REQUIRED`, where the schema says otherwise; and `TOGETHER`, rules for several fields. They stand at
the type that they are about, so that a rule for pods holds in every workload. Where versions differ, a rule knows the
version; where one only knows a word more, the word is listed, so that nothing sound is refused.

A rule never looks at another object, and never says what the API server accepts.
"""

from collections.abc import Mapping
from typing import Any

from plainsail.schemas.rules import (
    admission,
    admission_policies,
    affinity,
    aggregation,
    apiextensions,
    apps,
    autoscaling,
    batch,
    certificates,
    claims,
    containers,
    conversion,
    coordination,
    core,
    devices,
    discovery,
    environment,
    flowcontrol,
    handlers,
    lease_candidates,
    meta,
    networking,
    node,
    persistent_volumes,
    pods,
    policy,
    quotas,
    rbac,
    restarts,
    reviews,
    scheduling,
    security,
    services,
    storage,
    storage_drivers,
    templates,
    volume_sources,
    volumes,
    webhooks,
)
from plainsail.schemas.rules.anywhere import ANYWHERE
from plainsail.schemas.rules.names import name_rule, prefix_of
from plainsail.schemas.rules.together import UNREAD, FieldRule, Rule

__all__ = ["ANYWHERE", "FIELDS", "NOT_REQUIRED", "READ_AS", "REQUIRED", "TOGETHER", "UNREAD", "name_rule", "prefix_of"]

_GROUPS = (
    *(admission, aggregation, apiextensions, apps, autoscaling, batch, coordination, core, discovery, flowcontrol),
    *(meta, networking, node, pods, policy, rbac, scheduling, storage),
    *(affinity, claims, containers, conversion, environment, handlers, quotas, restarts, security, services),
    *(storage_drivers, templates, volumes),
    *(
        admission_policies,
        certificates,
        devices,
        lease_candidates,
        persistent_volumes,
        reviews,
        volume_sources,
        webhooks,
    ),
)


def _all(name: str) -> Mapping[str, Any]:
    """What the modules say under a name; a type belongs to one module."""
    merged: dict[str, Any] = {}
    for group in _GROUPS:
        own: Mapping[str, Any] = getattr(group, name, {})
        if twice := merged.keys() & own.keys():
            raise ValueError(f"{group.__name__}.{name}: {', '.join(sorted(twice))} belongs to another module")
        merged |= own
    return merged


FIELDS: Mapping[str, Mapping[str, FieldRule]] = _all("FIELDS")
REQUIRED: Mapping[str, tuple[str, ...]] = _all("REQUIRED")
NOT_REQUIRED: Mapping[str, tuple[str, ...]] = _all("NOT_REQUIRED")
TOGETHER: Mapping[str, tuple[Rule, ...]] = _all("TOGETHER")
READ_AS: Mapping[str, Mapping[str, str]] = _all("READ_AS")
"""Fields by definition, whose value follows other rules there than its type does elsewhere: the name of the reading.

`core.v1.X@reading` is X read so; rules may be about it.
"""
