"""What is said of an object within its box, in a few words each line; of a Secret no more than how many keys it has."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.label_selectors import is_empty
from plainsail.graph.reading import selector
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.pods import Container, pod_of
from plainsail.manifests.resource import Resource
from plainsail.terminal import many

_MOST = 4
"""Lines of one sort, such as hosts, before the rest is only counted."""


def lines(resource: Resource) -> tuple[str, ...]:
    """The lines of an object, the telling ones first."""
    told = _BY_KIND.get(resource.kind)
    return (*(told(resource) if told else ()), *_containers(resource))


def _containers(resource: Resource) -> Iterator[str]:
    pod = pod_of(resource)
    if pod is not None:
        yield from _few([_container(container) for container in pod.containers])


def _container(container: Container) -> str:
    what = {"initContainers": "init " if container.is_init else "sidecar ", "ephemeralContainers": "debug "}
    image = text(container.spec, "image").partition("@")[0].rpartition("/")[2]
    return f"{what.get(container.list_name, '')}{container.name}" + (f": {image}" if image else "")


def _few(told: list[str]) -> Iterator[str]:
    """The first of them, and how many there are beside."""
    most = _MOST if len(told) <= _MOST else _MOST - 1
    yield from told[:most]
    if told[most:]:
        yield f"and {len(told) - most} more"


def _ingress(resource: Resource) -> Iterator[str]:
    hosts = [text(rule, "host") or "every host" for rule in mappings(resource.spec, "rules")]
    yield from _few(list(dict.fromkeys(hosts)))


def _route(resource: Resource) -> Iterator[str]:
    yield from _few([host for host in listed(resource.spec, "hostnames") if isinstance(host, str)])


def _gateway(resource: Resource) -> Iterator[str]:
    listeners = mappings(resource.spec, "listeners")
    told = [f"{text(each, 'hostname') or text(each, 'protocol')} :{each.get('port')}" for each in listeners]
    yield from _few(list(dict.fromkeys(told)))


def _service(resource: Resource) -> Iterator[str]:
    kind = text(resource.spec, "type")
    if kind == "ExternalName":
        yield f"stands for {text(resource.spec, 'externalName')}"
    elif kind and kind != "ClusterIP":
        yield kind
    elif resource.spec.get("clusterIP") == "None":
        yield "headless"
    ports = mappings(resource.spec, "ports")
    yield from _few([f":{port.get('port')} to {port.get('targetPort', port.get('port'))}" for port in ports])


def _autoscaler(resource: Resource) -> Iterator[str]:
    least = resource.spec.get("minReplicas", resource.spec.get("minReplicaCount"))
    most = resource.spec.get("maxReplicas", resource.spec.get("maxReplicaCount"))
    bounds = [str(bound) for bound in (least, most) if bound is not None]
    if bounds:
        yield f"{' to '.join(dict.fromkeys(bounds))} pod{'' if bounds[-1] == '1' else 's'}"


def _budget(resource: Resource) -> Iterator[str]:
    for field in ("minAvailable", "maxUnavailable"):
        if field in resource.spec:
            yield f"{field} {resource.spec[field]}"
    yield from _everything(resource, "selector")


def _policy(resource: Resource) -> Iterator[str]:
    kinds = [kind for kind in listed(resource.spec, "policyTypes") if isinstance(kind, str)]
    yield " and ".join(kinds).lower() or "ingress"
    yield from _everything(resource, "podSelector")


def _everything(resource: Resource, field: str) -> Iterator[str]:
    """An empty selector takes every pod of the namespace: one line, and not an edge to each."""
    if isinstance(resource.spec.get(field), dict) and is_empty(selector(resource.spec[field])):
        yield "every pod of the namespace"


def _cron_job(resource: Resource) -> Iterator[str]:
    yield from filter(None, (text(resource.spec, "schedule"), text(resource.spec, "timeZone")))
    if resource.spec.get("suspend") is True:
        yield "suspended"


def _scaled(resource: Resource) -> Iterator[str]:
    replicas = resource.spec.get("replicas")
    if isinstance(replicas, int) and not isinstance(replicas, bool):
        yield many(replicas, "pod")


def _claim(resource: Resource) -> Iterator[str]:
    yield from claim_lines(resource.spec)


def claim_lines(spec: Any) -> Iterator[str]:
    """Size and ways of access of a claim."""
    modes = [mode for mode in listed(spec, "accessModes") if isinstance(mode, str)]
    size = mapping(spec, "resources", "requests").get("storage")
    told = " ".join([*([str(size)] if size is not None else []), *modes])
    if told:
        yield told


def _keys(resource: Resource) -> Iterator[str]:
    count = sum(len(mapping(resource.document, part)) for part in ("data", "binaryData", "stringData"))
    yield many(count, "key")


def _external(resource: Resource) -> Iterator[str]:
    count = len(mappings(resource.spec, "data")) + len(mappings(resource.spec, "dataFrom"))
    yield f"reads {many(count, 'value')}"


def _certificate(resource: Resource) -> Iterator[str]:
    yield from _few([name for name in listed(resource.spec, "dnsNames") if isinstance(name, str)])


_BY_KIND: Mapping[str, Callable[[Resource], Iterator[str]]] = {
    "Certificate": _certificate,
    "ConfigMap": _keys,
    "CronJob": _cron_job,
    "Deployment": _scaled,
    "ExternalSecret": _external,
    "GRPCRoute": _route,
    "Gateway": _gateway,
    "HTTPRoute": _route,
    "HorizontalPodAutoscaler": _autoscaler,
    "Ingress": _ingress,
    "NetworkPolicy": _policy,
    "PersistentVolumeClaim": _claim,
    "PodDisruptionBudget": _budget,
    "ReplicaSet": _scaled,
    "ScaledObject": _autoscaler,
    "Secret": _keys,
    "Service": _service,
    "StatefulSet": _scaled,
    "TLSRoute": _route,
}
