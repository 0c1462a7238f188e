"""The column of each kind: requests come in at the left, and what pods are given stands at the right.

The columns are the same in every picture, so that an object is found at the same place in each environment.
"""

from collections.abc import Mapping

from constructs_lib.kubernetes.objects import Key

TITLES = ("entry", "services and policies", "workloads", "what they use", "where that comes from")

_KINDS = """
APIService GRPCRoute Gateway GatewayClass HTTPRoute Ingress IngressClass IngressRoute Middleware \
    MutatingWebhookConfiguration PodMonitor Route ServiceMonitor TCPRoute TLSRoute UDPRoute \
    ValidatingWebhookConfiguration VirtualService
EndpointSlice Endpoints HorizontalPodAutoscaler NetworkPolicy PodDisruptionBudget ScaledObject Service \
    VerticalPodAutoscaler
CronJob DaemonSet Deployment Job Pod PodTemplate ReplicaSet ReplicationController Rollout ScaledJob StatefulSet
ConfigMap PersistentVolumeClaim PriorityClass ResourceClaim RuntimeClass Secret SecretProviderClass ServiceAccount
""".strip().split("\n")
"""The kinds of each column but the last, a line each."""
_OF_KIND: Mapping[str, int] = {kind: column for column, kinds in enumerate(_KINDS) for kind in kinds.split()}


def column_of(key: Key) -> int:
    """The column of an object; what operators read, and all else, stands at the right.

    >>> column_of(Key("", "Service", None, "a")), column_of(Key("example.com", "Widget", None, "a"))
    (1, 4)
    """
    return _OF_KIND.get(key.kind, len(_KINDS))
