"""Which settings may decide a field of a pod: those of its own container, job or worker first, then the app's."""

from __future__ import annotations

from constructs_lib.kubernetes.paths import Path, begins, name_of
from plainsail.manifests.pods import TEMPLATES, Container, Pod
from plainsail.manifests.references import keyed
from plainsail.manifests.resource import Resource

_CONTAINER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("image", ("image.tag", "image.digest", "image")),
    ("imagePullPolicy", ("image_pull_policy", "image.pull_policy")),
    ("env[SERVER_NAME]", ("env.SERVER_NAME", "port")),
    ("env[*].valueFrom.secretKeyRef", ("external_secrets.params.{0}", "external_secrets")),
    ("env[*]", ("env.{0}", "external_secrets.params.{0}")),
    ("env", ("env",)),
    ("envFrom", ("config_maps",)),
    ("resources.*.*", ("resources.{0}.{1}", "resources")),
    ("livenessProbe", ("liveness_probe",)),
    ("readinessProbe", ("readiness_probe",)),
    ("startupProbe", ("startup_probe",)),
    ("ports", ("ports", "port")),
    ("lifecycle", ("shutdown.pre_stop_seconds",)),
    ("command", ("command",)),
    ("args", ("args", "command")),
    ("volumeMounts[*]", ("writable_paths.{0}", "volumes", "config_maps", "writable_paths")),
)
_SPEC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("terminationGracePeriodSeconds", ("shutdown.termination_grace_period_seconds",)),
    ("nodeSelector.*", ("node_selector.{0}", "node_selector")),
    ("tolerations", ("tolerations",)),
    ("affinity", ("affinity",)),
    ("topologySpreadConstraints", ("topology_spread",)),
    ("priorityClassName", ("priority_class_name",)),
    ("imagePullSecrets", ("image_pull_secrets",)),
    ("volumes", ("writable_paths", "volumes", "config_maps")),
    ("securityContext.sysctls", ("port",)),
    ("securityContext.*", ("pod_user",)),
    ("serviceAccountName", ("service_account",)),
    ("automountServiceAccountToken", ("service_account.automount_service_account_token",)),
    ("restartPolicy", ("restart_policy",)),
    ("initContainers[*]", ("init_containers.{0}", "init_containers")),
    ("containers[*]", ("sidecars.{0}", "sidecars")),
)
_METADATA: tuple[tuple[str, tuple[str, ...]], ...] = (
    ('labels["app.kubernetes.io/version"]', ("image.tag",)),
    ('labels["app.kubernetes.io/part-of"]', ("part_of",)),
    ("labels.*", ("pod_labels.{0}", "labels.{0}")),
    ("annotations.*", ("pod_annotations.{0}", "annotations.{0}", "config_maps")),
)
_LISTS = ("containers", "initContainers")


def settings_of_pod(resource: Resource, parts: Path) -> tuple[str, ...]:
    """The settings that may decide a field, if it is one of a pod's."""
    place = TEMPLATES.get(resource.kind) if resource.is_a(*TEMPLATES) else None
    if place is None or parts[: len(place)] != place:
        return ()
    inner = parts[len(place) :]
    if inner[:1] == ("metadata",):
        return _first(_METADATA, inner[1:], resource, None)
    if inner[:1] != ("spec",):
        return ()
    inner = inner[1:]
    if len(inner) > 2 and inner[0] in _LISTS:
        return _first(_CONTAINER, inner[2:], resource, (name_of(inner[0]), name_of(inner[1])))
    return _first(_SPEC, inner, resource, None)


def scoped(resource: Resource, name: str, container: tuple[str, str] | None = None) -> tuple[str, ...]:
    """A setting of the workload's own, and the app's; `container` is its list and its name."""
    # An autoscaler and a budget carry the name of their worker as a Deployment does.
    pod = Pod(resource, ())
    if container is None:
        return pod.setting(name)
    return Container(pod, {"name": container[1]}, container[0], container[1]).setting(name)


def _first(
    table: tuple[tuple[str, tuple[str, ...]], ...],
    parts: Path,
    resource: Resource,
    container: tuple[str, str] | None,
) -> tuple[str, ...]:
    for pattern, templates in table:
        found = begins(pattern, parts)
        if found is not None:
            names = [_filled(template, found) for template in templates]
            return tuple(each for name in names for each in scoped(resource, name, container))
    return ()


def _filled(template: str, found: tuple[str, ...]) -> str:
    if template.endswith("{0}.{1}"):
        return f"{template.removesuffix('{0}.{1}')}{found[0]}.{found[1].replace('-', '_')}"
    return keyed(template.removesuffix(".{0}"), found[0]) if template.endswith(".{0}") else template
