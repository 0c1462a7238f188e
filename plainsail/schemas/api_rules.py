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

_PORT_NUMBER = {"port": port()}
_ID = number(0, 2**31 - 1)
_MODE = number(0, 0o777)
_SHARE: Schema = {"allOf": [PERCENTAGE, number(0)]}
_NOT_NEGATIVE = (
    *("backoffLimit", "completions", "failedJobsHistoryLimit", "failureThreshold", "initialDelaySeconds"),
    *("minReadySeconds", "minReplicas", "parallelism", "replicas", "revisionHistoryLimit", "startingDeadlineSeconds"),
    *("successThreshold", "successfulJobsHistoryLimit", "ttlSecondsAfterFinished"),
)
_POSITIVE = ("maxReplicas", "maxSkew", "minDomains", "progressDeadlineSeconds", "targetCPUUtilizationPercentage")

FIELDS: Mapping[str, Schema] = {
    **dict.fromkeys(_NOT_NEGATIVE, number(0)),
    **dict.fromkeys(_POSITIVE, number(1)),
    **dict.fromkeys(("fsGroup", "runAsGroup", "runAsUser"), _ID),
    **dict.fromkeys(("maxSurge", "maxUnavailable", "minAvailable"), _SHARE),
    "accessModes": {
        "items": {"enum": ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]},
        "minItems": 1,
    },
    "completionMode": {"enum": ["NonIndexed", "Indexed"]},
    "concurrencyPolicy": one_of("Allow", "Forbid", "Replace"),
    "containerPort": port(),
    "defaultMode": _MODE,
    "dnsPolicy": one_of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "externalTrafficPolicy": one_of("Cluster", "Local"),
    "fsGroupChangePolicy": one_of("OnRootMismatch", "Always"),
    "hostPort": port(0),
    "imagePullPolicy": one_of("Always", "IfNotPresent", "Never"),
    "internalTrafficPolicy": {"enum": ["Cluster", "Local"]},
    "ipFamilies": {"items": {"enum": ["IPv4", "IPv6"]}},
    "ipFamilyPolicy": {"enum": ["SingleStack", "PreferDualStack", "RequireDualStack"]},
    "matchLabels": LABELS,
    "mountPropagation": one_of("None", "HostToContainer", "Bidirectional"),
    "nodeAffinityPolicy": one_of("Honor", "Ignore"),
    "nodePort": port(0),
    "nodeTaintsPolicy": one_of("Honor", "Ignore"),
    "pathType": {"enum": ["Exact", "Prefix", "ImplementationSpecific"]},
    "persistentVolumeReclaimPolicy": one_of("Retain", "Recycle", "Delete"),
    "podManagementPolicy": one_of("OrderedReady", "Parallel"),
    "podReplacementPolicy": {"enum": ["TerminatingOrFailed", "Failed"]},
    "policyTypes": {"items": {"enum": ["Ingress", "Egress"]}},
    "procMount": one_of("Default", "Unmasked"),
    "reclaimPolicy": one_of("Delete", "Retain", "Recycle"),
    "scheme": one_of("HTTP", "HTTPS"),
    "selectPolicy": {"enum": ["Max", "Min", "Disabled"]},
    "sessionAffinity": one_of("ClientIP", "None"),
    "sizeLimit": NOT_NEGATIVE,
    "stabilizationWindowSeconds": number(0, 3600),
    "subPath": INSIDE,
    "subPathExpr": INSIDE,
    "targetPort": {"allOf": [port(0), PORT_NAME]},
    "terminationMessagePolicy": one_of("File", "FallbackToLogsOnError"),
    "trafficDistribution": {"enum": ["PreferClose", "PreferSameZone", "PreferSameNode"]},
    "unhealthyPodEvictionPolicy": {"enum": ["IfHealthyBudget", "AlwaysAllow"]},
    "volumeBindingMode": {"enum": ["Immediate", "WaitForFirstConsumer"]},
    "whenUnsatisfiable": {"enum": ["DoNotSchedule", "ScheduleAnyway"]},
}
"""Rules by field, for fields that mean the same wherever they stand."""

_PROTOCOL = one_of("TCP", "UDP", "SCTP")
_RESTART = one_of("Always", "OnFailure", "Never")
_PREEMPTION = one_of("Never", "PreemptLowerPriority")
_CONTAINER: Mapping[str, Schema] = {"name": DNS_LABEL, "image": IMAGE, "restartPolicy": _RESTART}
_CLAIM: Mapping[str, Schema] = {"volumeMode": one_of("Filesystem", "Block")}
_NOT_EMPTY: Schema = {"minLength": 1}

