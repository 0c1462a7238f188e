"""What makes an app scale by KEDA: a queue, a schedule, a query; and how KEDA signs in where it asks."""

from collections.abc import Iterator
from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.settings.autoscaling import Behavior
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsName, FileName, Natural, Positive, matching
from constructs_lib.settings.values import NONE, Map, Seq, setting

TriggerType = Annotated[
    str, Check(matching(r"[a-z0-9]+(-[a-z0-9]+)*", "is not a scaler of KEDA; write it as 'aws-sqs-queue'"))
]
"""A scaler as KEDA names it: `aws-sqs-queue`, `prometheus`, `cron`."""
TriggerParameter = Annotated[
    str, Check(matching(r"[A-Za-z0-9_.-]+", "is not a parameter of a scaler; write it as 'queueURL'"))
]
"""A parameter as a scaler of KEDA names it: `queueURL`."""
RoleArn = Annotated[
    str, Check(matching(r"arn:aws[a-z-]*:iam::\d+:role/\S+", "is not the ARN of a role: 'arn:aws:iam::...'"))
]
"""A role of AWS IAM."""

RESOURCES = ("cpu", "memory")
"""The scalers that follow a share of the request, as a HorizontalPodAutoscaler does."""


@setting
class AuthenticationRef:
    """Somebody else's TriggerAuthentication, of the app's namespace or of the cluster."""

    name: DnsName = field(kw_only=False)
    """Its name."""
    kind: Literal["TriggerAuthentication", "ClusterTriggerAuthentication"] = "TriggerAuthentication"
    """Whether it is the namespace's or the cluster's."""


@setting
class Trigger:
    """Something that KEDA asks, and by which the app scales (`triggers[]`)."""

    type: TriggerType = field(kw_only=False)
    """The scaler: `aws-sqs-queue`, `prometheus`, `cron`, `cpu`."""
    metadata: Map[TriggerParameter, str]
    """Its parameters, each as text: `{"queueURL": "https://...", "queueLength": "20"}`."""
    name: TriggerParameter | None = None
    """A name of its own, where there are several."""
    metric_type: Literal["AverageValue", "Value", "Utilization"] | None = None
    """Whether the target is a share per pod, the whole, or a percentage of the request; `cpu` and `memory` know
    Utilization and AverageValue, all others AverageValue, which is the default, and Value."""
    authentication_ref: AuthenticationRef | None = None
    """How KEDA signs in, where somebody else says so; without one, as `trigger_authentication` of the scaled object."""

    def __post_init__(self) -> None:
        known = ("AverageValue", "Utilization") if self.type in RESOURCES else ("AverageValue", "Value")
        if self.metric_type is not None and self.metric_type not in known:
            message = f"metric_type={self.metric_type!r} means nothing to a trigger of type {self.type!r}"
            raise SettingsError(f"{message}; set {' or '.join(map(repr, known))}", path=("metric_type",))
        if self.type in RESOURCES and self.metric_type is None:
            message = f"a trigger of type {self.type!r} needs metric_type='Utilization' or 'AverageValue'"
            raise SettingsError(message, path=("metric_type",))
        if self.type in RESOURCES and self.authentication_ref is not None:
            message = f"authentication_ref means nothing to a trigger of type {self.type!r}; take it out"
            raise SettingsError(message, path=("authentication_ref",))


@setting
class Fallback:
    """How many pods there are when KEDA cannot ask (`fallback`)."""

    failure_threshold: Natural
    """Failed questions in a row after which it takes effect."""
    replicas: Natural
    """The number of pods then."""
    behavior: Literal["static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"] = "static"
    """Whether that number replaces the present one always, never, or only where it is lower or higher."""


@setting
class PodIdentity:
    """Signs in as a pod: KEDA's own, or the app's (`podIdentity`)."""

    provider: Literal["aws", "azure-workload", "gcp"] = field(kw_only=False)
    """Whose identity it is."""
    role_arn: RoleArn | None = None
    """For `aws`: the role that KEDA takes."""
    identity_owner: Literal["keda", "workload"] | None = None
    """For `aws`: `workload` takes the role of the app's ServiceAccount, `keda`, the default, KEDA's own."""

    def __post_init__(self) -> None:
        for name in ("role_arn", "identity_owner"):
            if self.provider != "aws" and getattr(self, name) is not None:
                raise SettingsError(f"{name} means nothing to provider={self.provider!r}; take it out", path=(name,))
        if self.role_arn is not None and self.identity_owner == "workload":
            message = "role_arn beside identity_owner='workload' is refused; set one of the two"
            raise SettingsError(message, path=("role_arn",))


