"""What the API server refuses in Ingress and NetworkPolicy (`pkg/apis/networking/validation`)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.addresses import address_of, network_of, within
from constructs_lib.kubernetes.names import SUBDOMAIN
from plainsail.schemas.rules.qualified import DOMAIN_PATH, service_name
from plainsail.schemas.rules.together import STATUS, FieldRule, Fields, Names, Place, Readings, Refusal, Together
from plainsail.schemas.rules.words import (
    DNS_LABEL,
    DNS_SUBDOMAIN,
    PATH_SEGMENT,
    PORT_NAME,
    or_empty,
    port,
    port_or_name,
)

_SUBDOMAIN = re.compile(SUBDOMAIN, re.ASCII)
_HOST = re.compile(rf"(\*\.)?{SUBDOMAIN}", re.ASCII)
_TWISTS = ("//", "/./", "/../", "%2f", "%2F")
_ENDS = ("/..", "/.")
_REFERENCE: Mapping[str, FieldRule] = {"apiGroup": DNS_SUBDOMAIN, "kind": PATH_SEGMENT, "name": PATH_SEGMENT}


FIELDS: Fields = {
    "networking.v1.HTTPIngressRuleValue": {"paths": {"minItems": 1}},
    "networking.v1.IngressClassParametersReference": {
        **_REFERENCE,
        "namespace": DNS_LABEL,
        "scope": {"enum": ["Cluster", "Namespace"]},
    },
    "networking.v1.IngressClassSpec": {"controller": {**DOMAIN_PATH, "maxLength": 250}},
    "networking.v1.IngressServiceBackend": {"name": service_name},
    "networking.v1.IngressSpec": {"ingressClassName": DNS_SUBDOMAIN},
    "networking.v1.IngressTLS": {"secretName": or_empty(DNS_SUBDOMAIN)},
    "networking.v1.NetworkPolicyPort": {
        "endPort": port(),
        "port": port_or_name(),
        "protocol": {"enum": ["TCP", "UDP", "SCTP"]},
    },
    "networking.v1.NetworkPolicySpec": {
        "policyTypes": {"items": {"enum": ["Ingress", "Egress"]}, "maxItems": 2},
    },
    "networking.v1.ParentReference": {
        "group": or_empty(DNS_SUBDOMAIN),
        "name": PATH_SEGMENT,
        "namespace": or_empty(PATH_SEGMENT),
        "resource": PATH_SEGMENT,
    },
    "networking.v1.ServiceBackendPort": {"name": or_empty(PORT_NAME), "number": port(0)},
    "networking.v1.ServiceCIDRSpec": {"cidrs": {"minItems": 1, "maxItems": 2}},
}

REQUIRED: Names = {
    **dict.fromkeys(("networking.v1.Ingress",), ("spec",)),
    "networking.v1.IngressClass": ("spec",),
    "networking.v1.IngressClassSpec": ("controller",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"networking.v1.NetworkPolicySpec": ("podSelector",)}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {"networking.v1.Ingress": STATUS}
"""Fields whose value follows other rules than elsewhere."""

_CLASS = "kubernetes.io/ingress.class"
_BOTH_ALLOWED = 27
"""The minor number of the first version that takes the annotation beside the field, where they agree."""


def _ingress(ingress: Any, place: Place) -> Iterator[Refusal]:
    annotation = place.annotations.get(_CLASS)
    name = ingress["spec"].get("ingressClassName")
    if annotation is None or name is None:
        return
    where = ("metadata", "annotations", _CLASS)
    if annotation != name:
        message = f"'{annotation}' is another class than ingressClassName: '{name}'; leave it out"
        yield Refusal(where, message, "ingress")
    elif place.minor < _BOTH_ALLOWED:
        message = "stands beside ingressClassName, which Kubernetes takes from 1.27 on; leave it out"
        yield Refusal(where, message, "ingress")


def _ingress_spec(spec: Any, _: Place) -> Iterator[Refusal]:
    if "defaultBackend" not in spec and not spec.get("rules"):
        yield Refusal((), "has neither a rule nor a defaultBackend", "ingress")
    for index, rule in enumerate(spec.get("rules", ())):
        if (host := rule.get("host")) and (not _is_host(host) or address_of(host) is not None):
            message = f"'{host}' is no host name, such as example.com or *.example.com"
            yield Refusal(("rules", index, "host"), message, "ingress")
    for number, tls in enumerate(spec.get("tls", ())):
        for index, host in enumerate(tls.get("hosts", ())):
            if not _is_host(host):
                message = f"'{host}' is no host name, such as example.com or *.example.com"
                yield Refusal(("tls", number, "hosts", index), message, "ingress")


def _is_host(host: str) -> bool:
    return len(host) <= 253 and _HOST.fullmatch(host) is not None


def _path(entry: Any, _: Place) -> Iterator[Refusal]:
    path, kind = entry.get("path", ""), entry["pathType"]
    strict = kind in ("Exact", "Prefix")
    if not path.startswith("/"):
        if strict:
            yield Refusal(("path",), f"'{path}' does not begin with '/', as pathType {kind} demands", "ingress")
        elif path:
            yield Refusal(("path",), f"'{path}' does not begin with '/'", "ingress")
    elif strict:
        twist = next((twist for twist in _TWISTS if twist in path), None)
        if twist is None:
            twist = next((end for end in _ENDS if path.endswith(end)), None)
        if twist is not None:
            yield Refusal(("path",), f"'{path}' holds '{twist}', which pathType {kind} does not take", "ingress")


def _backend(backend: Any, _: Place) -> Iterator[Refusal]:
    service, resource = backend.get("service"), backend.get("resource")
    if (service is None) == (resource is None):
        fault = "has neither service nor resource" if service is None else "has service and resource"
        yield Refusal((), fault, "ingress")
    elif service is not None:
        port = service.get("port", {})
        if bool(port.get("name")) == bool(port.get("number")):
            fault = "has a name and a number" if port.get("name") else "has neither name nor number"
            yield Refusal(("service", "port"), fault, "ingress")
    else:
        yield from _resource(resource)


def _resource(resource: Any) -> Iterator[Refusal]:
    for field in ("kind", "name"):
        if not (text := resource.get(field)):
            yield Refusal(("resource", field), f"{field} is required and missing", "ingress")
        elif text in (".", "..") or "/" in text or "%" in text:
            yield Refusal(("resource", field), f"'{text}' is '.', '..', or holds '/' or '%'", "name")
    group = resource.get("apiGroup")
    if group is not None and not _SUBDOMAIN.fullmatch(group):
        yield Refusal(("resource", "apiGroup"), f"'{group}' is no API group: a DNS name", "name")


def _class_parameters(parameters: Any, _: Place) -> Iterator[Refusal]:
    namespaced = parameters.get("scope") == "Namespace"
    if namespaced and "namespace" not in parameters:
        yield Refusal(("namespace",), "is required and missing, as scope is Namespace", "ingress")
    if not namespaced and "namespace" in parameters:
        yield Refusal(("namespace",), "belongs to scope: Namespace", "ingress")


def _peer(peer: Any, _: Place) -> Iterator[Refusal]:
    if not peer.keys() & {"ipBlock", "podSelector", "namespaceSelector"}:
        yield Refusal((), "names nobody", "network_policy")
    elif "ipBlock" in peer and len(peer) > 1:
        yield Refusal((), "has ipBlock beside a selector", "network_policy")


def _block(block: Any, _: Place) -> Iterator[Refusal]:
    outer = network_of(block["cidr"])
    if outer is None:
        yield Refusal(("cidr",), f"'{block['cidr']}' is no network, such as 10.0.0.0/8", "network_policy")
        return
    for index, text in enumerate(block.get("except", ())):
        inner = network_of(text)
        if inner is None:
            yield Refusal(("except", index), f"'{text}' is no network, such as 10.0.0.0/8", "network_policy")
        elif not within(inner, outer):
            yield Refusal(("except", index), f"'{text}' is no part of {block['cidr']}", "network_policy")


def _ports(entry: Any, _: Place) -> Iterator[Refusal]:
    if "endPort" not in entry:
        return
    if not isinstance(entry.get("port"), int):
        yield Refusal(("endPort",), "stands without a port's number", "network_policy")
    elif entry["endPort"] < entry["port"]:
        yield Refusal(("endPort",), f"endPort {entry['endPort']} is below port {entry['port']}", "network_policy")


def _ip_address(address: Any, place: Place) -> Iterator[Refusal]:
    name = place.name
    known = address_of(name)
    if known is None or str(known) != name:
        yield Refusal(("metadata", "name"), f"'{name}' is no IP address in its one spelling", "name")
    if "parentRef" not in address.get("spec", {}):
        yield Refusal(("spec", "parentRef"), "is required and missing")


def _service_cidr(spec: Any, _: Place) -> Iterator[Refusal]:
    if "cidrs" not in spec:
        yield Refusal(("cidrs",), "is required and missing")
        return
    networks = [network_of(text) for text in spec["cidrs"]]
    for index, (text, network) in enumerate(zip(spec["cidrs"], networks, strict=True)):
        if network is None or str(network) != text:
            what = "is no network, such as 10.0.0.0/8" if network is None else f"is written {network}"
            yield Refusal(("cidrs", index), f"'{text}' {what}")
    if len(networks) > 1 and None not in networks and len({type(network) for network in networks}) == 1:
        yield Refusal(("cidrs",), "holds two networks of one family")


TOGETHER: Together = {
    "networking.v1.HTTPIngressPath": (_path,),
    "networking.v1.IPAddress": (_ip_address,),
    "networking.v1.IPBlock": (_block,),
    "networking.v1.Ingress": (_ingress,),
    "networking.v1.IngressBackend": (_backend,),
    "networking.v1.IngressClassParametersReference": (_class_parameters,),
    "networking.v1.IngressSpec": (_ingress_spec,),
    "networking.v1.NetworkPolicyPeer": (_peer,),
    "networking.v1.NetworkPolicyPort": (_ports,),
    "networking.v1.ServiceCIDRSpec": (_service_cidr,),
}
