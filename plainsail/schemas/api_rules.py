"""What the API server refuses beyond its published schema, field by field: words that a field takes, numbers, patterns.

The published schema knows types and required fields only. These rules hold in every version that the schemas cover;
where a version knows a word more, the word is listed, so that nothing sound is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from plainsail.schemas.api_patterns import (
    ANNOTATION_KEY,
    DATA,
    DNS_LABEL,
    LABEL_VALUE,
    LABELS,
    PERCENTAGE,
    PORT_NAME,
    QUANTITY,
    Schema,
    map_of,
    number,
    one_of,
    port,
    port_or_name,
)
from plainsail.schemas.api_rules_of_pods import POD, PROTOCOL

_SHARE: Schema = {"allOf": [PERCENTAGE, number(0)]}
_CLAIM: Mapping[str, Schema] = {
    "accessModes": {
        "items": {"enum": ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]},
        "minItems": 1,
    },
    "volumeMode": one_of("Filesystem", "Block"),
}

_WORKLOADS: Mapping[str, Mapping[str, Schema]] = {
    "apps.v1.DaemonSetSpec": {"minReadySeconds": number(0), "revisionHistoryLimit": number(0)},
    "apps.v1.DaemonSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "apps.v1.DeploymentSpec": {
        "minReadySeconds": number(0),
        "progressDeadlineSeconds": number(1),
        "replicas": number(0),
        "revisionHistoryLimit": number(0),
    },
    "apps.v1.DeploymentStrategy": {"type": one_of("Recreate", "RollingUpdate")},
    "apps.v1.ReplicaSetSpec": {"minReadySeconds": number(0), "replicas": number(0)},
    "apps.v1.RollingUpdateDaemonSet": {"maxSurge": _SHARE, "maxUnavailable": _SHARE},
    "apps.v1.RollingUpdateDeployment": {"maxSurge": _SHARE, "maxUnavailable": _SHARE},
    "apps.v1.StatefulSetSpec": {
        "minReadySeconds": number(0),
        "podManagementPolicy": one_of("OrderedReady", "Parallel"),
        "replicas": number(0),
        "revisionHistoryLimit": number(0),
    },
    "apps.v1.StatefulSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "batch.v1.CronJobSpec": {
        "concurrencyPolicy": one_of("Allow", "Forbid", "Replace"),
        "failedJobsHistoryLimit": number(0),
        "startingDeadlineSeconds": number(0),
        "successfulJobsHistoryLimit": number(0),
    },
    "batch.v1.JobSpec": {
        "activeDeadlineSeconds": number(0),
        "backoffLimit": number(0),
        "completionMode": {"enum": ["NonIndexed", "Indexed"]},
        "completions": number(0),
        "parallelism": number(0),
        "podReplacementPolicy": {"enum": ["TerminatingOrFailed", "Failed"]},
        "ttlSecondsAfterFinished": number(0),
    },
    "policy.v1.PodDisruptionBudgetSpec": {
        "maxUnavailable": _SHARE,
        "minAvailable": _SHARE,
        "unhealthyPodEvictionPolicy": {"enum": ["IfHealthyBudget", "AlwaysAllow"]},
    },
}

_SCALING: Mapping[str, Mapping[str, Schema]] = {
    "autoscaling.v1.HorizontalPodAutoscalerSpec": {
        "maxReplicas": number(1),
        "minReplicas": number(0),
        "targetCPUUtilizationPercentage": number(1),
    },
    "autoscaling.v2.HorizontalPodAutoscalerSpec": {"maxReplicas": number(1), "minReplicas": number(0)},
    "autoscaling.v2.MetricSpec": {"type": {"enum": ["ContainerResource", "External", "Object", "Pods", "Resource"]}},
    "autoscaling.v2.MetricTarget": {
        "averageUtilization": number(1),
        "type": {"enum": ["Utilization", "Value", "AverageValue"]},
    },
    "autoscaling.v2.HPAScalingRules": {
        "selectPolicy": {"enum": ["Max", "Min", "Disabled"]},
        "stabilizationWindowSeconds": number(0, 3600),
    },
    "autoscaling.v2.HPAScalingPolicy": {
        "periodSeconds": number(1, 1800),
        "type": {"enum": ["Pods", "Percent"]},
        "value": number(1),
    },
}

_NETWORK: Mapping[str, Mapping[str, Schema]] = {
    "core.v1.ServiceSpec": {
        "externalTrafficPolicy": one_of("Cluster", "Local"),
        "internalTrafficPolicy": {"enum": ["Cluster", "Local"]},
        "ipFamilies": {"items": {"enum": ["IPv4", "IPv6"]}},
        "ipFamilyPolicy": {"enum": ["SingleStack", "PreferDualStack", "RequireDualStack"]},
        "selector": LABELS,
        "sessionAffinity": one_of("ClientIP", "None"),
        "trafficDistribution": {"enum": ["PreferClose", "PreferSameZone", "PreferSameNode"]},
        "type": one_of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    },
    "core.v1.ServicePort": {
        "name": {"anyOf": [{"const": ""}, DNS_LABEL]},
        "nodePort": port(0),
        "port": port(),
        "protocol": PROTOCOL,
        "targetPort": {"allOf": [port(0), PORT_NAME]},
    },
    "networking.v1.HTTPIngressPath": {"pathType": {"enum": ["Exact", "Prefix", "ImplementationSpecific"]}},
    "networking.v1.ServiceBackendPort": {"number": port(0)},
    "networking.v1.NetworkPolicySpec": {"policyTypes": {"items": {"enum": ["Ingress", "Egress"]}}},
    "networking.v1.NetworkPolicyPort": {"port": port_or_name(), "protocol": PROTOCOL},
}

_OTHERS: Mapping[str, Mapping[str, Schema]] = {
    "core.v1.ConfigMap": {"binaryData": DATA, "data": DATA},
    "core.v1.PersistentVolumeClaimSpec": _CLAIM,
    "core.v1.PersistentVolumeSpec": {
        **_CLAIM,
        "persistentVolumeReclaimPolicy": one_of("Retain", "Recycle", "Delete"),
    },
    "core.v1.Secret": {"data": DATA, "stringData": DATA},
    "rbac.v1.PolicyRule": {"verbs": {"minItems": 1}},
    "rbac.v1.RoleRef": {"apiGroup": {"enum": ["rbac.authorization.k8s.io"]}, "kind": {"enum": ["Role", "ClusterRole"]}},
    "rbac.v1.Subject": {"kind": {"enum": ["User", "Group", "ServiceAccount"]}},
    "scheduling.v1.PriorityClass": {"preemptionPolicy": one_of("Never", "PreemptLowerPriority")},
    "storage.v1.StorageClass": {
        "reclaimPolicy": one_of("Delete", "Retain", "Recycle"),
        "volumeBindingMode": {"enum": ["Immediate", "WaitForFirstConsumer"]},
    },
    "meta.v1.LabelSelector": {"matchLabels": LABELS},
    "meta.v1.LabelSelectorRequirement": {
        "operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
        "values": {"items": LABEL_VALUE},
    },
    "meta.v1.ObjectMeta": {
        "annotations": map_of(ANNOTATION_KEY),
        "labels": LABELS,
        "namespace": {"anyOf": [{"const": ""}, DNS_LABEL]},
    },
}

RULES: Mapping[str, Mapping[str, Schema]] = {**POD, **_WORKLOADS, **_SCALING, **_NETWORK, **_OTHERS}
"""Rules by definition (`core.v1.PodSpec`) and field."""

QUANTITIES = QUANTITY
"""The rule for every quantity."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "apps.v1.DaemonSet": ("spec",),
    "apps.v1.Deployment": ("spec",),
    "apps.v1.ReplicaSet": ("spec",),
    "apps.v1.StatefulSet": ("spec",),
    "autoscaling.v1.HorizontalPodAutoscaler": ("spec",),
    "autoscaling.v2.HorizontalPodAutoscaler": ("spec",),
    "batch.v1.CronJob": ("spec",),
    "batch.v1.Job": ("spec",),
    "batch.v1.CronJobSpec": ("jobTemplate", "schedule"),
    "batch.v1.JobTemplateSpec": ("spec",),
    "core.v1.Container": ("image",),
    "core.v1.PersistentVolume": ("spec",),
    "core.v1.PersistentVolumeClaim": ("spec",),
    "core.v1.Pod": ("spec",),
    "core.v1.PodTemplateSpec": ("spec",),
    "core.v1.Service": ("spec",),
    "networking.v1.Ingress": ("spec",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "apps.v1.StatefulSetSpec": ("serviceName",),
    "networking.v1.NetworkPolicySpec": ("podSelector",),
}
"""Fields that the published schema requires and the API server does not."""