RULES: Mapping[str, Mapping[str, Schema]] = {
    "apps.v1.DaemonSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "apps.v1.DeploymentStrategy": {"type": one_of("Recreate", "RollingUpdate")},
    "apps.v1.StatefulSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "autoscaling.v2.HPAScalingPolicy": {
        "periodSeconds": number(1, 1800),
        "type": {"enum": ["Pods", "Percent"]},
        "value": number(1),
    },
    "autoscaling.v2.MetricSpec": {"type": {"enum": ["ContainerResource", "External", "Object", "Pods", "Resource"]}},
    "autoscaling.v2.MetricTarget": {
        "averageUtilization": number(1),
        "type": {"enum": ["Utilization", "Value", "AverageValue"]},
    },
    "batch.v1.JobSpec": {"activeDeadlineSeconds": number(0)},
    "core.v1.ConfigMap": {"binaryData": DATA, "data": DATA},
    "core.v1.Container": _CONTAINER,
    "core.v1.ContainerPort": {"name": PORT_NAME, "protocol": _PROTOCOL},
    "core.v1.EnvVar": {"name": VARIABLE_NAME},
    "core.v1.EphemeralContainer": _CONTAINER,
    "core.v1.GRPCAction": _PORT_NUMBER,
    "core.v1.HTTPGetAction": {"port": port_or_name()},
    "core.v1.HostPathVolumeSource": {
        "type": one_of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
    },
    "core.v1.KeyToPath": {"mode": _MODE, "path": INSIDE},
    "core.v1.NodeSelectorRequirement": {"operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]}},
    "core.v1.ObjectFieldSelector": {"fieldPath": FIELD_PATH},
    "core.v1.PersistentVolumeClaimSpec": _CLAIM,
    "core.v1.PersistentVolumeSpec": _CLAIM,
    "core.v1.PodAffinityTerm": {"topologyKey": _NOT_EMPTY},
    "core.v1.PodSecurityContext": {
        "supplementalGroups": {"items": _ID},
        "supplementalGroupsPolicy": one_of("Merge", "Strict"),
    },
    "core.v1.PodSpec": {
        "activeDeadlineSeconds": number(1),
        "containers": {"minItems": 1},
        "hostname": DNS_LABEL,
        "nodeSelector": LABELS,
        "preemptionPolicy": _PREEMPTION,
        "restartPolicy": _RESTART,
        "serviceAccountName": {"anyOf": [{"const": ""}, DNS_SUBDOMAIN]},
        "subdomain": DNS_LABEL,
        "terminationGracePeriodSeconds": number(0),
    },
    "core.v1.PreferredSchedulingTerm": {"weight": number(1, 100)},
    "core.v1.Probe": {
        "periodSeconds": number(0),
        "terminationGracePeriodSeconds": number(1),
        "timeoutSeconds": number(0),
    },
    "core.v1.ResourceRequirements": {"limits": AMOUNTS, "requests": AMOUNTS},
    "core.v1.SeccompProfile": {"type": {"enum": ["Localhost", "RuntimeDefault", "Unconfined"]}},
    "core.v1.Secret": {"data": DATA, "stringData": DATA},
    "core.v1.ServicePort": {"name": {"anyOf": [{"const": ""}, DNS_LABEL]}, "protocol": _PROTOCOL, **_PORT_NUMBER},
    "core.v1.ServiceSpec": {
        "selector": LABELS,
        "type": one_of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    },
    "core.v1.Sysctl": {"name": SYSCTL},
    "core.v1.TCPSocketAction": {"port": port_or_name()},
    "core.v1.Toleration": {
        "effect": one_of("NoSchedule", "PreferNoSchedule", "NoExecute"),
        "operator": one_of("Exists", "Equal", "Lt", "Gt"),
    },
    "core.v1.TopologySpreadConstraint": {"topologyKey": _NOT_EMPTY},
    "core.v1.Volume": {"name": DNS_LABEL},
    "core.v1.VolumeMount": {"mountPath": _NOT_EMPTY},
    "core.v1.WeightedPodAffinityTerm": {"weight": number(1, 100)},
    "meta.v1.LabelSelectorRequirement": {
        "operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
        "values": {"items": LABEL_VALUE},
    },
    "meta.v1.ObjectMeta": {
        "annotations": map_of(ANNOTATION_KEY),
        "labels": LABELS,
        "namespace": {"anyOf": [{"const": ""}, DNS_LABEL]},
    },
    "networking.v1.NetworkPolicyPort": {"port": port_or_name(), "protocol": _PROTOCOL},
    "networking.v1.ServiceBackendPort": {"number": port(0)},
    "rbac.v1.PolicyRule": {"verbs": {"minItems": 1}},
    "rbac.v1.RoleRef": {"apiGroup": {"enum": ["rbac.authorization.k8s.io"]}, "kind": {"enum": ["Role", "ClusterRole"]}},
    "rbac.v1.Subject": {"kind": {"enum": ["User", "Group", "ServiceAccount"]}},
    "scheduling.v1.PriorityClass": {"preemptionPolicy": _PREEMPTION},
}
"""Rules by definition (`core.v1.PodSpec`) and field."""

_WITH_SPEC = (
    *("apps.v1.DaemonSet", "apps.v1.Deployment", "apps.v1.ReplicaSet", "apps.v1.StatefulSet"),
    *("autoscaling.v1.HorizontalPodAutoscaler", "autoscaling.v2.HorizontalPodAutoscaler"),
    *("batch.v1.CronJob", "batch.v1.Job", "batch.v1.JobTemplateSpec", "core.v1.PersistentVolume"),
    *("core.v1.PersistentVolumeClaim", "core.v1.Pod", "core.v1.PodTemplateSpec", "core.v1.Service"),
    "networking.v1.Ingress",
)
REQUIRED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_WITH_SPEC, ("spec",)),
    "batch.v1.CronJobSpec": ("jobTemplate", "schedule"),
    "core.v1.Container": ("image",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "apps.v1.StatefulSetSpec": ("serviceName",),
    "networking.v1.NetworkPolicySpec": ("podSelector",),
}
"""Fields that the published schema requires and the API server does not."""
