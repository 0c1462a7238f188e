"""What tells the items of a list apart, so that an inserted one is one change and not all that stand behind it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

MERGE_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "containers": (("name",),),
    "data": (("secretKey",),),
    "destinations": (("server", "name", "namespace"),),
    "env": (("name",),),
    "envFrom": (("prefix", "configMapRef.name", "secretRef.name"),),
    "ephemeralContainers": (("name",),),
    "hostAliases": (("ip",),),
    "imagePullSecrets": (("name",),),
    "initContainers": (("name",),),
    "items": (("key",),),
    "matchExpressions": (("key", "operator"),),
    "metrics": (("type", "resource.name", "containerResource.name"),),
    "ownerReferences": (("uid",),),
    "paths": (("path", "pathType"),),
    "ports": (("containerPort", "protocol"), ("port", "protocol")),
    "resourceClaims": (("name",),),
    "rules": (("host",),),
    "secrets": (("name",),),
    "subjects": (("kind", "namespace", "name"),),
    "sysctls": (("name",),),
    "tls": (("secretName",),),
    "tolerations": (("key", "operator", "value", "effect"),),
    "topologySpreadConstraints": (("topologyKey", "whenUnsatisfiable"),),
    "versions": (("name",),),
    "volumeClaimTemplates": (("metadata.name",),),
    "volumeDevices": (("devicePath",),),
    "volumeMounts": (("mountPath", "subPath"),),
    "volumes": (("name",),),
}
"""Fields that tell items apart, by the list's name; the first is never missing, where no other is tried. They are the
`patchMergeKey` or the `listMapKeys` of the Kubernetes API, and for custom resources what their controllers go by."""

_OPTIONAL_FIRST = ("destinations", "envFrom", "rules", "subjects", "tls", "tolerations")
"""Lists whose items may lack the first field."""

SETS = (
    "add",
    "clusterResourceBlacklist",
    "clusterResourceWhitelist",
    "drop",
    "egress",
    "finalizers",
    "ingress",
    "namespaceResourceBlacklist",
    "namespaceResourceWhitelist",
    "policyTypes",
    "sourceNamespaces",
    "sourceRepos",
    "syncOptions",
)
"""Lists whose order means nothing; an item is told by all that it holds."""

_DEFAULTS = {"protocol": "TCP"}


def labels(name: str, old: Sequence[Any], new: Sequence[Any]) -> tuple[list[str], list[str]] | None:
    """What each item of both lists is called; None where only the whole lists can be compared.

    >>> labels("env", [{"name": "A"}], [{"name": "B"}, {"name": "A"}])
    (['A'], ['B', 'A'])
    >>> labels("ports", [{"containerPort": 80}], [{"containerPort": 80, "protocol": "UDP"}])
    (['80'], ['80/UDP'])
    >>> labels("args", ["a"], ["b"]) is None
    True
    """
    if name in SETS:
        return _counted([_text(item) for item in old]), _counted([_text(item) for item in new])
    items = [*old, *new]
    for fields in MERGE_KEYS.get(name, ()):
        if all(isinstance(item, Mapping) and _has(name, fields, item) for item in items):
            before, after = ([_label(fields, item) for item in each] for each in (old, new))
            return _counted(before), _counted(after)
    return None


def _has(name: str, fields: tuple[str, ...], item: Mapping[str, Any]) -> bool:
    wanted = fields if name in _OPTIONAL_FIRST else fields[:1]
    return any(_at(item, field) is not None for field in wanted)


def _label(fields: tuple[str, ...], item: Mapping[str, Any]) -> str:
    values = [_text(value) for f in fields if (value := _at(item, f)) is not None and value != _DEFAULTS.get(f)]
    return "/".join(values)


def _counted(names: Sequence[str]) -> list[str]:
    """The names, those that come again with a number: `A`, `A#2`."""
    seen: Counter[str] = Counter()
    counted = []
    for name in names:
        seen[name] += 1
        counted.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return counted


def _at(item: Mapping[str, Any], field: str) -> Any:
    value: Any = item
    for part in field.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