@setting
class SecretTargetRef:
    """A key of a Secret in the app's namespace."""

    key: FileName = field(kw_only=False)
    """The key."""
    name: DnsName | None = None
    """A Secret that someone else makes; without one it is the app's own, of `external_secrets`."""


@setting
class TriggerAuthentication:
    """How KEDA signs in where its triggers ask (TriggerAuthentication, keda.sh/v1alpha1)."""

    pod_identity: PodIdentity | None = None
    """As a pod."""
    secret_target_ref: Map[TriggerParameter, SecretTargetRef] = NONE
    """With keys of Secrets, by the parameter of the trigger that each becomes."""

    def __post_init__(self) -> None:
        if self.pod_identity is None and not self.secret_target_ref:
            raise SettingsError("this authentication is empty; set pod_identity, secret_target_ref or both")


@setting
class ScaledObject:
    """How far KEDA may scale the app, and what makes it (ScaledObject, keda.sh/v1alpha1).

    KEDA makes a HorizontalPodAutoscaler of it, `keda-hpa-<name>`, and brings the app to no pods and back itself.
    """

    triggers: Seq[Trigger]
    """What KEDA asks; the highest wish wins."""
    min_replica_count: Natural = 0
    """Fewest pods while there is something to do; 0 leaves none where there is nothing."""
    max_replica_count: Positive
    """Most pods."""
    idle_replica_count: Natural | None = None
    """0 leaves no pods where there is nothing to do, although `min_replica_count` is higher."""
    polling_interval: Positive | None = None
    """Seconds from one question to the next; 30 where nothing says so."""
    cooldown_period: Natural | None = None
    """Seconds without work before the last pods go; 300 where nothing says so."""
    fallback: Fallback | None = None
    """How many pods there are when KEDA cannot ask."""
    behavior: Behavior | None = None
    """How fast (`advanced.horizontalPodAutoscalerConfig.behavior`); without it, as Kubernetes thinks best."""
    trigger_authentication: TriggerAuthentication | None = None
    """How KEDA signs in where its triggers ask: rendered beside it, and meant by each trigger that names no other."""

    def __post_init__(self) -> None:
        for path, message in self._problems():
            raise SettingsError(message, path=path)

    def asking(self) -> list[Trigger]:
        """The triggers that ask something outside the pods, and so may need to sign in."""
        return [trigger for trigger in self.triggers if trigger.type not in RESOURCES]

    def _problems(self) -> Iterator[tuple[tuple[str, ...], str]]:
        least, most, idle = self.min_replica_count, self.max_replica_count, self.idle_replica_count
        if not self.triggers:
            yield ("triggers",), "triggers is empty, and KEDA has nothing to ask; name one"
        if least > most:
            yield ("min_replica_count",), f"min_replica_count={least} is above max_replica_count={most}"
        if idle:
            yield ("idle_replica_count",), f"idle_replica_count={idle} does not work in KEDA; set 0, or take it out"
        if idle is not None and idle >= least:
            message = f"idle_replica_count={idle} is not below min_replica_count={least}; take it out"
            yield ("idle_replica_count",), message
        names = [trigger.name for trigger in self.triggers if trigger.name]
        for name in names:
            if names.count(name) > 1:
                yield ("triggers",), f"{names.count(name)} triggers are named {name!r}; choose another name"
        if self.triggers and not self.asking() and (least == 0 or idle is not None):
            message = "cpu and memory say nothing where there are no pods, so the app cannot scale down to 0"
            yield ("min_replica_count",), f"{message}; set min_replica_count=1, without idle_replica_count"
        if self.fallback and not any(each.metric_type in (None, "AverageValue") for each in self.asking()):
            message = "fallback needs a trigger of metric_type='AverageValue' that is neither cpu nor memory"
            yield ("fallback",), f"{message}; take it out"
        if self.trigger_authentication and not any(each.authentication_ref is None for each in self.asking()):
            yield ("trigger_authentication",), "no trigger needs this trigger_authentication; take it out"
