"""The part of `api_rules` that speaks of pods: every workload has one."""

from __future__ import annotations

from collections.abc import Mapping

from plainsail.schemas.api_patterns import (
    AMOUNTS,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    FIELD_PATH,
    IMAGE,
    INSIDE,
    LABELS,
    NOT_NEGATIVE,
    PORT_NAME,
    SYSCTL,
    VARIABLE_NAME,
    Schema,
    number,
    one_of,
    port,
    port_or_name,
)

PROTOCOL = one_of("TCP", "UDP", "SCTP")
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

POD: Mapping[str, Mapping[str, Schema]] = {
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
        "protocol": PROTOCOL,
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
    "core.v1.NodeSelectorRequirement": {
        "operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]},
    },
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
        "type": one_of(
            *("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
        ),
    },
    "core.v1.ConfigMapVolumeSource": _VOLUME_FILES,
    "core.v1.SecretVolumeSource": _VOLUME_FILES,
    "core.v1.DownwardAPIVolumeSource": _VOLUME_FILES,
    "core.v1.ProjectedVolumeSource": _VOLUME_FILES,
    "core.v1.KeyToPath": {"mode": _MODE, "path": INSIDE},
}
"""Rules by definition (`core.v1.PodSpec`) and field."""
