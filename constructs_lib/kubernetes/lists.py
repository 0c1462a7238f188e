"""What names the items of a list, so that an inserted one is one change and not all that stand behind it.

An item is named by its merge key, as server-side apply has it: a Service's port is `ports[80]`, not `ports[http]`. The
merge key is there whether or not somebody gave the port a name, and stays when that name changes. What people write
instead, the name or one field of a longer key, is found all the same (`find`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MERGE_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "clusterResourceBlacklist": (("kind", "group", "name"),),
    "clusterResourceWhitelist": (("kind", "group", "name"),),
    "conditions": (("type",),),
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
    "metrics": (
        (
            *("type", "resource.name", "containerResource.name", "containerResource.container"),
            *("external.metric.name", "object.metric.name", "pods.metric.name"),
        ),
    ),
    "namespaceResourceBlacklist": (("kind", "group"),),
    "namespaceResourceWhitelist": (("kind", "group"),),
    "ownerReferences": (("uid",),),
    "paths": (("path",),),
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
    "volumeMounts": (("mountPath",),),
    "volumes": (("name",),),
}
"""Fields that tell items apart, by the list's name; the first is never missing, where no other is tried. They are the
`patchMergeKey` or the `listMapKeys` of the Kubernetes API, and for custom resources what their controllers go by.
Items of any other list are named by their `name`, where each has one of its own."""

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
"""Lists whose order means nothing; those of texts are told apart by what they hold."""

_DEFAULTS = {"protocol": "TCP"}
_FIELDS = tuple(dict.fromkeys(field for keys in MERGE_KEYS.values() for key in keys for field in key))
_READABLE = re.compile(r'[^\[\]"\x00-\x1f\x7f]+')


def labels(name: str, *lists: Sequence[Any]) -> tuple[list[str], ...] | None:
    """What each item of each list is called, by a rule that holds for all; None where nothing but the index tells.

    >>> labels("env", [{"name": "A"}], [{"name": "B"}, {"name": "A"}, {"name": "A"}])
    (['A'], ['B', 'A', 'A#2'])
    >>> labels("ports", [{"containerPort": 80}], [{"containerPort": 80, "protocol": "UDP"}])
    (['80'], ['80/UDP'])
    >>> labels("syncOptions", ["Prune=false"]), labels("args", ["a"])
    ((['Prune=false'],), None)
    """
    items = [item for side in lists for item in side]
    if name in SETS and not any(isinstance(item, (dict, list, Mapping)) for item in items):
        return _checked([[text_of(item) for item in side] for side in lists])
    if not all(isinstance(item, (dict, Mapping)) for item in items):
        return None
    for fields in MERGE_KEYS.get(name, ()):
        wanted = fields if name in _OPTIONAL_FIRST else fields[:1]
        if all(any(_at(item, field) is not None for field in wanted) for item in items):
            return _checked([[_label(fields, item) for item in side] for side in lists])
    names = [[item.get("name") for item in side] for side in lists]
    if items and all(isinstance(name, str) for own in names for name in own):
        return _checked(names) if all(len(set(own)) == len(own) for own in names) else None
    return None


def item_labels(name: str, items: Sequence[Any]) -> list[str]:
    """What each item of one list is called: by its label, or by its index."""
    labelled = labels(name, items)
    return labelled[0] if labelled else [str(index) for index in range(len(items))]


_LONGEST_INDEX = 10


def find(name: str, items: Sequence[Any], text: str) -> int | None:
    """The index of the item that a text means; None for none.

    It is tried as the label, as the item's `name`, as a field of its key that no other item shares, as an item of a
    list of texts, as an index, and as a field that tells the items of other lists apart.

    >>> ports = [{"name": "http", "port": 80}, {"name": "dns", "port": 53, "protocol": "UDP"}]
    >>> [find("ports", ports, text) for text in ("53/UDP", "53", "http", "0", "https")]
    [1, 1, 0, 0, None]
    """
    called = item_labels(name, items)
    if text in called:
        return called.index(text)
    own = (field for key in MERGE_KEYS.get(name, ()) for field in key)
    if (index := _find(("name", *own), items, text)) is not None:
        return index
    if text in items:
        return list(items).index(text)
    if text.isascii() and text.isdigit() and len(text) < _LONGEST_INDEX and int(text) < len(items):
        return int(text)
    return _find(_FIELDS, items, text)


def _find(fields: Iterable[str], items: Sequence[Any], text: str) -> int | None:
    for field in fields:
        indices = [index for index, item in enumerate(items) if _is(_at(item, field), text)]
        if len(indices) == 1 or (indices and field == "name"):
            return indices[0]
    return None


def text_of(value: Any) -> str:
    """A value as a label has it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def counted(names: Sequence[str]) -> list[str]:
    """The names, those that come again with a number: `A`, `A#2`."""
    seen: Counter[str] = Counter()
    result: list[str] = []
    for name in names:
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return result


def _checked(lists: Sequence[Sequence[str]]) -> tuple[list[str], ...] | None:
    """The labels, unless a path with one of them could not be read."""
    result = tuple(map(counted, lists))
    readable = all(len(set(own)) == len(own) and all(map(_READABLE.fullmatch, own)) for own in result)
    return result if readable else None


def _label(fields: tuple[str, ...], item: Mapping[str, Any]) -> str:
    values = [text_of(value) for f in fields if (value := _at(item, f)) not in (None, "", _DEFAULTS.get(f))]
    return "/".join(values)


def _is(value: Any, text: str) -> bool:
    return isinstance(value, (str, int)) and text_of(value) == text


def _at(item: Any, field: str) -> Any:
    for part in field.split("."):
        item = item.get(part) if isinstance(item, (dict, Mapping)) else None
    return item
