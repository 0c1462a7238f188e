"""What every app and every environment of the organisation shares, and mix-ins for what an environment's apps share.

A class here derives from the vocabulary whose settings it says: apps of that vocabulary, or of one that extends it, can
have it for a parent.
"""

from constructs_lib.settings import (
    ArgoCd,
    Aws,
    Environment,
    Namespace,
    PodDisruptionBudget,
    Replicated,
    TopologySpread,
    Workload,
    change,
)

LOAD_BALANCERS = "10.0.0.0/20"
"""The public subnets of the VPC: only load balancers have addresses there, pods and nodes have none."""


class Shared(Environment):
    """Every app, everywhere."""

    part_of = "my-project"
    kubernetes_version = "1.35"
    aws = Aws(account="123456789012", region="eu-west-3")

    repository = "https://github.com/my-organisation/my-project.git"
    revision = "{env}"  # a branch of the environment's own, which only a pipeline moves
    delivery = ArgoCd(project="my-project-{env}")

    # The load balancer's controller holds a new pod back until its target is healthy.
    namespace = Namespace("{app}-{env}", labels={"elbv2.k8s.aws/pod-readiness-gate-inject": "enabled"})


class Replicas(Shared, Replicated):
    """Every app whose pods are replicated."""

    pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)
    topology_spread = [TopologySpread("topology.kubernetes.io/zone")]


class Staging(Workload):
    """Every app in staging."""

    # Staging meets each Kubernetes version before production does.
    kubernetes_version = "1.36"
    env = change({"APP_LOG_LEVEL": "debug"})


class Production(Workload):
    """Every app in production."""

    follows = "staging"  # a release promotes a commit that staging ran
    approval = "production"  # and asks the reviewers of this environment of GitHub
