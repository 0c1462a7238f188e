"""What the API server refuses in the core group, but for pods, volumes, Services and quotas.

After `k8s.io/kubernetes/pkg/apis/core/validation`. How much data an object may hold is a check of its own.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.addresses import address_of, network_of, no_endpoint
from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.schemas.rules.apps import no_deadline
from plainsail.schemas.rules.qualified import QUALIFIED_NAME
from plainsail.schemas.rules.together import STATUS, Fields, Names, Place, Readings, Refusal, Together, unique
from plainsail.schemas.rules.words import DATA, DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, PORT_NUMBER, PROTOCOL, or_empty

FIELDS: Fields = {
    "core.v1.ConfigMap": {"binaryData": DATA, "data": DATA},
    "core.v1.EndpointAddress": {"hostname": or_empty(DNS_LABEL), "nodeName": DNS_SUBDOMAIN},
    "core.v1.EndpointPort": {
        "appProtocol": QUALIFIED_NAME,
        "name": or_empty(DNS_LABEL),
        "protocol": PROTOCOL,
        **PORT_NUMBER,
    },
    "core.v1.NamespaceSpec": {"finalizers": {"items": QUALIFIED_NAME}},
    "core.v1.Secret": {"data": DATA, "stringData": DATA},
    "core.v1.Taint": {
        "effect": {"enum": ["NoSchedule", "PreferNoSchedule", "NoExecute"]},
        "key": QUALIFIED_NAME,
        "value": LABEL_VALUE,
    },
}

REQUIRED: Names = {
    "core.v1.ReplicationController": ("spec",),
    "core.v1.ReplicationControllerSpec": ("template",),
}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = {"core.v1.Namespace": STATUS, "core.v1.ReplicationController": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _replication_controller(spec: Any, _: Place) -> Iterator[Refusal]:
    if not spec.get("selector") and not spec["template"].get("metadata", {}).get("labels"):
        yield Refusal(("selector",), "is missing, and the template has no labels to take for it")


def _subset(subset: Any, _: Place) -> Iterator[Refusal]:
    if not subset.get("addresses") and not subset.get("notReadyAddresses"):
        yield Refusal((), "needs addresses or notReadyAddresses")
    ports = subset.get("ports", ())
    if len(ports) > 1 and not all(port.get("name") for port in ports):
        yield Refusal(("ports",), "has several ports, and not each has a name")


def _endpoint(endpoint: Any, _: Place) -> Iterator[Refusal]:
    address = address_of(endpoint["ip"])
    if address is None:
        yield Refusal(("ip",), f"'{endpoint['ip']}' is no IP address")
    elif what := no_endpoint(address):
        yield Refusal(("ip",), f"'{endpoint['ip']}' is {what}, which is no endpoint")


def _finalizers(spec: Any, _: Place) -> Iterator[Refusal]:
    for index, name in enumerate(spec.get("finalizers", ())):
        if "/" not in name and name not in ("kubernetes", "orphan", "foregroundDeletion"):
            yield Refusal(("finalizers", index), f"'{name}' is neither kubernetes nor has it a domain")


def _pod_networks(spec: Any, _: Place) -> Iterator[Refusal]:
    texts = spec.get("podCIDRs") or ([spec["podCIDR"]] if spec.get("podCIDR") else [])
    networks = [network_of(text) for text in texts]
    for text, network in zip(texts, networks, strict=True):
        if network is None:
            yield Refusal(("podCIDRs" if spec.get("podCIDRs") else "podCIDR",), f"'{text}' is no network")
    if None not in networks and len({type(network) for network in networks}) < len(networks):
        yield Refusal(("podCIDRs",), "holds two networks of one family")
    if spec.get("podCIDR") and texts[0] != spec["podCIDR"]:
        yield Refusal(("podCIDR",), f"'{spec['podCIDR']}' is not the first of podCIDRs")


_SECURITY = "pod-security.kubernetes.io/"
_LEVELS = ("privileged", "baseline", "restricted")
_VERSION = re.compile(r"latest|v1\.(0|[1-9][0-9]*)", re.ASCII)


def _pod_security(namespace: Any, _: Place) -> Iterator[Refusal]:
    labels = namespace.get("metadata", {}).get("labels", {})
    for mode in ("enforce", "audit", "warn"):
        level, version = f"{_SECURITY}{mode}", f"{_SECURITY}{mode}-version"
        if level in labels and labels[level] not in _LEVELS:
            hint = did_you_mean(labels[level], [*_LEVELS])
            message = f"'{labels[level]}' is none of {', '.join(_LEVELS)}{hint}"
            yield Refusal(("metadata", "labels", level), message, "label")
        if version in labels and not _VERSION.fullmatch(labels[version]):
            message = f"'{labels[version]}' is neither latest nor a version such as v1.33"
            yield Refusal(("metadata", "labels", version), message, "label")


_ACCOUNT = "kubernetes.io/service-account.name"
_SSH_KEY = "ssh-privatekey"
_JSON = {"kubernetes.io/dockercfg": ".dockercfg", "kubernetes.io/dockerconfigjson": ".dockerconfigjson"}


def _secret(secret: Any, place: Place) -> Iterator[Refusal]:
    # Which keys a type needs is a check of its own.
    kind = secret.get("type", "")
    if kind == "kubernetes.io/service-account-token" and not place.annotations.get(_ACCOUNT):
        message = f"is missing, which a Secret of type {kind} needs"
        yield Refusal(("metadata", "annotations", _ACCOUNT), message)
    key = _JSON.get(kind, "")
    plain, data = secret.get("stringData", {}), secret.get("data", {})
    if kind == "kubernetes.io/ssh-auth" and {**data, **plain}.get(_SSH_KEY) == "":
        yield Refusal(("stringData" if _SSH_KEY in plain else "data", _SSH_KEY), "is empty", "key")
    if key in plain and not _is_json_object(plain[key]):
        yield Refusal(("stringData", key), f"holds no JSON object, which a Secret of type {kind} needs")
    elif key in data and key not in plain and not _is_json_object(_decoded(data[key])):
        yield Refusal(("data", key), f"holds no JSON object, which a Secret of type {kind} needs")


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | None)
    except (ValueError, RecursionError):
        return False


TOGETHER: Together = {
    "core.v1.EndpointAddress": (_endpoint,),
    "core.v1.EndpointSubset": (_subset,),
    "core.v1.Namespace": (_pod_security,),
    "core.v1.NamespaceSpec": (_finalizers,),
    "core.v1.NodeSpec": (unique("taints", "key", "effect"), _pod_networks),
    "core.v1.ReplicationControllerSpec": (no_deadline, _replication_controller),
    "core.v1.Secret": (_secret,),
}
