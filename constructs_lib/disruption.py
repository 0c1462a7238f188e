"""How many pods a node drain may take at once."""

from __future__ import annotations

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import int_or_string
from constructs_lib.settings import PodDisruptionBudget


class DisruptionBudget(Construct):
    """A PodDisruptionBudget for the pods of one component. With a single replica it would block drains for ever."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        part: str | None,
        component: str,
        budget: PodDisruptionBudget,
    ) -> None:
        super().__init__(scope, id)
        selector = identity.selector(component)
        k8s.KubePodDisruptionBudget(
            self,
            "Resource",
            metadata=identity.metadata(part, labels=selector),
            spec=k8s.PodDisruptionBudgetSpec(
                max_unavailable=int_or_string(budget.max_unavailable),
                selector=k8s.LabelSelector(match_labels=selector),
                # A pod that is broken anyway must not keep a node from being drained.
                unhealthy_pod_eviction_policy="AlwaysAllow",
            ),
        )
