"""What one app is in one environment, in a line: build, pods, what they ask for, who reaches them, when jobs run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.images import parse
from constructs_lib.settings import HelmRelease, Workload
from plainsail.manifests.fields import listed, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import pod_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers_of, bounds_of, fewest_pods

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_RUNNING = ("Deployment", "StatefulSet", "DaemonSet")
_ROUTES = ("HTTPRoute", "GRPCRoute", "TLSRoute")
_DIGITS = 12
"""Of a digest or a commit, as people compare them."""

Lines = tuple[str, ...]
"""What a cell says, a line each; empty where there is none of it."""


@dataclass(frozen=True)
class Summary:
    """The cells of a row, each with the name of its column."""

    version: Lines
    replicas: Lines
    cpu: Lines
    memory: Lines
    host: Lines
    schedule: Lines


COLUMNS = {"cpu": "CPU", **{field.name: field.name.capitalize() for field in fields(Summary) if field.name != "cpu"}}
"""The columns' headings."""


def summary(environment: Environment, objects: Sequence[Resource], manifests: Manifests) -> Summary:
    """The row of an app, of its objects."""
    running = [each for each in objects if each.kind in _RUNNING and manifests.is_sound(each)]
    app = environment.app_name
    return Summary(
        version=tuple(_version(environment, objects)),
        replicas=_named(app, ((each.name, _replicas(each, manifests)) for each in running)),
        cpu=_named(app, ((each.name, _amounts(each, "cpu")) for each in running)),
        memory=_named(app, ((each.name, _amounts(each, "memory")) for each in running)),
        host=tuple(dict.fromkeys(_hosts(objects))),
        schedule=_named(app, ((each.name, _schedule(each)) for each in objects if each.kind == "CronJob")),
    )


def _version(environment: Environment, objects: Sequence[Resource]) -> Iterator[str]:
    if isinstance(environment, Workload):
        image = environment.pinned_image
        yield short(image.tag or image.digest or "")
    elif isinstance(environment, HelmRelease):
        yield environment.filled(environment.chart).rpartition("/")[2]
    else:
        images = (c.spec.get("image") for each in objects if (pod := pod_of(each)) for c in pod.main_containers)
        found = (parse(image) for image in images if isinstance(image, str))
        yield from dict.fromkeys(short(image.tag or image.digest or "latest") for image in found if image)


def short(version: str) -> str:
    """A tag or a digest, as far as people compare it: a long run of hexadecimal digits ends after twelve.

    >>> short("sha-8151325dcdbae9e0ff95f9f9658432dbedfdb209"), short("1.27.3")
    ('sha-8151325dcdba', '1.27.3')
    """
    head, dash, tail = version.rpartition(":" if version.startswith("sha256:") else "-")
    is_hash = len(tail) >= _DIGITS * 2 and set(tail) <= set("0123456789abcdef")
    return f"{head}{dash}{tail[:_DIGITS]}" if is_hash else version


def _replicas(workload: Resource, manifests: Manifests) -> str:
    if workload.kind == "DaemonSet":
        return "every node"
    bounds = [bounds_of(scaler) for scaler in autoscalers_of(manifests, workload)]
    if not bounds:
        return str(fewest_pods(manifests, workload))
    fewest, most = min(b.fewest for b in bounds), max(b.most for b in bounds)
    return f"{fewest}\N{EN DASH}{most}" if most > fewest else str(most)


def _amounts(workload: Resource, resource: str) -> str:
    """Request and limit of each container that runs on: `100m / 500m`."""
    pod = pod_of(workload)
    told = [
        " / ".join(container.amount(bound, resource) or "none" for bound in ("requests", "limits"))
        for container in (pod.main_containers if pod else ())
        if container.amount("requests", resource) or container.amount("limits", resource)
    ]
    return " + ".join(told)


def _hosts(objects: Sequence[Resource]) -> Iterator[str]:
    for each in objects:
        if each.kind == "Ingress":
            yield from (text(rule, "host") or "every host" for rule in mappings(each.spec, "rules"))
        elif each.kind in _ROUTES:
            yield from (host for host in listed(each.spec, "hostnames") if isinstance(host, str))


def _schedule(job: Resource) -> str:
    zone = text(job.spec, "timeZone")
    paused = " (suspended)" if job.spec.get("suspend") is True else ""
    return f"{text(job.spec, 'schedule')}{f' {zone}' if zone else ''}{paused}"


def _named(app: str, rows: Iterator[tuple[str, str]]) -> Lines:
    """Each with the name of what it is of, where that is not the app itself."""
    told = [(name, value) for name, value in rows if value]
    return tuple(value if name == app else f"{name.removeprefix(f'{app}-')}: {value}" for name, value in told)
