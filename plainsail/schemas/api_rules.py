"""What the API server refuses beyond its published schema, field by field: words that a field takes, numbers, patterns.

The published schema knows types and required fields only. These rules hold in every version that the schemas cover;
where a version knows a word more, the word is listed, so that nothing sound is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from plainsail.schemas.api_patterns import (
    AMOUNTS,
    ANNOTATION_KEY,
    DATA,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    FIELD_PATH,
    IMAGE,
    INSIDE,
    LABEL_VALUE,
    LABELS,
    NOT_NEGATIVE,
    PERCENTAGE,
    PORT_NAME,
    SYSCTL,
    VARIABLE_NAME,
    map_of,
    number,
    one_of,
    port,
    port_or_name,
)
from plainsail.schemas.problems import Schema

_PROTOCOL = one_of("TCP", "UDP", "SCTP")
_PULL = one_of("Always", "IfNotPresent", "Never")
_ID = number(0, 2**31 - 1)
_MODE = number(0, 0o777)
_WEIGHT = number(1, 100)
_CONTAINER: Mapping[str, Schema] = {
    "name": DNS_LABEL,
    "image": IMAGE,
    "imagePullPolicy": _PULL,
    "restartPolicy": one_of("Always", "OnFailure", "Never"),
    "terminationMessagePolicy": one_of("File", "FallbackToLogsOnError"),
}
_USER: Mapping[str, Schema] = {"runAsUser": _ID, "runAsGroup": _ID}
_PROFILE: Mapping[str, Schema] = {"type": {"enum": ["Localhost", "RuntimeDefault", "Unconfined"]}}
_VOLUME_FILES: Mapping[str, Schema] = {"defaultMode": _MODE}

_PODS: Mapping[str, Mapping[str, Schema]] = {
    "core.v1.PodSpec": {
        "activeDeadlineSeconds": number(1),
        "containers": {"minItems": 1},
        "dnsPolicy": one_of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
        "hostname": DNS_LABEL,
        "nodeSelector": LABELS,
        "preemptionPolicy": one_of("Never", "PreemptLowerPriority"),
        "restartPolicy": one_of("Always", "OnFailure", "Never"),
        "serviceAccountName": {"anyOf": [{"const": ""}, DNS_SUBDOMAIN]},
        "subdomain": DNS_LABEL,
        "terminationGracePeriodSeconds": number(0),
    },
    "core.v1.Container": _CONTAINER,
    "core.v1.EphemeralContainer": _CONTAINER,
    "core.v1.ContainerPort": {
        "containerPort": port(),
        "hostPort": port(0),
        "name": PORT_NAME,
        "protocol": _PROTOCOL,
    },
    "core.v1.EnvVar": {"name": VARIABLE_NAME},
    "core.v1.ObjectFieldSelector": {"fieldPath": FIELD_PATH},
    "core.v1.ResourceRequirements": {"limits": AMOUNTS, "requests": AMOUNTS},
    "core.v1.Probe": {
        "failureThreshold": number(0),
        "initialDelaySeconds": number(0),
        "periodSeconds": number(0),
        "successThreshold": number(0),
        "terminationGracePeriodSeconds": number(1),
        "timeoutSeconds": number(0),
    },
    "core.v1.HTTPGetAction": {"port": port_or_name(), "scheme": one_of("HTTP", "HTTPS")},
    "core.v1.TCPSocketAction": {"port": port_or_name()},
    "core.v1.GRPCAction": {"port": port()},
    "core.v1.SecurityContext": {**_USER, "procMount": one_of("Default", "Unmasked")},
    "core.v1.PodSecurityContext": {
        **_USER,
        "fsGroup": _ID,
        "fsGroupChangePolicy": one_of("OnRootMismatch", "Always"),
        "supplementalGroups": {"items": _ID},
        "supplementalGroupsPolicy": one_of("Merge", "Strict"),
    },
    "core.v1.Sysctl": {"name": SYSCTL},
    "core.v1.SeccompProfile": _PROFILE,
    "core.v1.Toleration": {
        "effect": one_of("NoSchedule", "PreferNoSchedule", "NoExecute"),
        "operator": one_of("Exists", "Equal", "Lt", "Gt"),
    },
    "core.v1.TopologySpreadConstraint": {
        "maxSkew": number(1),
        "minDomains": number(1),
        "nodeAffinityPolicy": one_of("Honor", "Ignore"),
        "nodeTaintsPolicy": one_of("Honor", "Ignore"),
        "topologyKey": {"minLength": 1},
        "whenUnsatisfiable": {"enum": ["DoNotSchedule", "ScheduleAnyway"]},
    },
    "core.v1.NodeSelectorRequirement": {"operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]}},
    "core.v1.PodAffinityTerm": {"topologyKey": {"minLength": 1}},
    "core.v1.PreferredSchedulingTerm": {"weight": _WEIGHT},
    "core.v1.WeightedPodAffinityTerm": {"weight": _WEIGHT},
    "core.v1.Volume": {"name": DNS_LABEL},
    "core.v1.VolumeMount": {
        "mountPath": {"minLength": 1},
        "mountPropagation": one_of("None", "HostToContainer", "Bidirectional"),
        "subPath": INSIDE,
        "subPathExpr": INSIDE,
    },
    "core.v1.EmptyDirVolumeSource": {"sizeLimit": NOT_NEGATIVE},
    "core.v1.HostPathVolumeSource": {
        "type": one_of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
    },
    "core.v1.ConfigMapVolumeSource": _VOLUME_FILES,
    "core.v1.SecretVolumeSource": _VOLUME_FILES,
    "core.v1.DownwardAPIVolumeSource": _VOLUME_FILES,
    "core.v1.ProjectedVolumeSource": _VOLUME_FILES,
    "core.v1.KeyToPath": {"mode": _MODE, "path": INSIDE},
}

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
        "protocol": _PROTOCOL,
        "targetPort": {"allOf": [port(0), PORT_NAME]},
    },
    "networking.v1.HTTPIngressPath": {"pathType": {"enum": ["Exact", "Prefix", "ImplementationSpecific"]}},
    "networking.v1.ServiceBackendPort": {"number": port(0)},
    "networking.v1.NetworkPolicySpec": {"policyTypes": {"items": {"enum": ["Ingress", "Egress"]}}},
    "networking.v1.NetworkPolicyPort": {"port": port_or_name(), "protocol": _PROTOCOL},
}

_OTHERS: Mapping[str, Mapping[str, Schema]] = {
    "core.v1.ConfigMap": {"binaryData": DATA, "data": DATA},
    "core.v1.PersistentVolumeClaimSpec": _CLAIM,
    "core.v1.PersistentVolumeSpec": {**_CLAIM, "persistentVolumeReclaimPolicy": one_of("Retain", "Recycle", "Delete")},
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

RULES: Mapping[str, Mapping[str, Schema]] = {**_PODS, **_WORKLOADS, **_SCALING, **_NETWORK, **_OTHERS}
"""Rules by definition (`core.v1.PodSpec`) and field."""

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
