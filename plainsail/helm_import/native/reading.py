"""The settings of one environment, read from what Helm renders for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings.names import HTTP_PORT
from plainsail.helm_import.native import containers
from plainsail.helm_import.native.code import Call
from plainsail.helm_import.native.containers import said, snake
from plainsail.helm_import.native.ingress import ingress
from plainsail.helm_import.native.jobs import cron_job
from plainsail.helm_import.native.roles import Roles, pod_of
from plainsail.helm_import.native.secrets import external_secrets, secret_of

SOMEBODY = 1000
"""The user of an app whose chart names none."""
_SOME_PORT = 8080
_PROBES = ("startupProbe", "readinessProbe", "livenessProbe")


@dataclass
class Reading:
    """What was read."""

    roles: Roles
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings by name, in the order in which a class says them."""
    guesses: list[str] = field(default_factory=list)
    """What the chart does not say and a web app must, and what was taken instead."""


def read(documents: Sequence[Document], app: str) -> Reading:
    """The settings. Raises `ProjectError` where the chart is none of a web app."""
    reading = Reading(Roles(documents, app))
    for name, value in _settings(reading):
        if value not in (None, {}, []):
            reading.settings[name] = value
    return reading


def _settings(reading: Reading) -> Iterator[tuple[str, Any]]:
    roles = reading.roles
    deployment, container = roles.deployment, roles.container
    spec, pod = deployment["spec"], pod_of(deployment)["spec"]
    ports = _ports(roles)
    if ports is None:
        ports = {HTTP_PORT: _SOME_PORT}
        reading.guesses.append(f"port: the chart names no port; {_SOME_PORT} was taken: say where the app listens")
    yield "image", containers.image(container)
    yield "image_pull_secrets", [secret["name"] for secret in pod.get("imagePullSecrets") or ()]
    yield "pod_user", _user(reading)
    yield "port", ports[HTTP_PORT]
    yield "ports", {name: number for name, number in ports.items() if name != HTTP_PORT}
    yield "command", container.get("command")
    yield "args", container.get("args")
    yield "resources", containers.resources(container)
    yield "env", containers.variables(container, secret_of(roles.get("ExternalSecret")))
    yield "external_secrets", external_secrets(roles, reading.guesses)
    writable = dict(containers.writable_paths(pod, container))
    yield "writable_paths", writable
    for path, size in writable.items():
        if size == containers.UNLIMITED:
            reading.guesses.append(f"writable_paths: the chart sets no limit for {path}; {size} was taken")
    for probe in _PROBES:
        given = container.get(probe)
        if given is None and probe == "readinessProbe" and (given := container.get("livenessProbe")):
            reading.guesses.append("readiness_probe: the chart has none beside livenessProbe; it asks the same")
        if given:
            yield snake(probe), containers.probe(given, ports)
    yield "hpa", _hpa(reading)
    if roles.get("HorizontalPodAutoscaler") is None:
        yield "replicas", spec.get("replicas")
    yield "pod_disruption_budget", _budget(roles.get("PodDisruptionBudget"))
    yield "strategy", _strategy(spec.get("strategy") or {})
    for name in ("revisionHistoryLimit", "progressDeadlineSeconds"):
        yield snake(name), spec.get(name)
    yield "shutdown", _shutdown(pod, container)
    yield "service", _service(roles, ports)
    yield "ingress", ingress(roles, reading.guesses)
    yield "service_account", _account(roles, pod)
    metadata = pod_of(deployment).get("metadata") or {}
    selector = spec["selector"].get("matchLabels") or {}
    labels = metadata.get("labels") or {}
    own = deployment["metadata"].get("labels") or {}
    yield "labels", {name: text for name, text in own.items() if not containers.is_standard(name, {})}
    yield "pod_labels", {name: text for name, text in labels.items() if not containers.is_standard(name, selector)}
    annotations = metadata.get("annotations") or {}
    yield "pod_annotations", {name: text for name, text in annotations.items() if not name.startswith("checksum/")}
    yield "node_selector", dict(pod.get("nodeSelector") or {})
    yield "tolerations", containers.tolerations(pod.get("tolerations") or ())
    yield "priority_class_name", pod.get("priorityClassName")
    yield "cron_jobs", {name: cron_job(roles, name, job, reading.guesses) for name, job in roles.jobs().items()}


