"""The operator that keeps ledgers, as its makers publish it: version 1.6 lies in vendor/."""

from constructs_lib.settings import Manifests, Namespace, Patch, Waiver
from envs import shared


class Base(shared.Shared, Manifests):
    """The operator, everywhere."""

    source = "vendor/ledger"
    namespace = Namespace("ledger")
    without = ["Secret/ledger-webhook"]
    waivers = {
        "no-wait-before-sigterm": "the API server asks a webhook that has gone again",
        "single-pod-in-production": Waiver("it keeps no one waiting", only=["Deployment/ledger-operator"]),
        "volume-without-source": "the operator's own certificate, made by hand as its makers say",
    }
    patches = {
        "sick": Patch("PodDisruptionBudget/ledger-operator", set={"spec.unhealthyPodEvictionPolicy": "AlwaysAllow"}),
        "names": Patch(
            "Deployment/ledger-operator",
            append={"spec.template.spec.containers[manager].args": ["--watch=checkout"]},
        ),
    }


class Staging(shared.Staging, Base):
    """The operator in staging."""


class ProductionEu(shared.ProductionEu, Base):
    """The operator in Europe: one that leads, and one that waits."""

    patches = Base.patches | {"two": Patch("Deployment/ledger-operator", set={"spec.replicas": 2})}


class ProductionUs(shared.ProductionUs, Base):
    """The operator in America."""
