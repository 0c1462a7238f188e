"""Settings of an app whose pods run all the time, in some number: how many there are, and what keeps them apart."""

from collections.abc import Iterator

from constructs_lib.settings.errors import Path
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import LongRunning
from constructs_lib.settings.scaling import PodDisruptionBudget
from constructs_lib.settings.scheduling import TopologySpread
from constructs_lib.settings.text import Natural
from constructs_lib.settings.values import Seq


class Replicated(LongRunning, vocabulary=True):
    """An app whose pods run all the time, in some number."""

    replicas: Natural | None = None
    """How many pods; 1 where nothing says so, and the autoscaler's number where there is one."""
    pod_disruption_budget: PodDisruptionBudget | None = None
    """How many pods a node drain may take at once; takes effect from two replicas on."""
    topology_spread: Seq[TopologySpread] = ()
    """Spreads the app's pods, and those of each worker, over zones or nodes."""

    @rule
    def _a_budget_lets_a_pod_go(self) -> Iterator[Problem]:
        staying = self.pod_disruption_budget.min_available if self.pod_disruption_budget else None
        for path, fewest in self._fewest():
            if staying is not None and fewest > 1 and _rounded_up(staying, fewest) >= fewest:
                whose = f"the worker {path[-1]!r}" if path else "the app"
                message = f"min_available={staying!r} lets no pod go where {whose} has {fewest}"
                remedy = "node drains wait for ever; lower it, or set max_unavailable"
                yield ("pod_disruption_budget", "min_available"), f"{message}: {remedy}"

    def _fewest(self) -> Iterator[tuple[Path, int]]:
        """How few pods a budget counts, of the app and of each worker, and the setting that has them."""
        yield (), 1 if self.replicas is None else self.replicas


def _rounded_up(amount: int | str, of: int) -> int:
    """Pods that a number or a percentage stands for, as a budget counts them."""
    return amount if isinstance(amount, int) else -(-int(amount.removesuffix("%")) * of // 100)
