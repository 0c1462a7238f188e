"""Settings of an app whose pods run all the time, in some number: how many there are, and what keeps them apart."""

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
