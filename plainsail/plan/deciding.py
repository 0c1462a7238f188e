"""Which settings may decide a field of an object, or that there is one: names to look up, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from constructs_lib.kubernetes.paths import Path, begins
from plainsail.manifests.references import keyed
from plainsail.manifests.resource import Resource
from plainsail.plan.deciding_pods import scoped, settings_of_pod

_OBJECTS: Mapping[str, tuple[str, ...]] = {
    "Application": ("sync_policy",),
    "ConfigMap": ("config_maps",),
    "CronJob": ("cron_jobs",),
    "Deployment": ("workers",),
    "ExternalSecret": ("external_secrets",),
    "HorizontalPodAutoscaler": ("hpa",),
    "Ingress": ("ingress",),
    "Job": ("migration",),
    "Namespace": ("namespace.create", "namespace"),
    "NetworkPolicy": ("network_policy",),
    "PodDisruptionBudget": ("pod_disruption_budget",),
    "ServiceAccount": ("service_account",),
}
"""The settings that an object comes from."""

_OWN = ("Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget")
"""Objects that workers have, too, by settings of their own."""

_FIELDS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "AppProject": (
        ("spec.destinations", ("namespace", "cluster")),
        ("spec.sourceRepos", ("repository",)),
        ("", ("objects", "argocd")),
    ),
    "Application": (
        ("spec.syncPolicy.automated.prune", ("sync_policy.prune",)),
        ("spec.syncPolicy.automated.selfHeal", ("sync_policy.self_heal",)),
        ("spec.syncPolicy.automated", ("sync_policy.automated", "sync_policy")),
        ("spec.syncPolicy.retry", ("sync_policy.retry", "sync_policy")),
        ("spec.syncPolicy.syncOptions", ("sync_policy.sync_options", "sync_policy.server_side_apply", "sync_policy")),
        ("spec.source.targetRevision", ("revision",)),
        ("spec.source.repoURL", ("repository",)),
        ("spec.project", ("argocd.project",)),
        ("spec.destination.server", ("cluster",)),
        ("spec.destination.namespace", ("namespace",)),
        ("metadata.finalizers", ("argocd.cascade_delete",)),
    ),
    "ConfigMap": (("data", ("config_maps",)),),
    "CronJob": (
        ("spec.jobTemplate.spec.*", ("cron_jobs.{component}.{0}",)),
        ("spec.suspend", ("cron_jobs.{component}.suspended",)),
        ("spec.*", ("cron_jobs.{component}.{0}",)),
    ),
    "Deployment": (
        ("spec.replicas", ("replicas", "hpa")),
        ("spec.strategy.rollingUpdate.*", ("strategy.{0}", "strategy")),
        ("spec.strategy", ("strategy.type", "strategy")),
        ("spec.*", ("{0}",)),
    ),
    "ExternalSecret": (
        ("spec.data[*].remoteRef.key", ("external_secrets.params.{0}", "external_secrets.path")),
        ("spec.data[*]", ("external_secrets.params.{0}", "external_secrets.params")),
        ("spec.secretStoreRef", ("external_secrets.cluster_secret_store", "external_secrets.secret_store")),
        ("spec.refreshInterval", ("external_secrets.refresh_interval",)),
        ("spec", ("external_secrets",)),
    ),
    "HorizontalPodAutoscaler": (
        ("spec.metrics[Resource/cpu]", ("hpa.target_cpu_utilization_percentage", "hpa")),
        ("spec.metrics[Resource/memory]", ("hpa.target_memory_utilization_percentage", "hpa")),
        ("spec.*", ("hpa.{0}", "hpa")),
    ),
    "Ingress": (
        ("metadata.annotations.*", ("ingress.annotations.{0}", "ingress.alb", "ingress")),
        ("spec.ingressClassName", ("ingress.class_name",)),
        ("spec.tls", ("ingress.tls", "ingress")),
        ("spec.rules[*].http.paths", ("ingress.paths", "port", "ingress")),
        ("spec.rules", ("ingress.host", "ingress")),
    ),
    "Job": (("spec.*", ("migration.{0}", "migration")),),
    "Namespace": (
        ('metadata.labels["pod-security.kubernetes.io/enforce"]', ("namespace.pod_security",)),
        ("metadata.labels.*", ("namespace.labels.{0}", "namespace")),
        ("metadata.annotations.*", ("namespace.annotations.{0}", "namespace")),
    ),
    "NetworkPolicy": (
        ("spec.ingress", ("network_policy.ingress_from", "network_policy")),
        ("spec.egress", ("network_policy.egress_to", "network_policy")),
        ("spec", ("network_policy",)),
    ),
    "PodDisruptionBudget": (("spec.*", ("pod_disruption_budget.{0}", "pod_disruption_budget")),),
    "Service": (
        ("metadata.annotations.*", ("service.annotations.{0}",)),
        ("spec.type", ("service.type",)),
        ("spec.ports", ("service.port", "port")),
    ),
    "ServiceAccount": (
        ("metadata.annotations.*", ("service_account.annotations.{0}", "service_account")),
        ("automountServiceAccountToken", ("service_account.automount_service_account_token",)),
    ),
}
"""By kind: where a field stands, and the settings; `{0}` is what the first star stands for, in snake_case."""

_EVERYWHERE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ('metadata.labels["app.kubernetes.io/version"]', ("image.tag",)),
    ('metadata.labels["app.kubernetes.io/part-of"]', ("part_of",)),
    ("metadata.labels.*", ("labels.{0}",)),
    ("metadata.annotations.*", ("annotations.{0}",)),
)
_LAST = ("patches", "objects")


def settings_of(resource: Resource, parts: Path) -> tuple[str, ...]:
    """The settings that may decide a field."""
    inner = settings_of_pod(resource, parts)
    if inner:
        return (*inner, *_LAST)
    tables = (*_FIELDS.get(resource.kind, ()), *_EVERYWHERE)
    for pattern, templates in tables:
        found = begins(pattern, parts) if pattern else ()
        if found is not None:
            names = [_filled(resource, template, found) for template in templates]
            own = resource.kind in _OWN and parts[0] == "spec"
            return (*(each for name in names for each in (scoped(resource, name) if own else (name,))), *_LAST)
    return _LAST


def settings_behind(resource: Resource) -> tuple[str, ...]:
    """The settings that an object comes from, or came from."""
    component = resource.labels.get("app.kubernetes.io/component", "")
    own = [f"{name}.{component}" for name in _OBJECTS.get(resource.kind, ()) if name in ("cron_jobs", "workers")]
    return (*own, *_OBJECTS.get(resource.kind, ()), "objects")


def _filled(resource: Resource, template: str, found: Sequence[str]) -> str:
    component = resource.labels.get("app.kubernetes.io/component", "")
    head, dot, last = template.rpartition(".")
    if last == "{0}" and found:
        name = found[0]
        is_name = head.endswith(("labels", "annotations", "params"))
        template = keyed(head, name) if is_name else f"{head}{dot}{snake(name)}"
    return template.replace("{component}", component)


def snake(name: str) -> str:
    """`maxReplicas` as settings write it.

    >>> snake("maxReplicas"), snake("ephemeral-storage")
    ('max_replicas', 'ephemeral_storage')
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).replace("-", "_").lower()
