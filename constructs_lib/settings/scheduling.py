"""On which nodes pods run."""

from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.settings.checks import Bounds
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import LabelKey, LabelValue, Natural, Positive
from constructs_lib.settings.values import Seq, setting


@setting
class Toleration:
    """Lets pods run on nodes with a taint."""

    key: LabelKey | None = field(kw_only=False)
    """The taint's key; None with operator Exists tolerates every taint."""
    operator: Literal["Equal", "Exists"] = "Exists"
    """Whether the taint's value matters."""
    value: LabelValue | None = None
    """The taint's value, for Equal."""
    effect: Literal["NoSchedule", "PreferNoSchedule", "NoExecute"] | None = None
    """The taint's effect; None tolerates all three."""
    toleration_seconds: Natural | None = None
    """With NoExecute: seconds that the pod stays."""

    def __post_init__(self) -> None:
        if (self.operator == "Equal") != (self.value is not None):
            raise SettingsError("operator='Equal' needs a value, and 'Exists' takes none", path=("operator",))
        if self.key is None and self.operator != "Exists":
            raise SettingsError("a toleration without key needs operator='Exists'", path=("key",))
        if self.toleration_seconds is not None and self.effect != "NoExecute":
            raise SettingsError("toleration_seconds needs effect='NoExecute'", path=("toleration_seconds",))


@setting
class NodeMatch:
    """A condition on a node's labels (`matchExpressions`)."""

    key: LabelKey = field(kw_only=False)
    """The label."""
    operator: Literal["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"] = "In"
    """How the label's value is compared."""
    values: Seq[LabelValue] = ()
    """The values, for In and NotIn; one whole number for Gt and Lt."""

    def __post_init__(self) -> None:
        wanted = {"Exists": 0, "DoesNotExist": 0, "Gt": 1, "Lt": 1}.get(self.operator)
        if wanted is None and not self.values:
            raise SettingsError(f"operator={self.operator!r} needs values", path=("values",))
        if wanted is not None and len(self.values) != wanted:
            raise SettingsError(f"operator={self.operator!r} takes {wanted or 'no'} values", path=("values",))
        if wanted == 1 and not self.values[0].isdigit():
            raise SettingsError(f"operator={self.operator!r} compares whole numbers", path=("values",))


@setting
class PreferredNode:
    """A condition that the scheduler fulfils when it can."""

    match: NodeMatch = field(kw_only=False)
    """The condition."""
    weight: Annotated[int, Bounds(ge=1, le=100)] = 100
    """How much it counts beside the others."""


@setting
class Affinity:
    """Where pods must or should run (`affinity`)."""

    required_nodes: Seq[NodeMatch] = ()
    """All of these must hold for the node."""
    preferred_nodes: Seq[PreferredNode] = ()
    """These should hold for the node."""
    apart_by: LabelKey | None = None
    """Pods of one workload should not share a value of this node label: `kubernetes.io/hostname`."""
    apart_required: bool = False
    """Whether `apart_by` is a must: a pod then waits rather than share."""

    def __post_init__(self) -> None:
        if not (self.required_nodes or self.preferred_nodes or self.apart_by):
            raise SettingsError("this affinity is empty; set required_nodes, preferred_nodes or apart_by")


@setting
class TopologySpread:
    """Spreads the pods of one workload over the values of a node label (`topologySpreadConstraints`)."""

    topology_key: LabelKey = field(kw_only=False)
    """The node label: `topology.kubernetes.io/zone`, `kubernetes.io/hostname`."""
    max_skew: Positive = 1
    """How many pods more than elsewhere one value may have."""
    when_unsatisfiable: Literal["ScheduleAnyway", "DoNotSchedule"] = "ScheduleAnyway"
    """Whether a pod that cannot be spread runs all the same."""
