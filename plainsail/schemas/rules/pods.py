"""What the API server refuses in Pods, in every workload (`pkg/apis/core/validation`)."""

from collections.abc import Mapping

from plainsail.schemas.rules.together import FieldRule, Fields, Names, Together
from plainsail.schemas.rules.words import (
    AMOUNTS,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    FIELD_PATH,
    ID,
    IMAGE,
    INSIDE,
    LABELS,
    MODE,
    NOT_EMPTY,
    PORT_NAME,
    PORT_NUMBER,
    PREEMPTION,
    PROTOCOL,
    SYSCTL,
    VARIABLE_NAME,
    number,
    one_of,
    port_or_name,
)

_RESTART = one_of("Always", "OnFailure", "Never")
_CONTAINER: Mapping[str, FieldRule] = {"name": DNS_LABEL, "image": IMAGE, "restartPolicy": _RESTART}

FIELDS: Fields = {
    "core.v1.Container": _CONTAINER,
    "core.v1.ContainerPort": {"name": PORT_NAME, "protocol": PROTOCOL},
    "core.v1.EnvVar": {"name": VARIABLE_NAME},
    "core.v1.EphemeralContainer": _CONTAINER,
    "core.v1.GRPCAction": PORT_NUMBER,
    "core.v1.HTTPGetAction": {"port": port_or_name()},
    "core.v1.HostPathVolumeSource": {
        "type": one_of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
    },
    "core.v1.KeyToPath": {"mode": MODE, "path": INSIDE},
    "core.v1.NodeSelectorRequirement": {"operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]}},
    "core.v1.ObjectFieldSelector": {"fieldPath": FIELD_PATH},
    "core.v1.PodAffinityTerm": {"topologyKey": NOT_EMPTY},
    "core.v1.PodSecurityContext": {
        "supplementalGroups": {"items": ID},
        "supplementalGroupsPolicy": one_of("Merge", "Strict"),
    },
    "core.v1.PodSpec": {
        "activeDeadlineSeconds": number(1),
        "containers": {"minItems": 1},
        "hostname": DNS_LABEL,
        "nodeSelector": LABELS,
        "preemptionPolicy": PREEMPTION,
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
    "core.v1.Sysctl": {"name": SYSCTL},
    "core.v1.TCPSocketAction": {"port": port_or_name()},
    "core.v1.Toleration": {
        "effect": one_of("NoSchedule", "PreferNoSchedule", "NoExecute"),
        "operator": one_of("Exists", "Equal", "Lt", "Gt"),
    },
    "core.v1.TopologySpreadConstraint": {"topologyKey": NOT_EMPTY},
    "core.v1.Volume": {"name": DNS_LABEL},
    "core.v1.VolumeMount": {"mountPath": NOT_EMPTY},
    "core.v1.WeightedPodAffinityTerm": {"weight": number(1, 100)},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "core.v1.Pod",
            "core.v1.PodTemplateSpec",
        ),
        ("spec",),
    ),
    "core.v1.Container": ("image",),
}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {}
