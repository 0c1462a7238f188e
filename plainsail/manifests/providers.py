"""Who provides an object that pods refer to: a rendered one, or a custom resource that makes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plainsail.manifests.certificates import is_certificate, written_keys, written_secret
from plainsail.manifests.external_secrets import made_keys, made_secret
from plainsail.manifests.kinds import GROUPS, is_custom
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.resource import Resource

_PROVIDED = ("ConfigMap", "PersistentVolumeClaim", "Secret", "ServiceAccount")
_READERS = {
    "keda.sh": ("ClusterTriggerAuthentication", "ScaledObject", "TriggerAuthentication"),
    "monitoring.coreos.com": ("PodMonitor", "PrometheusRule", "ServiceMonitor"),
}
"""Kinds of operators by group that read what they name, and make no Secret, ConfigMap or pod of that name."""
_NAMED_AS_WHAT_THEY_MAKE = ("Bundle", "Certificate", "KafkaUser", "OnePasswordItem")


@dataclass(frozen=True, eq=False)
class Provider:
    """What makes an object."""

    resource: Resource
    keys: frozenset[str] | None
    """The keys in it; None where the tree does not tell them."""


@dataclass(frozen=True, eq=False)
class _Custom:
    """A custom resource, of which only the words are known."""

    resource: Resource
    texts: frozenset[str]
    """Every text in its `spec`."""
    named: dict[str, frozenset[str]]
    """Kind to the names under which it mentions objects of that kind, and perhaps makes them."""


class Providers:
    """All that the tree provides, to be asked by kind and name."""

    def __init__(self, manifests: Manifests) -> None:
        self._providers: Neighbours[Provider] = Neighbours()
        self._mentioning: Neighbours[Resource] = Neighbours()
        self._by_text: Neighbours[_Custom] = Neighbours()
        self._marking: Neighbours[Resource] = Neighbours()
        for resource in (*manifests.resources, *manifests.unsound):
            for kind, name, keys in _made(resource):
                provider = Provider(resource, keys if manifests.is_sound(resource) else None)
                self._providers.add(resource, [(kind, name)], provider)
            if is_custom(resource.key) and resource.kind not in _READERS.get(resource.key.group, ()):
                custom = _custom(resource)
                mentioned = ((kind, name) for kind, names in custom.named.items() for name in names)
                self._mentioning.add(resource, mentioned, resource)
                self._by_text.add(resource, custom.texts, custom)
                self._marking.add(
                    resource, [(of, resource.name) for of in ("operator", _domain(resource.key.group))], resource
                )

    def of(self, asking: Resource, kind: str, name: str) -> list[Provider]:
        """Everything beside an object that makes the named object; usually one."""
        providers = list(self._providers.of(asking, (kind, name)))
        return providers or [Provider(resource, None) for resource in self.mentioning(asking, kind, name)]

    def mentioning(self, asking: Resource, kind: str, name: str) -> list[Resource]:
        """The custom resources beside an object that mention the named object, and perhaps make it."""
        return list(self._mentioning.of(asking, (kind, name)))

    def may_make_pods(self, asking: Resource, labels: Mapping[str, str]) -> bool:
        """Whether a custom resource beside an object may make pods that have all these labels.

        It says them all, or its operator marks its pods with its name: `strimzi.io/cluster: events`.
        """
        wanted = set(labels.values())
        rarest = self._by_text.rarest(asking, ([text] for text in wanted))
        return any(wanted <= custom.texts for custom in self._by_text.of(asking, *rarest)) or any(
            next(iter(self._marking.of(asking, (_owner(key), value))), None) is not None
            for key, value in labels.items()
            if "/" in key
        )


@lru_cache(maxsize=2)
def providers(manifests: Manifests) -> Providers:
    """The providers of a run; several checks ask for them."""
    return Providers(manifests)


def _made(resource: Resource) -> Iterator[tuple[str, str, frozenset[str] | None]]:
    key = resource.key
    if key.kind in _PROVIDED and key.group == GROUPS[key.kind]:
        yield key.kind, key.name, _keys(resource.document)
    elif resource.is_a("ExternalSecret"):
        name = made_secret(resource)
        if name:
            yield "Secret", name, made_keys(resource)
    elif is_certificate(resource) and (name := written_secret(resource)):
        yield "Secret", name, written_keys(resource)


def _keys(document: dict[str, Any]) -> frozenset[str] | None:
    parts = [document.get(name) for name in ("data", "binaryData", "stringData")]
    # An empty one is there to be filled: by a person, a controller, or Kubernetes itself.
    return frozenset(key for part in parts if isinstance(part, dict) for key in part) or None


def _custom(resource: Resource) -> _Custom:
    texts = list(_texts(resource.document.get("spec"), ""))
    kind = resource.kind.lower()
    return _Custom(
        resource,
        frozenset(text for _, text in texts),
        {
            made: frozenset(text for path, text in texts if word in path or word in kind) | {resource.name}
            if word in kind or resource.kind in _NAMED_AS_WHAT_THEY_MAKE
            else frozenset(text for path, text in texts if word in path)
            for made, word in (("Secret", "secret"), ("ConfigMap", "configmap"))
        },
    )


def _owner(label: str) -> str:
    """Whose label it is: of the operator that is asked at `operator.prometheus.io`, else of a domain."""
    prefix = label.partition("/")[0]
    return "operator" if prefix.startswith("operator.") else _domain(prefix)


def _domain(name: str) -> str:
    """The last two parts of a name: cnpg.io for postgresql.cnpg.io."""
    return ".".join(name.split(".")[-2:])


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text within a value, each with the keys that lead to it, in lower case."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}".lower())
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
