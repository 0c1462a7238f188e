"""What the API server refuses in Deployments, StatefulSets, DaemonSets and ReplicaSets.

After `k8s.io/kubernetes/pkg/apis/apps/validation`. That a selector matches its template, that a template restarts its
containers always, and that a rollout can move, are checks of their own.
"""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.names import LABEL
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.shares import SHARE_OF_ALL, in_number, wrong_share
from plainsail.schemas.rules.together import STATUS, UNREAD, Fields, Names, Place, Readings, Refusal, Together, since
from plainsail.schemas.rules.words import DNS_LABEL, SHARE, number, one_of, or_empty

_LABEL = re.compile(LABEL, re.ASCII)
_ANY: Schema = {}
"""Whatever the type allows, where a field of that name has a rule elsewhere."""


FIELDS: Fields = {
    "apps.v1.ControllerRevision": {"revision": number(0)},
    "apps.v1.DaemonSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "apps.v1.DeploymentSpec": {"progressDeadlineSeconds": number(0)},
    "apps.v1.DeploymentStrategy": {"type": one_of("Recreate", "RollingUpdate")},
    # What a strategy of another type holds is not looked at.
    "apps.v1.RollingUpdateDaemonSet": {"maxSurge": _ANY, "maxUnavailable": _ANY},
    "apps.v1.RollingUpdateDeployment": {"maxSurge": SHARE, "maxUnavailable": SHARE_OF_ALL},
    # `maxUnavailable` is dropped unread, unless a feature gate is open.
    "apps.v1.RollingUpdateStatefulSetStrategy": {"maxUnavailable": _ANY, "partition": number(0)},
    "apps.v1.StatefulSetOrdinals": {"start": number(0)},
    "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": {
        "whenDeleted": one_of("Retain", "Delete"),
        "whenScaled": one_of("Retain", "Delete"),
    },
    # Older versions took a name that no pod could have a host name with.
    "apps.v1.StatefulSetSpec": {"revisionHistoryLimit": _ANY, "serviceName": since(34, or_empty(DNS_LABEL))},
    "apps.v1.StatefulSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "apps.v1.DaemonSet",
            "apps.v1.Deployment",
            "apps.v1.ReplicaSet",
            "apps.v1.StatefulSet",
        ),
        ("spec",),
    ),
    "apps.v1.ControllerRevision": ("data",),
    "core.v1.PersistentVolumeClaim@template": ("spec",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"apps.v1.ControllerRevision": ("revision",), "apps.v1.StatefulSetSpec": ("serviceName",)}
"""Fields that the published schema requires and the API server does not."""


READ_AS: Readings = {
    **dict.fromkeys(("apps.v1.DaemonSet", "apps.v1.Deployment", "apps.v1.ReplicaSet", "apps.v1.StatefulSet"), STATUS),
    "apps.v1.StatefulSetSpec": {"volumeClaimTemplates": "template"},
    "core.v1.PersistentVolumeClaim@template": {"metadata": UNREAD, "status": UNREAD},
}
"""Fields whose value follows other rules than elsewhere."""


def no_deadline(spec: Any, place: Place) -> Iterator[Refusal]:
    """Pods that are replaced for ever have no deadline."""
    if "activeDeadlineSeconds" in spec.get("template", {}).get("spec", {}):
        field = ("template", "spec", "activeDeadlineSeconds")
        yield Refusal(field, f"a {place.kind} takes no deadline for its pods", "rollout")


def _deployment(spec: Any, _: Place) -> Iterator[Refusal]:
    strategy = spec.get("strategy", {})
    if strategy.get("type") == "Recreate" and "rollingUpdate" in strategy:
        yield Refusal(("strategy",), "is Recreate, but has rollingUpdate", "rollout")
    ready, deadline = spec.get("minReadySeconds", 0), spec.get("progressDeadlineSeconds", 600)
    if 0 <= deadline <= ready:
        message = f"{deadline} s end before a pod counts as available (minReadySeconds: {ready})"
        yield Refusal(("progressDeadlineSeconds",), message, "rollout")


def _daemon_set_strategy(strategy: Any, _: Place) -> Iterator[Refusal]:
    if strategy.get("type") == "OnDelete":
        return
    rolling = strategy.get("rollingUpdate", {})
    for field in ("maxSurge", "maxUnavailable"):
        if field in rolling and (message := wrong_share(rolling[field])):
            yield Refusal(("rollingUpdate", field), message, "rollout")
    surge, unavailable = rolling.get("maxSurge", 0), rolling.get("maxUnavailable", 1)
    if in_number(surge) and in_number(unavailable):
        told = "" if "maxUnavailable" in rolling else ", which is 1 where nothing is said; set it to 0"
        yield Refusal(("rollingUpdate", "maxSurge"), f"stands beside maxUnavailable {unavailable}{told}", "rollout")


def _claim_templates(spec: Any, _: Place) -> Iterator[Refusal]:
    # Each becomes a volume of the pod; the rest of its metadata is looked at when a pod comes.
    for index, template in enumerate(spec.get("volumeClaimTemplates", ())):
        name = template.get("metadata", {}).get("name", "")
        if not _LABEL.fullmatch(name) or len(name) > 63:
            field = ("volumeClaimTemplates", index, "metadata", "name")
            yield Refusal(field, f"'{name}' is no DNS label, which a volume of the pods is named by", "name")


def _stateful_set_strategy(strategy: Any, _: Place) -> Iterator[Refusal]:
    if strategy.get("type") == "OnDelete" and "rollingUpdate" in strategy:
        yield Refusal((), "is OnDelete, but has rollingUpdate", "rollout")


TOGETHER: Together = {
    "apps.v1.DaemonSetSpec": (no_deadline,),
    "apps.v1.DaemonSetUpdateStrategy": (_daemon_set_strategy,),
    "apps.v1.DeploymentSpec": (no_deadline, _deployment),
    "apps.v1.ReplicaSetSpec": (no_deadline,),
    "apps.v1.StatefulSetSpec": (no_deadline, _claim_templates),
    "apps.v1.StatefulSetUpdateStrategy": (_stateful_set_strategy,),
}
