"""Who may talk to the app's pods, and to whom they may talk."""

from collections.abc import Sequence

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import int_or_string
from constructs_lib.settings import Egress, NetworkPolicy, Peer
from constructs_lib.settings.names import HTTP_PORT, NAME, WEB
from constructs_lib.settings.values import thaw

_DNS = 53


class AppNetworkPolicy(Construct):
    """Two NetworkPolicies: one shuts all pods of the app, one opens ports of those that serve to whoever is named."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        policy: NetworkPolicy,
        component: str = WEB,
        ports: Sequence[str] = (HTTP_PORT,),
        peers: bool = False,
    ) -> None:
        """`component` serves at `ports`, which are open to whoever is named without ports of his own.

        With `peers` its pods are open to all pods of the app, at any port.
        """
        super().__init__(scope, id)
        own_pods = identity.selector(component)
        egress = None
        if policy.egress_to is not None:
            egress = [_dns(), *([_to(own_pods)] if peers else []), *(_egress(egress) for egress in policy.egress_to)]
        k8s.KubeNetworkPolicy(
            self,
            "Default",
            metadata=identity.metadata(),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels={NAME: identity.app}),
                policy_types=["Ingress"] if egress is None else ["Ingress", "Egress"],
                egress=egress,
            ),
        )
        ingress = [_from({NAME: identity.app})] if peers else []
        ingress += [ingress_rule(group, opened) for opened, group in _by_ports(policy.ingress_from, ports).items()]
        if ingress:
            k8s.KubeNetworkPolicy(
                self,
                component.capitalize(),
                metadata=identity.metadata(component, labels=own_pods),
                spec=k8s.NetworkPolicySpec(
                    pod_selector=k8s.LabelSelector(match_labels=own_pods), policy_types=["Ingress"], ingress=ingress
                ),
            )


def _by_ports(peers: Sequence[Peer], usual: Sequence[str]) -> dict[tuple[str, ...], list[Peer]]:
    """Peers that may reach the same ports, in the order in which the settings name the first of them."""
    groups: dict[tuple[str, ...], list[Peer]] = {}
    for peer in peers:
        groups.setdefault(tuple(peer.ports or usual), []).append(peer)
    return groups


def ingress_rule(peers: Sequence[Peer], ports: Sequence[str]) -> k8s.NetworkPolicyIngressRule:
    """Who may reach ports, by their names."""
    return k8s.NetworkPolicyIngressRule(
        from_=[_peer(peer) for peer in peers],
        ports=[k8s.NetworkPolicyPort(port=int_or_string(port), protocol="TCP") for port in ports],
    )


def _from(pods: dict[str, str]) -> k8s.NetworkPolicyIngressRule:
    return k8s.NetworkPolicyIngressRule(from_=[k8s.NetworkPolicyPeer(pod_selector=_selector(pods))])


def _to(pods: dict[str, str]) -> k8s.NetworkPolicyEgressRule:
    return k8s.NetworkPolicyEgressRule(to=[k8s.NetworkPolicyPeer(pod_selector=_selector(pods))])


def _dns() -> k8s.NetworkPolicyEgressRule:
    """Names must resolve before anything else can be reached."""
    cluster_dns = k8s.NetworkPolicyPeer(
        namespace_selector=k8s.LabelSelector(match_labels={"kubernetes.io/metadata.name": "kube-system"})
    )
    return k8s.NetworkPolicyEgressRule(to=[cluster_dns], ports=_ports([_DNS], ["UDP", "TCP"]))


def _egress(egress: Egress) -> k8s.NetworkPolicyEgressRule:
    return k8s.NetworkPolicyEgressRule(
        to=[_peer(peer) for peer in egress.to],
        ports=_ports(egress.ports, egress.protocols) or None,
    )


def _ports(ports: Sequence[int], protocols: Sequence[str]) -> list[k8s.NetworkPolicyPort]:
    return [
        k8s.NetworkPolicyPort(port=int_or_string(port), protocol=protocol) for port in ports for protocol in protocols
    ]


def _peer(peer: Peer) -> k8s.NetworkPolicyPeer:
    if peer.cidr is not None:
        except_ = list(peer.except_cidrs) or None
        return k8s.NetworkPolicyPeer(ip_block=k8s.IpBlock(cidr=peer.cidr, except_=except_))
    return k8s.NetworkPolicyPeer(
        namespace_selector=_selector(thaw(peer.namespace_labels)),
        pod_selector=_selector(thaw(peer.pod_labels)),
    )


def _selector(labels: dict[str, str]) -> k8s.LabelSelector | None:
    return k8s.LabelSelector(match_labels=labels) if labels else None