def _ports(roles: Roles) -> dict[str, int] | None:
    """The ports of the app's container: first the one that its Service leads to, whatever the chart calls it.

    None where there are none.
    """
    listed = [port for port in roles.container.get("ports") or () if port.get("protocol", "TCP") == "TCP"]
    named = {port.get("name", f"port-{port['containerPort']}"): port["containerPort"] for port in listed}
    service = roles.get("Service")
    target: Any = None
    if service is not None:
        first = service["spec"]["ports"][0]
        target = first.get("targetPort", first["port"])
    number = named.get(str(target), target if isinstance(target, int) else None)
    number = number or named.get(HTTP_PORT) or next(iter(named.values()), None)
    if number is None:
        return None
    return {HTTP_PORT: number} | {name: other for name, other in named.items() if other != number and name != HTTP_PORT}


def _user(reading: Reading) -> int:
    own = reading.roles.container.get("securityContext") or {}
    pod = pod_of(reading.roles.deployment)["spec"].get("securityContext") or {}
    user = own.get("runAsUser", pod.get("runAsUser"))
    if isinstance(user, int) and user:
        return user
    why = "names root" if user == 0 else "names no user"
    reading.guesses.append(f"pod_user: the chart {why}; {SOMEBODY} was taken: say the number of the image's USER")
    return SOMEBODY


def _hpa(reading: Reading) -> Call | None:
    document = reading.roles.get("HorizontalPodAutoscaler")
    if document is None:
        return None
    spec, targets = document["spec"], {}
    if percent := spec.get("targetCPUUtilizationPercentage"):  # autoscaling/v1
        targets["cpu"] = percent
    for metric in spec.get("metrics") or ():
        match metric:
            case {"resource": {"name": "cpu" | "memory" as name, "target": {"averageUtilization": percent}}}:
                targets[name] = percent
    requests = (reading.roles.container.get("resources") or {}).get("requests") or {}
    if unmet := [name for name in targets if name not in requests]:
        lost = f"its target is a share of a {unmet[0]} request, and the chart has none; it was left out"
        reading.guesses.append(f"hpa: {lost}")
        return None
    shares = {f"target_{name}_utilization_percentage": percent for name, percent in targets.items()}
    return Call("Hpa", fields=said(spec, "minReplicas", "maxReplicas") | shares) if shares else None


def _budget(document: Document | None) -> Call | None:
    return (
        Call("PodDisruptionBudget", fields=said(document["spec"], "maxUnavailable", "minAvailable"))
        if document
        else None
    )


def _strategy(given: Mapping[str, Any]) -> Call | None:
    if given.get("type") == "Recreate":
        return Call("Strategy", fields={"type": "Recreate"})
    rolling = said(given.get("rollingUpdate") or {}, "maxSurge", "maxUnavailable")
    return Call("Strategy", fields=rolling) if rolling else None


def _shutdown(pod: Mapping[str, Any], container: Mapping[str, Any]) -> Call | None:
    fields = {}
    match container.get("lifecycle") or {}:
        case {"preStop": {"sleep": {"seconds": seconds}}}:
            fields["pre_stop_seconds"] = seconds
        case {"preStop": {"exec": {"command": [*_, str(last)]}}} if match := re.fullmatch(r"(?:sleep )?(\d+)s?", last):
            fields["pre_stop_seconds"] = int(match[1])
    fields |= said(pod, "terminationGracePeriodSeconds")
    return Call("Shutdown", fields=fields) if fields else None


def _service(roles: Roles, ports: Mapping[str, int]) -> Call | None:
    document = roles.get("Service")
    if document is None:
        return None
    spec, fields = document["spec"], {}
    if spec.get("type", "ClusterIP") != "ClusterIP":
        fields["type"] = spec["type"]
    if len(spec["ports"]) == 1 and spec["ports"][0]["port"] != ports[HTTP_PORT]:
        fields["port"] = spec["ports"][0]["port"]
    fields |= said(document["metadata"], "annotations")
    return Call("Service", fields=fields) if fields else None


def _account(roles: Roles, pod: Mapping[str, Any]) -> Call | None:
    document = roles.get("ServiceAccount")
    if document is None:
        name = pod.get("serviceAccountName") or pod.get("serviceAccount")
        return Call("ServiceAccount", fields={"name": name}) if name and name != "default" else None
    fields = said(document["metadata"], "annotations")
    return Call("ServiceAccount", fields=fields) if fields else None
