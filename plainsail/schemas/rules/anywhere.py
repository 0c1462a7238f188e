"""Rules for fields that mean the same in whatever type they stand."""

from collections.abc import Mapping

from plainsail.schemas.rules.together import FieldRule
from plainsail.schemas.rules.words import ID, MODE, NOT_NEGATIVE, PORT_NAME, SHARE, number, one_of, port

_NOT_NEGATIVE = (
    *("backoffLimit", "completions", "failedJobsHistoryLimit", "failureThreshold", "initialDelaySeconds"),
    *("minReadySeconds", "minReplicas", "parallelism", "replicas", "revisionHistoryLimit", "startingDeadlineSeconds"),
    *("successThreshold", "successfulJobsHistoryLimit", "ttlSecondsAfterFinished"),
)
_POSITIVE = ("maxReplicas", "maxSkew", "minDomains", "progressDeadlineSeconds", "targetCPUUtilizationPercentage")

ANYWHERE: Mapping[str, FieldRule] = {
    **dict.fromkeys(_NOT_NEGATIVE, number(0)),
    **dict.fromkeys(_POSITIVE, number(1)),
    **dict.fromkeys(("fsGroup", "runAsGroup", "runAsUser"), ID),
    **dict.fromkeys(("maxSurge", "maxUnavailable", "minAvailable"), SHARE),
    "accessModes": {
        "items": {"enum": ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]},
        "minItems": 1,
    },
    "completionMode": {"enum": ["NonIndexed", "Indexed"]},
    "concurrencyPolicy": one_of("Allow", "Forbid", "Replace"),
    "containerPort": port(),
    "defaultMode": MODE,
    "dnsPolicy": one_of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "externalTrafficPolicy": one_of("Cluster", "Local"),
    "hostPort": port(0),
    "imagePullPolicy": one_of("Always", "IfNotPresent", "Never"),
    "internalTrafficPolicy": {"enum": ["Cluster", "Local"]},
    "ipFamilies": {"items": {"enum": ["IPv4", "IPv6"]}},
    "ipFamilyPolicy": {"enum": ["SingleStack", "PreferDualStack", "RequireDualStack"]},
    "nodePort": port(0),
    "pathType": {"enum": ["Exact", "Prefix", "ImplementationSpecific"]},
    "persistentVolumeReclaimPolicy": one_of("Retain", "Recycle", "Delete"),
    "podManagementPolicy": one_of("OrderedReady", "Parallel"),
    "podReplacementPolicy": {"enum": ["TerminatingOrFailed", "Failed"]},
    "policyTypes": {"items": {"enum": ["Ingress", "Egress"]}},
    "reclaimPolicy": one_of("Delete", "Retain", "Recycle"),
    "scheme": one_of("HTTP", "HTTPS"),
    "selectPolicy": {"enum": ["Max", "Min", "Disabled"]},
    "sessionAffinity": one_of("ClientIP", "None"),
    "sizeLimit": NOT_NEGATIVE,
    "stabilizationWindowSeconds": number(0, 3600),
    "targetPort": {"allOf": [port(0), PORT_NAME]},
    "terminationMessagePolicy": one_of("File", "FallbackToLogsOnError"),
    "trafficDistribution": {"enum": ["PreferClose", "PreferSameZone", "PreferSameNode"]},
    "unhealthyPodEvictionPolicy": {"enum": ["IfHealthyBudget", "AlwaysAllow"]},
    "volumeBindingMode": {"enum": ["Immediate", "WaitForFirstConsumer"]},
    "whenUnsatisfiable": {"enum": ["DoNotSchedule", "ScheduleAnyway"]},
}
"""Rules by field, for fields that mean the same wherever they stand."""
