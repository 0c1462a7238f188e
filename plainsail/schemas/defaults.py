"""What the API server fills in where a field is left out, by the names of the schemas' definitions.

After `pkg/apis/*/*/defaults.go` of Kubernetes 1.35, and the `+default` of its types. A default of a pod alone (requests
that follow limits, `enableServiceLinks`) is none of a Deployment's template. `replicas` is not among them: who leaves
it out leaves it to an autoscaler, or to whoever scales by hand, and 1 is then another number.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any, Final

from constructs_lib.kubernetes.images import parse

Fields = dict[str, Any]
"""The fields of one value, without those that say nothing; a function adds to them."""

_RBAC = "rbac.authorization.k8s.io"
_PULL_ALWAYS = "latest"
_MOST_RETRIES = 2**31 - 1

_WORKLOAD: Fields = {"revisionHistoryLimit": 10}
_RBD = {"pool": "rbd", "user": "admin", "keyring": "/etc/ceph/keyring"}
_ISCSI = {"iscsiInterface": "default"}
_SCALE_IO = {"storageMode": "ThinProvisioned", "fsType": "xfs"}
_MODE = {"defaultMode": 0o644}
_WEBHOOK: Fields = {
    "failurePolicy": "Fail",
    "matchPolicy": "Equivalent",
    "namespaceSelector": {},
    "objectSelector": {},
    "timeoutSeconds": 10,
}
_DEVICES: Fields = {"allocationMode": "ExactCount"}

VALUES: Final[Mapping[str, Mapping[str, Any]]] = {
    "admissionregistration.v1.MatchResources": {
        "matchPolicy": "Equivalent",
        "namespaceSelector": {},
        "objectSelector": {},
    },
    "admissionregistration.v1.MutatingWebhook": _WEBHOOK | {"reinvocationPolicy": "Never"},
    "admissionregistration.v1.NamedRuleWithOperations": {"scope": "*"},
    "admissionregistration.v1.RuleWithOperations": {"scope": "*"},
    "admissionregistration.v1.ServiceReference": {"port": 443},
    "admissionregistration.v1.ValidatingAdmissionPolicySpec": {"failurePolicy": "Fail"},
    "admissionregistration.v1.ValidatingWebhook": _WEBHOOK,
    "apiextensions.v1.CustomResourceDefinitionSpec": {"conversion": {"strategy": "None"}},
    "apiextensions.v1.ServiceReference": {"port": 443},
    "apps.v1.DaemonSetSpec": _WORKLOAD,
    "apps.v1.DeploymentSpec": _WORKLOAD | {"progressDeadlineSeconds": 600},
    "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"},
    "apps.v1.StatefulSetSpec": _WORKLOAD
    | {"podManagementPolicy": "OrderedReady", "persistentVolumeClaimRetentionPolicy": {}},
    "autoscaling.v1.HorizontalPodAutoscalerSpec": {"minReplicas": 1},
    "autoscaling.v2.HorizontalPodAutoscalerSpec": {"minReplicas": 1},
    "batch.v1.CronJobSpec": {
        "concurrencyPolicy": "Allow",
        "failedJobsHistoryLimit": 1,
        "successfulJobsHistoryLimit": 3,
        "suspend": False,
    },
    "batch.v1.PodFailurePolicyOnPodConditionsPattern": {"status": "True"},
    "core.v1.AzureDiskVolumeSource": {
        "cachingMode": "ReadWrite",
        "fsType": "ext4",
        "kind": "Shared",
        "readOnly": False,
    },
    "core.v1.ConfigMapVolumeSource": _MODE,
    "core.v1.ContainerPort": {"protocol": "TCP"},
    "core.v1.DownwardAPIVolumeSource": _MODE,
    "core.v1.EndpointPort": {"protocol": "TCP"},
    "core.v1.FileKeySelector": {"optional": False},
    "core.v1.GRPCAction": {"service": ""},
    "core.v1.HTTPGetAction": {"path": "/", "scheme": "HTTP"},
    "core.v1.HostPathVolumeSource": {"type": ""},
    "core.v1.ISCSIPersistentVolumeSource": _ISCSI,
    "core.v1.ISCSIVolumeSource": _ISCSI,
    "core.v1.ObjectFieldSelector": {"apiVersion": "v1"},
    "core.v1.PersistentVolumeClaimSpec": {"volumeMode": "Filesystem"},
    "core.v1.PersistentVolumeSpec": {"persistentVolumeReclaimPolicy": "Retain", "volumeMode": "Filesystem"},
    "core.v1.PodSpec": {
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30,
    },
    "core.v1.Probe": {"failureThreshold": 3, "periodSeconds": 10, "successThreshold": 1, "timeoutSeconds": 1},
    "core.v1.ProjectedVolumeSource": _MODE,
    "core.v1.RBDPersistentVolumeSource": _RBD,
    "core.v1.RBDVolumeSource": _RBD,
    "core.v1.ScaleIOPersistentVolumeSource": _SCALE_IO,
    "core.v1.ScaleIOVolumeSource": {"storageMode": "ThinProvisioned", "fsType": "xfs"},
    "core.v1.Secret": {"type": "Opaque"},
    "core.v1.SecretVolumeSource": _MODE,
    "core.v1.ServiceAccountTokenProjection": {"expirationSeconds": 3600},
    "core.v1.ServiceSpec": {"sessionAffinity": "None", "type": "ClusterIP"},
    "discovery.v1.EndpointPort": {"name": "", "protocol": "TCP"},
    "flowcontrol.v1.ExemptPriorityLevelConfiguration": {"lendablePercent": 0, "nominalConcurrencyShares": 0},
    "flowcontrol.v1.FlowSchemaSpec": {"matchingPrecedence": 1000},
    "flowcontrol.v1.LimitedPriorityLevelConfiguration": {"lendablePercent": 0, "nominalConcurrencyShares": 30},
    "flowcontrol.v1.QueuingConfiguration": {"handSize": 8, "queueLengthLimit": 50, "queues": 64},
    "networking.v1.IngressClassParametersReference": {"scope": "Cluster"},
    "networking.v1.NetworkPolicyPort": {"protocol": "TCP"},
    "rbac.v1.RoleRef": {"apiGroup": _RBAC},
    "resource.v1.DeviceSubRequest": _DEVICES,
    "resource.v1.DeviceToleration": {"operator": "Equal"},
    "resource.v1.ExactDeviceRequest": _DEVICES,
    "scheduling.v1.PriorityClass": {"preemptionPolicy": "PreemptLowerPriority"},
    "storage.v1.CSIDriverSpec": {
        "attachRequired": True,
        "fsGroupPolicy": "ReadWriteOnceWithFSType",
        "podInfoOnMount": False,
        "requiresRepublish": False,
        "seLinuxMount": False,
        "storageCapacity": False,
        "volumeLifecycleModes": ["Persistent"],
    },
    "storage.v1.StorageClass": {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"},
}
"""Defaults that depend on nothing."""


def _container(fields: Fields, _: int) -> None:
    fields.setdefault("terminationMessagePath", "/dev/termination-log")
    fields.setdefault("terminationMessagePolicy", "File")
    fields.setdefault("imagePullPolicy", _pull_policy(fields.get("image")))


def _volume(fields: Fields, _: int) -> None:
    if fields.keys() <= {"name"}:
        fields["emptyDir"] = {}


def _image_volume(fields: Fields, _: int) -> None:
    fields.setdefault("pullPolicy", _pull_policy(fields.get("reference")))


def _pull_policy(image: Any) -> str:
    reference = parse(image) if isinstance(image, str) else None
    # A digest names no tag, and neither is then `latest`.
    tag = (reference.tag or ("" if reference.digest else _PULL_ALWAYS)) if reference else ""
    return "Always" if tag == _PULL_ALWAYS else "IfNotPresent"


def _pod_spec(fields: Fields, _: int) -> None:
    old = fields.pop("serviceAccount", None)
    if name := fields.get("serviceAccountName") or old:
        fields["serviceAccountName"] = name


def _pod(fields: Fields, _: int) -> None:
    spec = _below(fields, "spec")
    spec.setdefault("enableServiceLinks", True)
    for container in (*_each(spec, "containers"), *_each(spec, "initContainers")):
        resources = _mapping(container, "resources")
        limits, requests = _mapping(resources, "limits"), resources.get("requests", {})
        if limits and isinstance(requests, dict):
            container["resources"] = resources | {"requests": limits | requests}
        if spec.get("hostNetwork") is True:
            for port in _each(container, "ports"):
                port["hostPort"] = port.get("hostPort") or port.get("containerPort")


def _service_port(fields: Fields, _: int) -> None:
    fields.setdefault("protocol", "TCP")
    if "port" in fields:
        fields.setdefault("targetPort", fields["port"])


def _service(fields: Fields, _: int) -> None:
    if fields.get("sessionAffinity") == "ClientIP":
        client = (fields.get("sessionAffinityConfig") or {}).get("clientIP") or {}
        if isinstance(client, dict):
            seconds = client.get("timeoutSeconds")
            fields["sessionAffinityConfig"] = {"clientIP": {"timeoutSeconds": 10800 if seconds is None else seconds}}
    else:
        fields.pop("sessionAffinityConfig", None)
    type_ = fields.get("type")
    if type_ in ("LoadBalancer", "NodePort") or fields.get("externalIPs"):
        fields.setdefault("externalTrafficPolicy", "Cluster")
    if type_ != "ExternalName":
        fields.setdefault("internalTrafficPolicy", "Cluster")
    if type_ == "LoadBalancer":
        fields.setdefault("allocateLoadBalancerNodePorts", True)


def _limit_range(fields: Fields, _: int) -> None:
    if fields.get("type") == "Container":
        most, least = fields.get("max") or {}, fields.get("min") or {}
        limits = most | (fields.get("default") or {})
        fields["default"] = limits
        fields["defaultRequest"] = least | limits | (fields.get("defaultRequest") or {})


def _secret(fields: Fields, _: int) -> None:
    texts = fields.pop("stringData", None)
    if isinstance(texts, dict):
        encoded = {name: base64.b64encode(str(text).encode()).decode() for name, text in texts.items()}
        fields["data"] = {**(fields.get("data") or {}), **encoded}


def _namespace(fields: Fields, _: int) -> None:
    metadata = _below(fields, "metadata")
    name, labels = metadata.get("name"), metadata.get("labels") or {}
    if name and isinstance(labels, dict):
        metadata["labels"] = {**labels, "kubernetes.io/metadata.name": name}


def _replication_controller(fields: Fields, _: int) -> None:
    labels = _at(fields, "spec", "template", "metadata", "labels")
    if labels:
        spec, metadata = _below(fields, "spec"), _below(fields, "metadata")
        spec["selector"] = spec.get("selector") or labels
        metadata["labels"] = metadata.get("labels") or labels


def _deployment(fields: Fields, _: int) -> None:
    strategy = _below(fields, "strategy")
    if strategy.setdefault("type", "RollingUpdate") == "RollingUpdate":
        strategy["rollingUpdate"] = {"maxSurge": "25%", "maxUnavailable": "25%"} | _mapping(strategy, "rollingUpdate")


def _daemon_set(fields: Fields, _: int) -> None:
    strategy = _below(fields, "updateStrategy")
    if strategy.setdefault("type", "RollingUpdate") == "RollingUpdate":
        strategy["rollingUpdate"] = {"maxSurge": 0, "maxUnavailable": 1} | _mapping(strategy, "rollingUpdate")


def _stateful_set(fields: Fields, minor: int) -> None:
    strategy = _below(fields, "updateStrategy")
    if not strategy.get("type"):
        strategy["type"] = "RollingUpdate"
        strategy.setdefault("rollingUpdate", {})
    if strategy["type"] == "RollingUpdate" and isinstance(strategy.get("rollingUpdate"), dict):
        unavailable = {"maxUnavailable": 1} if minor >= _MAX_UNAVAILABLE_SINCE else {}
        strategy["rollingUpdate"] = {"partition": 0, **unavailable} | strategy["rollingUpdate"]

    for claim in _each(fields, "volumeClaimTemplates"):
        claim.pop("status", None)
        claim |= {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}


_MAX_UNAVAILABLE_SINCE = 35


def _job(fields: Fields, _: int) -> None:
    spec = _below(fields, "spec")
    if "completions" not in spec and "parallelism" not in spec:
        spec["completions"] = 1
    spec.setdefault("parallelism", 1)
    spec.setdefault("backoffLimit", _MOST_RETRIES if "backoffLimitPerIndex" in spec else 6)
    spec.setdefault("completionMode", "NonIndexed")
    spec.setdefault("suspend", False)
    spec.setdefault("manualSelector", False)
    spec.setdefault("podReplacementPolicy", "Failed" if spec.get("podFailurePolicy") else "TerminatingOrFailed")
    labels, metadata = _at(spec, "template", "metadata", "labels"), _below(fields, "metadata")
    if labels and not metadata.get("labels"):
        metadata["labels"] = labels


def _horizontal_pod_autoscaler(fields: Fields, _: int) -> None:
    if not fields.get("metrics"):
        target = {"type": "Utilization", "averageUtilization": 80}
        fields["metrics"] = [{"type": "Resource", "resource": {"name": "cpu", "target": target}}]
    if isinstance(behavior := fields.get("behavior"), dict):
        for direction, rules in _SCALING.items():
            behavior[direction] = rules | _mapping(behavior, direction)


_ALL = {"periodSeconds": 15, "type": "Percent", "value": 100}
_SCALING: Mapping[str, Fields] = {
    "scaleDown": {"selectPolicy": "Max", "policies": [_ALL]},
    "scaleUp": {
        "selectPolicy": "Max",
        "stabilizationWindowSeconds": 0,
        "policies": [{"periodSeconds": 15, "type": "Pods", "value": 4}, _ALL],
    },
}


def _network_policy(fields: Fields, _: int) -> None:
    if not fields.get("policyTypes"):
        fields["policyTypes"] = ["Ingress", *(["Egress"] if fields.get("egress") else [])]


def _subject(fields: Fields, _: int) -> None:
    if fields.get("kind") in ("User", "Group"):
        fields.setdefault("apiGroup", _RBAC)


def _device_request(fields: Fields, _: int) -> None:
    if fields.get("allocationMode") == "ExactCount":
        fields.setdefault("count", 1)


def _names(fields: Fields, _: int) -> None:
    kind = fields.get("kind")
    if isinstance(kind, str):
        fields.setdefault("singular", kind.lower())
        fields.setdefault("listKind", f"{kind}List")


DERIVED: Final[Mapping[str, Callable[[Fields, int], None]]] = {
    "apiextensions.v1.CustomResourceDefinitionNames": _names,
    "apps.v1.DaemonSetSpec": _daemon_set,
    "apps.v1.DeploymentSpec": _deployment,
    "apps.v1.StatefulSetSpec": _stateful_set,
    "autoscaling.v2.HorizontalPodAutoscalerSpec": _horizontal_pod_autoscaler,
    "batch.v1.Job": _job,
    "core.v1.Container": _container,
    "core.v1.EphemeralContainer": _container,
    "core.v1.ImageVolumeSource": _image_volume,
    "core.v1.LimitRangeItem": _limit_range,
    "core.v1.Namespace": _namespace,
    "core.v1.Pod": _pod,
    "core.v1.PodSpec": _pod_spec,
    "core.v1.ReplicationController": _replication_controller,
    "core.v1.Secret": _secret,
    "core.v1.ServicePort": _service_port,
    "core.v1.ServiceSpec": _service,
    "core.v1.Volume": _volume,
    "networking.v1.NetworkPolicySpec": _network_policy,
    "rbac.v1.Subject": _subject,
    "resource.v1.DeviceSubRequest": _device_request,
    "resource.v1.ExactDeviceRequest": _device_request,
}
"""Defaults that depend on other fields: each takes the fields, which it completes, and the version of Kubernetes.

The fields are mappings and lists where the schema says so; what lies deeper may be anything.
"""


def _below(fields: Fields, name: str) -> Fields:
    """The mapping in a field, to be completed; one is made where there is none."""
    if not isinstance(fields.get(name), dict):
        fields[name] = {}
    below: Fields = fields[name]
    return below


def _mapping(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    return {key: item for key, item in value.items() if item is not None} if isinstance(value, dict) else {}


def _each(fields: Fields, name: str) -> list[Fields]:
    value = fields.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _at(fields: Fields, *names: str) -> Any:
    value: Any = fields
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
