"""What the API server refuses beyond its published schema, field by field: words that a field takes, numbers, patterns.

The published schema knows types and required fields only. These rules hold in every version that the schemas cover;
where a version knows a word more, the word is listed, so that nothing sound is refused.
"""

from collections.abc import Mapping

from constructs_lib.kubernetes import names, quantities
from constructs_lib.kubernetes.images import REPOSITORY, TAG
from plainsail.schemas.problems import CONCERN, WORDS, Concern, Schema


def text(concern: Concern, pattern: str, words: str, *, longest: int | None = None) -> Schema:
    """Text that matches a pattern from its first character to its last."""
    schema: Schema = {"pattern": f"^({pattern})$", CONCERN: concern, WORDS: words}
    return schema if longest is None else schema | {"maxLength": longest}


DNS_LABEL = text(
    "name", names.LABEL, "is no DNS label: lower-case letters, digits and '-' within, 63 characters at most", longest=63
)
DNS_1035_LABEL = text(
    "name",
    "[a-z]([-a-z0-9]*[a-z0-9])?",
    "is no DNS label that begins with a letter: lower-case letters, digits and '-' within, 63 characters at most",
    longest=63,
)
DNS_SUBDOMAIN = text(
    "name",
    names.SUBDOMAIN,
    "is no DNS name: lower-case letters, digits, '-' and '.' within, 253 characters at most",
    longest=253,
)
PATH_SEGMENT = text("name", r"\.?[^./%][^/%]*|\.\.[^/%]+", "is '.', '..', empty, or holds '/' or '%'")
PORT_NAME = text(
    "port",
    names.PORT,
    "is no port name: lower-case letters, digits and single '-' within, a letter among them, 15 characters at most",
    longest=15,
)
LABEL_KEY = text(
    "label",
    f"({names.SUBDOMAIN}/)?{names.QUALIFIED}",
    "is no label key: a name of 63 characters at most (letters, digits, '-', '_', '.' within), after a DNS name and "
    "'/' if any",
    longest=317,
)
ANNOTATION_KEY = text(
    "label",
    f"(?i:{names.SUBDOMAIN}/)?{names.QUALIFIED}",
    "is no annotation key: a name of 63 characters at most (letters, digits, '-', '_', '.' within), after a DNS name "
    "and '/' if any",
    longest=317,
)
LABEL_VALUE = text(
    "label",
    f"({names.QUALIFIED})?",
    "is no label value: letters, digits, '-', '_' and '.' within, 63 characters at most",
    longest=63,
)
DATA_KEY = text(
    "key",
    names.DATA_KEY,
    "is no key of a ConfigMap or Secret: letters, digits, '-', '_' and '.', 253 characters at most",
    longest=253,
)
VARIABLE_NAME = text("key", "[ -<>-~]+", "is no variable name: printable ASCII characters without '='")
IMAGE = text(
    "image",
    rf"{REPOSITORY}(:{TAG})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{{32,}})?",
    "is no image: registry/repository:tag@digest, the repository in lower case",
)
QUANTITY = text(
    "quantity",
    quantities.PATTERN,
    "is no quantity: a number, and m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei behind it",
)
NOT_NEGATIVE: Schema = {"allOf": [text("quantity", "|[^-].*", "is below zero"), {"minimum": 0, CONCERN: "quantity"}]}
INSIDE = text("object", r"|[^/].*", "begins with '/', where a path within the volume belongs")
FIELD_PATH = text(
    "object",
    r"metadata\.(name|namespace|uid|labels|annotations)|metadata\.(labels|annotations)\['[^']+'\]"
    r"|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs)",
    "is no field that a pod may read: metadata.name, .namespace, .uid, .labels['<key>'], .annotations['<key>'], "
    "spec.nodeName, spec.serviceAccountName, status.hostIP, .hostIPs, .podIP, .podIPs",
)
SYSCTL = text("object", r"[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*", "is no sysctl")
INTEGERS: dict[str, Schema] = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
}
"""The bounds that a format stands for."""


def one_of(*values: str) -> Schema:
    """One of several words, or none: to the API server, an empty text is a field that is absent.

    >>> one_of("TCP", "UDP")
    {'enum': ['', 'TCP', 'UDP']}
    """
    return {"enum": ["", *values]}


def number(least: int, most: int | None = None) -> Schema:
    """A number within bounds."""
    return {"minimum": least} if most is None else {"minimum": least, "maximum": most}


PERCENTAGE: Schema = text("object", "[0-9]+%", "is no percentage: digits and '%' behind them")
"""A number, or a share in per cent."""


def port(least: int = 1) -> Schema:
    """A port number; 0 where it stands for none."""
    return {"minimum": least, "maximum": 65535, CONCERN: "port"}


def port_or_name() -> Schema:
    """A port number, or the name of a port of the container."""
    return {"allOf": [port(), PORT_NAME]}


def map_of(key: Schema, value: Schema | None = None) -> Schema:
    """A mapping with rules for its keys, and for its values if given."""
    return {"propertyNames": key} | ({"additionalProperties": value} if value is not None else {})


LABELS = map_of(LABEL_KEY, LABEL_VALUE)
DATA = map_of(DATA_KEY)
AMOUNTS = map_of({}, NOT_NEGATIVE)

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
