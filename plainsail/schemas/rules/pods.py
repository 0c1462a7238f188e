"""What the API server refuses in Pods, in every workload (`pkg/apis/core/validation`).

What is about one container, one volume or the choice of nodes stands in modules of their own.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.addresses import address_of, is_canonical
from constructs_lib.kubernetes.names import SUBDOMAIN
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema, quoted
from plainsail.schemas.rules import affinity, handlers, resources, security, volumes
from plainsail.schemas.rules.forms import misfit, twice
from plainsail.schemas.rules.restarts import RESIZED_SINCE
from plainsail.schemas.rules.together import STATUS, UNREAD, Fields, Names, Place, Readings, Refusal, Together
from plainsail.schemas.rules.words import (
    AMOUNTS,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    LABEL_KEY,
    LABELS,
    number,
    one_of,
    or_empty,
    text,
)

_MOST_SERVERS = 3
_MOST_SEARCHES = 32
_LONGEST_SEARCHES = 2048
_LONGEST_HOSTNAME = 64
_SEARCHES_SINCE = 33
"""Underscores, and the root alone, are search paths by default from 1.33 on."""
_OVERRIDE_SINCE = 35
_STRICT_SINCE = 36
"""From 1.36 on, addresses are read strictly by default."""
_ZEROS = "has zeros in front of a number, or is an IPv4 address within IPv6: write it plainly"
_CLAIMS_SINCE = 34
_UNDERSCORED = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_SEARCH: Schema = text(
    "name",
    rf"\.|{_UNDERSCORED}(\.{_UNDERSCORED})*\.?",
    "is no DNS name: lower-case letters, digits, '_' in front and within, '-' and '.' within",
    longest=254,
)


def _search(minor: int) -> Schema:
    return {"items": _SEARCH if minor >= _SEARCHES_SINCE else DNS_SUBDOMAIN | {"pattern": rf"^(({SUBDOMAIN})\.?)$"}}


def _names(spec: Document, place: Place) -> Iterator[Refusal]:
    """Names that the pod has itself, and its account."""
    if (account := spec.get("serviceAccount")) and not spec.get("serviceAccountName"):
        yield from misfit(DNS_SUBDOMAIN, account, "serviceAccount")
    for field in ("hostname", "subdomain") if place.kind != "StatefulSet" else ():  # which names its pods itself
        if own := spec.get(field):
            yield from misfit(DNS_LABEL, own, field)
    name = spec.get("hostnameOverride")
    if name is None or place.minor < _OVERRIDE_SINCE:
        return
    yield from misfit(DNS_SUBDOMAIN | {"maxLength": _LONGEST_HOSTNAME}, name, "hostnameOverride")
    for field in ("hostNetwork", "setHostnameAsFQDN"):
        if spec.get(field):
            yield Refusal(("hostnameOverride",), f"stands beside {field}; only one of them may be there")


def _lifetime(spec: Document, place: Place) -> Iterator[Refusal]:
    """What only some pods may have, or what is the cluster's to say."""
    if spec.get("ephemeralContainers"):
        message = "are added to a pod that runs, by `kubectl debug`; none may be declared"
        yield Refusal(("ephemeralContainers",), message)
    if place.kind != "Pod":
        return
    if spec.get("nodeName") and spec.get("schedulingGates"):
        yield Refusal(("nodeName",), "stands beside schedulingGates, which hold the pod back from any node")
    if "overhead" in spec and not spec.get("runtimeClassName"):
        yield Refusal(("overhead",), "is filled in by the RuntimeClass, and there is no runtimeClassName")
    if spec.get("priority") and not spec.get("priorityClassName"):
        yield Refusal(("priority",), "comes from a PriorityClass, and there is no priorityClassName")
    if spec.get("preemptionPolicy") == "Never" and not spec.get("priorityClassName"):
        yield Refusal(("preemptionPolicy",), "comes from a PriorityClass, and there is no priorityClassName")


def _resizes(spec: Document, place: Place) -> Iterator[Refusal]:
    """Containers that must restart as their amounts change, in a pod that restarts none."""
    if spec.get("restartPolicy") != "Never" or place.minor < RESIZED_SINCE:
        return
    for field in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(field, ())):
            for number_, policy in enumerate(container.get("resizePolicy", ())):
                if policy["restartPolicy"] == "RestartContainer":
                    where = (field, index, "resizePolicy", number_, "restartPolicy")
                    yield Refusal(where, "is RestartContainer, but the pod's restartPolicy is Never")


def _dns(spec: Document, _: Place) -> Iterator[Refusal]:
    if spec.get("dnsPolicy") == "None" and not spec.get("dnsConfig", {}).get("nameservers"):
        message = "is None, and dnsConfig has no nameservers: the pod could not look up any name; add one"
        yield Refusal(("dnsPolicy",), message)


