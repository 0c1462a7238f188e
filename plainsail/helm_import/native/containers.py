"""Settings of containers and pods, read from what a chart renders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.kubernetes.images import REPOSITORY, TAG
from plainsail.helm_import.native.code import Call

_IMAGE = re.compile(rf"({REPOSITORY})(?::({TAG}))?(?:@(.+))?")
_TIMING = ("periodSeconds", "timeoutSeconds", "failureThreshold", "initialDelaySeconds")
_AMOUNTS = ("cpu", "memory", "ephemeral-storage")
UNLIMITED = "1Gi"
"""What a writable folder may hold that the chart sets no limit for."""
STANDARD_LABELS = ("app", "chart", "component", "heritage", "release", "tier", "version", "k8s-app")
"""Labels that say no more than which chart, release and part an object is of, beside `app.kubernetes.io/...`."""


def snake(name: str) -> str:
    """A field of Kubernetes as the vocabulary spells it.

    >>> snake("failureThreshold"), snake("ephemeral-storage")
    ('failure_threshold', 'ephemeral_storage')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("-", "_")


def said(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Those fields of an object that say something, as fields of a call."""
    return {snake(name): values[name] for name in names if values.get(name) not in (None, {}, [], "")}


def image(container: Mapping[str, Any]) -> Call:
    """`Image("nginx", tag="1.27")`."""
    match = _IMAGE.fullmatch(container["image"])
    repository, tag, digest = match.groups() if match else (container["image"], None, None)
    fields = said({"tag": tag or (None if digest else "latest"), "digest": digest}, "tag", "digest")
    policy = container.get("imagePullPolicy")
    return Call(
        "Image", (repository,), fields | ({"pull_policy": policy} if policy not in (None, "IfNotPresent") else {})
    )


def resources(container: Mapping[str, Any]) -> Call:
    """`Resources(requests=Compute(...), limits=Compute(...))`."""
    given = container.get("resources") or {}
    sides = {side: said(given.get(side) or {}, *_AMOUNTS) for side in ("requests", "limits")}
    computes = {
        side: Call("Compute", fields={name: str(amount) for name, amount in amounts.items()})
        for side, amounts in sides.items()
        if amounts
    }
    return Call("Resources", fields=computes)


def probe(given: Mapping[str, Any], ports: Mapping[str, int]) -> Call | None:
    """A probe of a container; None for one that the vocabulary has not. `ports` are the app's, its first one first."""
    timing = said(given, *_TIMING)
    match given:
        case {"httpGet": asked}:
            more = said(asked, "scheme") if asked.get("scheme") != "HTTP" else {}
            headers = {header["name"]: header["value"] for header in asked.get("httpHeaders") or ()}
            fields = {**_port(asked, ports), **more, **({"headers": headers} if headers else {}), **timing}
            return Call("Probe", (asked.get("path", "/"),), fields)
        case {"tcpSocket": asked}:
            return Call("TcpProbe", fields={**_port(asked, ports), **timing})
        case {"grpc": asked}:
            return Call("GrpcProbe", fields={**_port(asked, ports), **said(asked, "service"), **timing})
        case {"exec": {"command": command}}:
            return Call("ExecProbe", (list(command),), timing)
    return None


def _port(asked: Mapping[str, Any], ports: Mapping[str, int]) -> dict[str, Any]:
    wanted = asked.get("port")
    name = next((name for name, number in ports.items() if wanted in (name, number, str(number))), None)
    return {} if name is None or name == next(iter(ports)) else {"port": name}


def variables(container: Mapping[str, Any], secret: str | None) -> dict[str, Any]:
    """Plain variables, and those that refer to what `secret`, the Secret of an ExternalSecret, does not hold."""
    made: dict[str, Any] = {}
    for entry in container.get("env") or ():
        match entry.get("valueFrom") or {}:
            case {"secretKeyRef": {"name": name, "key": key}}:
                if name != secret:
                    made[entry["name"]] = Call("SecretKeyRef", (name, key))
            case {"configMapKeyRef": {"name": name, "key": key}}:
                made[entry["name"]] = Call("ConfigMapKeyRef", (name, key))
            case {"fieldRef": {"fieldPath": path}}:
                made[entry["name"]] = Call("FieldRef", (path,))
            case {"resourceFieldRef": {"resource": resource} as asked}:
                made[entry["name"]] = Call("ResourceRef", (resource,), said(asked, "divisor"))
            case _:
                made[entry["name"]] = entry.get("value", "")
    return made


def writable_paths(pod: Mapping[str, Any], container: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Folders in which the app may write: mounts of volumes of type emptyDir."""
    folders = {volume["name"]: volume["emptyDir"] or {} for volume in pod.get("volumes") or () if "emptyDir" in volume}
    for mount in container.get("volumeMounts") or ():
        if mount["name"] in folders and not mount.get("subPath"):
            folder = folders[mount["name"]]
            size = folder.get("sizeLimit", UNLIMITED)
            yield (
                mount["mountPath"],
                Call("EmptyDir", (size,), said(folder, "medium")) if folder.get("medium") else size,
            )


def tolerations(given: Sequence[Mapping[str, Any]]) -> list[Call]:
    """`Toleration("gpu", ...)`."""
    made = []
    for each in given:
        operator = {"operator": each.get("operator", "Equal")} if each.get("operator") != "Exists" else {}
        key = (each["key"],) if each.get("key") else ()
        made.append(Call("Toleration", key, operator | said(each, "value", "effect", "tolerationSeconds")))
    return made


def is_standard(label: str, selector: Mapping[str, Any]) -> bool:
    """Whether a label only says what an object belongs to."""
    return label.startswith(("app.kubernetes.io/", "helm.sh/chart")) or label in STANDARD_LABELS or label in selector
