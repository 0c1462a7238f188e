"""The environment variables of a container, as its process sees them; secrets are placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING
from typing import Any

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.manifests.external_secrets import made_keys, made_secret
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

PLACEHOLDER = "placeholder"
"""The value of every secret variable: no value of a secret is known here, nor should be."""

_REFERENCE = re.compile(r"\$(?:\$|\(([A-Za-z_.-][\w.-]*)\))")


@dataclass(frozen=True)
class Variables:
    """What a process finds in its environment."""

    values: dict[str, str]
    """By name, in the order in which Kubernetes sets them."""
    fields: dict[str, str]
    """By name, the field that says the variable."""
    left_out: tuple[str, ...]
    """Those whose value nothing in the tree tells."""

    @classmethod
    def of(cls, manifests: Manifests, container: Container) -> Variables:
        """The variables of a container: whole ConfigMaps and Secrets first, then each of its own."""
        values: dict[str, str] = {}
        fields: dict[str, str] = {}
        left_out: list[str] = []
        for index, source in enumerate(container.spec.get("envFrom", [])):
            whole = _all_of(manifests, container, source)
            if whole is None:
                left_out.append(f"the variables of {_named(source)}")
                continue
            prefixed = {f"{source.get('prefix', '')}{key}": value for key, value in whole.items()}
            values |= prefixed
            fields |= dict.fromkeys(prefixed, container.where(f"envFrom[{index}]").field)
        for entry in container.spec.get("env", []):
            value = _value(manifests, container, entry, values)
            if value is None:
                left_out.append(f"the variable {entry['name']}")
            else:
                values.pop(entry["name"], None)
                values[entry["name"]] = value
                fields[entry["name"]] = container.where(f"env[{entry['name']}]").field
        return cls(values, fields, tuple(left_out))


def expanded(text: str, values: Mapping[str, str]) -> str:
    """The text with `$(NAME)` filled in, as the kubelet does it; unknown names stay, `$$` is a dollar.

    >>> expanded("$(HOST):$(PORT) $$(HOST)", {"HOST": "db"})
    'db:$(PORT) $(HOST)'
    """

    def filled(match: re.Match[str]) -> str:
        return "$" if match[1] is None else values.get(match[1], match[0])

    return _REFERENCE.sub(filled, text)


def _value(
    manifests: Manifests, container: Container, entry: Mapping[str, Any], before: Mapping[str, str]
) -> str | None:
    match entry.get("valueFrom"):
        case None:
            return expanded(str(entry.get("value", "")), before)
        case {"secretKeyRef": _}:
            return PLACEHOLDER
        case {"configMapKeyRef": {"name": name, "key": key}}:
            return _config(manifests, container, name).get(key)
        case {"fieldRef": {"fieldPath": path}}:
            return _of_pod(container, path)
        case {"resourceFieldRef": asked}:
            return _of_resources(container, asked)
    return None


def _all_of(manifests: Manifests, container: Container, source: Mapping[str, Any]) -> Mapping[str, str] | None:
    if "configMapRef" in source:
        return _config(manifests, container, source["configMapRef"].get("name", "")) or None
    name = source.get("secretRef", {}).get("name")
    keys = next(_keys(manifests, container, name), None)
    return None if keys is None else dict.fromkeys(sorted(keys), PLACEHOLDER)


def _config(manifests: Manifests, container: Container, name: str) -> Mapping[str, str]:
    config = manifests.sibling(container.resource, "ConfigMap", name)
    return config.document.get("data", {}) if config else {}


def _keys(manifests: Manifests, container: Container, secret: str) -> Iterator[frozenset[str]]:
    for external in manifests.siblings(container.resource, "ExternalSecret"):
        if made_secret(external) == secret and (keys := made_keys(external)):
            yield keys


def _named(source: Mapping[str, Any]) -> str:
    kind, key = ("ConfigMap", "configMapRef") if "configMapRef" in source else ("Secret", "secretRef")
    return f"the {kind} {source.get(key, {}).get('name')}"


def _of_pod(container: Container, path: str) -> str | None:
    """What the tree tells of a pod that does not exist yet."""
    resource, pod = container.resource, container.pod
    known = {
        "metadata.name": resource.name,
        "metadata.namespace": resource.namespace,
        "spec.serviceAccountName": pod.spec.get("serviceAccountName"),
        "status.podIP": "127.0.0.1",
        **{f"metadata.labels['{name}']": value for name, value in pod.labels.items()},
        **{f"metadata.annotations['{name}']": value for name, value in pod.annotations.items()},
    }
    return known.get(path)


def _of_resources(container: Container, asked: Mapping[str, Any]) -> str | None:
    """A request or a limit, divided and rounded up as the kubelet does it."""
    bound, _, resource = str(asked["resource"]).partition(".")
    amount, divisor = amount_of(container.amount(bound, resource)), amount_of(asked.get("divisor"))
    if amount is None:
        return None
    # The API server writes 0 where nobody says a divisor, and means 1.
    return str((amount / (divisor or 1)).to_integral_value(rounding=ROUND_CEILING))
