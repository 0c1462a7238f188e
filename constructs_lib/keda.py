"""What scales the pods of one component by KEDA, and how KEDA signs in where it asks.

Its bindings take time to import: whoever needs this imports it where it is rendered.
"""

from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import custom_metadata
from constructs_lib.scaling import scaling_rules
from constructs_lib.settings import ScaledObject, Trigger, TriggerAuthentication
from constructs_lib.settings.autoscaling import Behavior
from constructs_lib.settings.keda import RESOURCES, Fallback
from constructs_lib.settings.values import thaw
from imports.sh import keda

_UP = (
    keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfigBehaviorScaleUp,
    keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfigBehaviorScaleUpPolicies,
)
_DOWN = (
    keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfigBehaviorScaleDown,
    keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfigBehaviorScaleDownPolicies,
)


class KedaScaling(Construct):
    """A ScaledObject that scales the Deployment of the same name; its TriggerAuthentication, where it has one."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        part: str | None,
        component: str,
        scaled: ScaledObject,
        secret: str | None,
    ) -> None:
        """`secret` is the app's own, which triggers may sign in with."""
        super().__init__(scope, id)
        if scaled.trigger_authentication:
            keda.TriggerAuthentication(
                self,
                "Authentication",
                metadata=custom_metadata(identity.metadata(part, labels=identity.selector(component))),
                spec=_authentication(scaled.trigger_authentication, secret),
            )
        keda.ScaledObject(
            self,
            "Resource",
            metadata=custom_metadata(identity.metadata(part, labels=identity.selector(component))),
            spec=keda.ScaledObjectSpec(
                scale_target_ref=keda.ScaledObjectSpecScaleTargetRef(
                    api_version="apps/v1", kind="Deployment", name=identity.name(part)
                ),
                min_replica_count=scaled.min_replica_count,
                max_replica_count=scaled.max_replica_count,
                idle_replica_count=scaled.idle_replica_count,
                polling_interval=scaled.polling_interval,
                cooldown_period=scaled.cooldown_period,
                fallback=_fallback(scaled.fallback),
                advanced=_advanced(scaled.behavior),
                triggers=[_trigger(trigger, scaled, identity.name(part)) for trigger in scaled.triggers],
            ),
        )


def _trigger(trigger: Trigger, scaled: ScaledObject, own: str) -> keda.ScaledObjectSpecTriggers:
    reference = None
    if trigger.authentication_ref:
        reference = keda.ScaledObjectSpecTriggersAuthenticationRef(
            name=trigger.authentication_ref.name, kind=trigger.authentication_ref.kind
        )
    elif scaled.trigger_authentication and trigger.type not in RESOURCES:
        reference = keda.ScaledObjectSpecTriggersAuthenticationRef(name=own, kind="TriggerAuthentication")
    return keda.ScaledObjectSpecTriggers(
        type=trigger.type,
        metadata=thaw(trigger.metadata),
        name=trigger.name,
        metric_type=trigger.metric_type,
        authentication_ref=reference,
    )


def _authentication(authentication: TriggerAuthentication, secret: str | None) -> keda.TriggerAuthenticationSpec:
    pod = authentication.pod_identity
    return keda.TriggerAuthenticationSpec(
        pod_identity=keda.TriggerAuthenticationSpecPodIdentity(
            provider=pod.provider, role_arn=pod.role_arn, identity_owner=pod.identity_owner
        )
        if pod
        else None,
        secret_target_ref=[
            keda.TriggerAuthenticationSpecSecretTargetRef(parameter=name, name=ref.name or secret or "", key=ref.key)
            for name, ref in authentication.secret_target_ref.items()
        ]
        or None,
    )


def _fallback(fallback: Fallback | None) -> keda.ScaledObjectSpecFallback | None:
    if fallback is None:
        return None
    return keda.ScaledObjectSpecFallback(
        failure_threshold=fallback.failure_threshold,
        replicas=fallback.replicas,
        # Written although it may be the default: the API server fills it in, and Argo CD would see a difference.
        behavior=fallback.behavior,
    )


def _advanced(behavior: Behavior | None) -> keda.ScaledObjectSpecAdvanced | None:
    if behavior is None:
        return None
    config = keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfig
    return keda.ScaledObjectSpecAdvanced(
        horizontal_pod_autoscaler_config=config(
            behavior=keda.ScaledObjectSpecAdvancedHorizontalPodAutoscalerConfigBehavior(
                scale_up=scaling_rules(behavior.scale_up, *_UP), scale_down=scaling_rules(behavior.scale_down, *_DOWN)
            )
        )
    )
