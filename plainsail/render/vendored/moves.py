"""Vendored objects in another namespace than they name, with all that refers to them there.

What kustomize's `namespace:` changes, and what it forgets: annotations of cert-manager, namespaces that selectors name,
addresses of Services wherever they stand. Labels, keys of data and the schemas of definitions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.manifests.pods import TEMPLATES

_OF_THE_CLUSTER = "kube-"
"""How the namespaces begin that Kubernetes keeps to itself: what is in there is mostly not the source's."""
_NAME_LABEL = "kubernetes.io/metadata.name"
"""The label that every namespace has: its name."""
_FREE = frozenset({"annotations", "binaryData", "data", "labels", "matchLabels", "nodeSelector", "selector"})
"""Mappings whose keys are anybody's words: `namespace` among them means no field."""
_CA_OF = ("cert-manager.io/inject-ca-from", "cert-manager.io/inject-ca-from-secret")
"""Annotations that name an object as `namespace/name`."""
_DEFINITION = "CustomResourceDefinition"
"""Its schemas speak of fields that are called `namespace`, not of namespaces."""
_EVERY_ACCOUNT = "default"
"""The ServiceAccount that every namespace has, and nobody brings."""


@dataclass(frozen=True)
class Move:
    """From the namespaces of a source to that of the app."""

    keys: Sequence[Key]
    """All objects of the source, with the namespaces that it names."""
    homes: frozenset[str]
    """The namespaces that move."""
    to: str

    @classmethod
    def of(cls, documents: Sequence[Document], to: str) -> Move:
        """Takes along where the source's pods live and what namespaces it makes; without any, all that it names."""
        keys = [key_of(document) for document in documents]
        homes = {key.namespace for key in keys if key.kind in TEMPLATES}
        homes |= {key.name for key in keys if is_namespace(key)}
        if homes <= {None}:
            homes = {key.namespace for key in keys if key.namespace and not key.namespace.startswith(_OF_THE_CLUSTER)}
        return cls(keys, frozenset(home for home in homes if home), to)

    @cached_property
    def _brought(self) -> frozenset[tuple[str | None, str]]:
        """Namespace and name of each object that moves."""
        return frozenset((key.namespace, key.name) for key in self.keys if key.namespace in self.homes)

    @cached_property
    def _address(self) -> re.Pattern[str] | None:
        """The address of a Service that moves: its name and its namespace, with or without `.svc` and more."""
        services = [key for key in self.keys if key.kind == "Service" and key.namespace in self.homes]
        names = "|".join(re.escape(f"{key.name}.{key.namespace}") for key in services)
        return re.compile(rf"(?<![\w.-])(?:{names})(?![\w-]|\.(?!svc(?![\w-])))") if names else None

    def __call__(self, document: Document) -> Document:
        """The object, and what it refers to, in the app's namespace; the very same where nothing of it moves."""
        spec, conversion = document.get("spec"), {}
        if document["kind"] == _DEFINITION and isinstance(spec, dict):
            if "conversion" in spec:
                conversion = {"conversion": self._moved(spec["conversion"])}
            moved = {**self._moved({**document, "spec": None}), "spec": {**spec, **conversion}}
        else:
            moved = self._moved(document)
        if self._stays(document):
            moved["metadata"] = {**moved["metadata"], "namespace": document["metadata"]["namespace"]}
        return document if moved == document else moved

    def _stays(self, document: Document) -> bool:
        """Whether it binds a Role that lies beside it, and that the source does not bring."""
        role, space = document.get("roleRef"), document["metadata"].get("namespace")
        if space is None or not isinstance(role, dict) or role.get("kind") != "Role":
            return False
        return not any(key[1:] == ("Role", space, role.get("name")) for key in self.keys)

    def _moved(self, value: Any, above: str = "") -> Any:
        match value:
            case str() if above == "matchNames":
                return self._home(value)
            case str():
                return self._address.sub(self._readdressed, value) if self._address else value
            case list():
                return [self._moved(item, above) for item in value]
            case dict():
                return {key: self._field(value, key, item, above) for key, item in value.items()}
        return value

    def _field(self, holder: dict[str, Any], key: str, value: Any, above: str) -> Any:
        if key == _NAME_LABEL:
            return self._home(value)
        if key == "values" and holder.get("key") == _NAME_LABEL and isinstance(value, list):
            return [self._home(item) for item in value]
        if key == "namespace" and above not in _FREE and self._follows(holder):
            return self.to
        if key in _CA_OF and isinstance(value, str):
            space, slash, name = value.partition("/")
            return f"{self._home(space)}{slash}{name}"
        return self._moved(value, key)

    def _home(self, name: Any) -> Any:
        return self.to if isinstance(name, str) and name in self.homes else name

    def _follows(self, reference: dict[str, Any]) -> bool:
        """Whether what names a namespace means something that moves: in one of the cluster's, what is the source's."""
        space, name = reference.get("namespace"), reference.get("name")
        if not isinstance(space, str) or space not in self.homes:
            return False
        return not space.startswith(_OF_THE_CLUSTER) or name == _EVERY_ACCOUNT or (space, name) in self._brought

    def _readdressed(self, match: re.Match[str]) -> str:
        return f"{match[0].partition('.')[0]}.{self.to}"


def is_namespace(key: Key) -> bool:
    """Whether it is a Namespace."""
    return key[:2] == ("", "Namespace")
