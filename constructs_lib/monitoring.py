"""What Prometheus scrapes of one component's pods, and the way in for it.

Its bindings take time to import: whoever needs this imports it where it is rendered.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import custom_metadata
from constructs_lib.network_policy import ingress_rule
from constructs_lib.settings import PodMonitor, Relabeling
from constructs_lib.settings.monitoring import Monitor
from constructs_lib.settings.names import METRICS
from constructs_lib.settings.values import thaw
from imports.com.coreos import monitoring

E = TypeVar("E")


class Monitors(Construct):
    """A ServiceMonitor, a PodMonitor or both, of the app's name; a NetworkPolicy that lets Prometheus in."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        component: str,
        monitors: Mapping[str, tuple[Monitor, str]],
        service: str | None = None,
    ) -> None:
        """`monitors` are settings with the port that each asks; `service` leads to the pods, for a ServiceMonitor."""
        super().__init__(scope, id)
        own_pods = identity.selector(component)
        for monitor, port in monitors.values():
            metadata = custom_metadata(identity.metadata(labels=own_pods), labels=thaw(monitor.labels))
            if isinstance(monitor, PodMonitor):
                monitoring.PodMonitor(
                    self,
                    "PodMonitor",
                    metadata=metadata,
                    spec=monitoring.PodMonitorSpec(
                        selector=monitoring.PodMonitorSpecSelector(match_labels=own_pods),
                        pod_metrics_endpoints=[_endpoint(monitor, port, _OF_PODS)],
                    ),
                )
            else:
                monitoring.ServiceMonitor(
                    self,
                    "ServiceMonitor",
                    metadata=metadata,
                    spec=monitoring.ServiceMonitorSpec(
                        selector=monitoring.ServiceMonitorSpecSelector(match_labels=own_pods),
                        endpoints=[_endpoint(monitor, port, _OF_SERVICES, [_one_service(service or "")])],
                    ),
                )
        let_in = dict.fromkeys((monitor.scraped_by, port) for monitor, port in monitors.values() if monitor.scraped_by)
        rules = [ingress_rule(peers, [port]) for peers, port in let_in]
        if rules:
            k8s.KubeNetworkPolicy(
                self,
                "Policy",
                metadata=identity.metadata(METRICS, labels=own_pods),
                spec=k8s.NetworkPolicySpec(
                    pod_selector=k8s.LabelSelector(match_labels=own_pods), policy_types=["Ingress"], ingress=rules
                ),
            )


_OF_PODS = (
    monitoring.PodMonitorSpecPodMetricsEndpoints,
    monitoring.PodMonitorSpecPodMetricsEndpointsRelabelings,
    monitoring.PodMonitorSpecPodMetricsEndpointsMetricRelabelings,
)
_OF_SERVICES = (
    monitoring.ServiceMonitorSpecEndpoints,
    monitoring.ServiceMonitorSpecEndpointsRelabelings,
    monitoring.ServiceMonitorSpecEndpointsMetricRelabelings,
)


def _one_service(name: str) -> Relabeling:
    """All Services of a component have its labels, and lead to the same pods: by one of them each is scraped once."""
    return Relabeling(action="keep", source_labels=["__meta_kubernetes_service_name"], regex=name)


def _endpoint(
    monitor: Monitor,
    port: str,
    kinds: tuple[Callable[..., E], Callable[..., Any], Callable[..., Any]],
    first: Sequence[Relabeling] = (),
) -> E:
    """What is scraped; the bindings have types of their own for each kind of monitor."""
    kind, target, sample = kinds
    return kind(
        port=port,
        path=monitor.path,
        scheme=monitor.scheme,
        interval=monitor.interval,
        scrape_timeout=monitor.scrape_timeout,
        honor_labels=monitor.honor_labels or None,
        relabelings=[target(**_step(step)) for step in (*first, *monitor.relabelings)] or None,
        metric_relabelings=[sample(**_step(step)) for step in monitor.metric_relabelings] or None,
    )


def _step(step: Relabeling) -> dict[str, Any]:
    """The action is written although it may be the default: the API server fills it in, and Argo CD compares."""
    return {
        "action": step.action,
        "source_labels": list(step.source_labels) or None,
        "separator": step.separator,
        "regex": step.regex,
        "target_label": step.target_label,
        "replacement": step.replacement,
        "modulus": step.modulus,
    }
