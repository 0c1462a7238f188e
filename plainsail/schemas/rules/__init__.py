"""What the API server refuses beyond its published schema, a module for each API group, as Kubernetes has it.

The published schema knows types and required fields only. A module states `FIELDS`, rules for one field as data;
`REQUIRED` and `NOT_REQUIRED`, where the schema says otherwise; and `TOGETHER`, rules for several fields. They stand at
the type that they are about, so that a rule for pods holds in every workload. Where versions differ, a rule knows the
version; where one only knows a word more, the word is listed, so that nothing sound is refused.

A rule never looks at another object, and never says what the API server accepts.

`types.json` says which module is about a type, so that only those are imported that are about what is judged; it is
made by `make tables`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from plainsail.schemas.rules.anywhere import ANYWHERE
from plainsail.schemas.rules.names import name_rule, prefix_of
from plainsail.schemas.rules.together import UNREAD, FieldRule, Rule

__all__ = ["ANYWHERE", "FIELDS", "NOT_REQUIRED", "READ_AS", "REQUIRED", "TOGETHER", "UNREAD", "name_rule", "prefix_of"]

V = TypeVar("V")

GROUPS = (
    *("admission", "aggregation", "apiextensions", "apps", "autoscaling", "batch", "coordination", "core", "discovery"),
    *("flowcontrol", "meta", "networking", "node", "pods", "policy", "rbac", "scheduling", "storage"),
    *("affinity", "claims", "containers", "conversion", "environment", "handlers", "quotas", "restarts", "security"),
    *("services", "storage_drivers", "templates", "volumes"),
    *("admission_policies", "certificates", "devices", "lease_candidates", "persistent_volumes", "reviews"),
    *("volume_sources", "webhooks"),
)
"""The modules."""


class _ByType(Mapping[str, V]):
    """What the modules say under a name, by type. A module is imported when it is asked."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getitem__(self, name: str) -> V:
        module = import_module(f"{__name__}.{_types()[self._name][name]}")
        said: Mapping[str, V] = getattr(module, self._name)
        return said[name]

    def __contains__(self, name: object) -> bool:
        return name in _types()[self._name]

    def __iter__(self) -> Iterator[str]:
        return iter(_types()[self._name])

    def __len__(self) -> int:
        return len(_types()[self._name])


@cache
def _types() -> Mapping[str, Mapping[str, str]]:
    types: Mapping[str, Mapping[str, str]] = json.loads(Path(__file__).with_name("types.json").read_bytes())
    return types


FIELDS: Mapping[str, Mapping[str, FieldRule]] = _ByType("FIELDS")
REQUIRED: Mapping[str, tuple[str, ...]] = _ByType("REQUIRED")
NOT_REQUIRED: Mapping[str, tuple[str, ...]] = _ByType("NOT_REQUIRED")
TOGETHER: Mapping[str, tuple[Rule, ...]] = _ByType("TOGETHER")
READ_AS: Mapping[str, Mapping[str, str]] = _ByType("READ_AS")
"""Fields by definition, whose value follows other rules there than its type does elsewhere: the name of the reading.

`core.v1.X@reading` is X read so; rules may be about it.
"""