def _dns_config(config: Document, place: Place) -> Iterator[Refusal]:
    servers, searches = config.get("nameservers", ()), config.get("searches", ())
    if len(servers) > _MOST_SERVERS:
        yield Refusal(("nameservers",), f"has {len(servers)}, and {_MOST_SERVERS} are allowed")
    for index, server in enumerate(servers):
        if address_of(server) is None:
            yield Refusal(("nameservers", index), f"{quoted(server)} is no IP address")
        elif place.minor >= _STRICT_SINCE and not is_canonical(server):
            yield Refusal(("nameservers", index), f"{quoted(server)} {_ZEROS}")
    if len(searches) > _MOST_SEARCHES:
        yield Refusal(("searches",), f"has {len(searches)}, and {_MOST_SEARCHES} are allowed")
    if len(" ".join(searches)) > _LONGEST_SEARCHES:
        yield Refusal(("searches",), f"has more than {_LONGEST_SEARCHES} characters together")
    for index, option in enumerate(config.get("options", ())):
        if not option.get("name"):
            yield Refusal(("options", index), "has no name")


def _alias(alias: Document, place: Place) -> Iterator[Refusal]:
    if address_of(alias["ip"]) is None:
        yield Refusal(("ip",), f"{quoted(alias['ip'])} is no IP address")
    elif place.minor >= _STRICT_SINCE and not is_canonical(alias["ip"]):
        yield Refusal(("ip",), f"{quoted(alias['ip'])} {_ZEROS}")


def _gates(spec: Document, _: Place) -> Iterator[Refusal]:
    for index, name in twice([gate["name"] for gate in spec.get("schedulingGates", ())]):
        yield Refusal(("schedulingGates", index), f"{name} is there twice")


def _claims(spec: Document, place: Place) -> Iterator[Refusal]:
    """Devices that the pod claims."""
    claims = spec.get("resourceClaims", [])
    if place.minor < _CLAIMS_SINCE:
        return
    for index, name in twice([claim["name"] for claim in claims]):
        yield Refusal(("resourceClaims", index, "name"), f"{name} is there twice")
    for index, claim in enumerate(claims):
        yield from misfit(DNS_LABEL, claim["name"], "resourceClaims", index, "name")
        given = [field for field in ("resourceClaimName", "resourceClaimTemplateName") if field in claim]
        if len(given) != 1:
            message = (
                "has resourceClaimName and resourceClaimTemplateName"
                if given
                else ("needs resourceClaimName or resourceClaimTemplateName")
            )
            yield Refusal(("resourceClaims", index), message)
        for field in given:
            yield from misfit(DNS_SUBDOMAIN, claim[field], "resourceClaims", index, field)


FIELDS: Fields = {
    "core.v1.ResourceRequirements": {"limits": AMOUNTS, "requests": AMOUNTS},
    "core.v1.HostAlias": {"hostnames": {"items": DNS_SUBDOMAIN}},
    "core.v1.PodDNSConfig": {"searches": _search},
    "core.v1.PodReadinessGate": {"conditionType": LABEL_KEY},
    "core.v1.PodSchedulingGate": {"name": LABEL_KEY},
    "core.v1.PodSpec": {
        "activeDeadlineSeconds": number(1, 2**31 - 1),
        "containers": {"minItems": 1},
        "nodeName": or_empty(DNS_SUBDOMAIN),
        "nodeSelector": LABELS,
        "preemptionPolicy": {"enum": ["Never", "PreemptLowerPriority"]},
        "priorityClassName": or_empty(DNS_SUBDOMAIN),
        "restartPolicy": one_of("Always", "OnFailure", "Never"),
        "runtimeClassName": DNS_SUBDOMAIN,
        "serviceAccountName": or_empty(DNS_SUBDOMAIN),
        "overhead": AMOUNTS,
    },
}

REQUIRED: Names = {
    **dict.fromkeys(("core.v1.Pod", "core.v1.PodTemplateSpec"), ("spec",)),
    "apps.v1.ReplicaSetSpec": ("template",),
    "core.v1.PodTemplate": ("template",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"core.v1.Sysctl": ("value",)}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {
    "core.v1.Pod": STATUS,
    "core.v1.PodSpec": {"workloadRef": UNREAD},
}
"""Fields whose value follows other rules than elsewhere: what is off by default is dropped."""

TOGETHER: Together = {
    "core.v1.HostAlias": (_alias,),
    "core.v1.PodDNSConfig": (_dns_config,),
    "core.v1.PodSpec": (
        *(_names, _lifetime, _resizes, _dns, _gates, _claims),
        *(affinity.of_pod, handlers.of_pod, resources.of_pod, security.of_pod, volumes.of_pod),
    ),
}
