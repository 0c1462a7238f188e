"""What every app shares, and mix-ins: for environments, and for kinds of apps."""

from constructs_lib.settings import (
    ArgoCd,
    Egress,
    Environment,
    Flux,
    Namespace,
    ParentRef,
    Peer,
    PodDisruptionBudget,
    Replicated,
    Retry,
    SyncPolicy,
    TopologySpread,
    Workload,
    change,
)

LOAD_BALANCERS = "10.0.0.0/20"
"""The public subnets, the same in each VPC: only load balancers have addresses there."""
DATABASES = "10.0.64.0/20"
"""The subnets of managed databases."""
EDGE = Peer(cidr=LOAD_BALANCERS)
GATEWAY = Peer(namespace_labels={"kubernetes.io/metadata.name": "gateways"})
"""The pods of the Gateways, which the platform's own repository brings."""
PROMETHEUS = Peer(namespace_labels={"kubernetes.io/metadata.name": "monitoring"})
SCRAPED = {"release": "kube-prometheus-stack"}
"""The label by which Prometheus picks its monitors."""
PUBLIC = ParentRef("public", namespace="gateways", section_name="https")
INTERNET = Egress(to=[Peer(cidr="0.0.0.0/0", except_cidrs=["10.0.0.0/8"])], ports=[443])
POSTGRES = Egress(to=[Peer(cidr=DATABASES)], ports=[5432])


def app(name: str) -> Peer:
    """The pods of an app of the shop that has a namespace of its own."""
    return Peer(namespace_labels={"kubernetes.io/metadata.name": name}, pod_labels={"app.kubernetes.io/name": name})


def beside(name: str) -> Peer:
    """The pods of an app in the same namespace."""
    return Peer(pod_labels={"app.kubernetes.io/name": name})


class Shared(Environment):
    """Every app, everywhere."""

    part_of = "shop"
    kubernetes_version = "1.34"
    repository = "https://git.shop.example.com/platform/deployments.git"
    revision = "{env}"
    namespace = Namespace("{app}")
    annotations = {"shop.example.com/runbook": "https://runbooks.shop.example.com"}


class Steady(Shared, Replicated):
    """Every app whose pods are replicated."""

    pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)
    topology_spread = [TopologySpread("topology.kubernetes.io/zone")]


class ByArgoCd(Environment):
    """One Argo CD brings staging and Europe."""

    delivery = ArgoCd(project="shop-{env}")
    sync_policy = SyncPolicy(retry=Retry(limit=10, max_duration="10m"))


class Staging(ByArgoCd):
    """Every app in staging: a cluster of its own, which meets each version of Kubernetes first."""

    kubernetes_version = "1.35"
    cluster = "https://k8s.staging.shop.example.com"
    revision = "main"
    follows = None


class ProductionEu(ByArgoCd):
    """Every app in Europe."""

    cluster = "https://k8s.eu.shop.example.com"
    follows = "staging"
    approval = "production"


class ProductionUs(Environment):
    """Every app in America: it runs what Europe ran, and has a Flux of its own."""

    cluster = "shop-us"
    delivery = Flux(name="shop-{env}", secret="git", service_account="deployer", timeout="10m")
    follows = "production-eu"
    approval = "production"


class Verbose(Workload):
    """Pods of staging say more."""

    env = change({"LOG_LEVEL": "debug"})


class OfCheckout(Environment):
    """Apps that are of use to checkout alone, and live with it."""

    namespace = Namespace("checkout", create=False)  # checkout itself makes it
