"""On which nodes pods run."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.settings import Affinity, NodeMatch, Toleration, TopologySpread, Workload
from constructs_lib.settings.values import thaw


def pod_fields(settings: Workload, selector: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a PodSpec; `selector` finds the pods to keep apart."""
    return {
        "node_selector": thaw(settings.node_selector) or None,
        "tolerations": [_toleration(toleration) for toleration in settings.tolerations] or None,
        "affinity": _affinity(settings.affinity, selector),
        "priority_class_name": settings.priority_class_name,
    }


def spread(
    constraints: Sequence[TopologySpread], selector: Mapping[str, str], revision_label: str | None
) -> list[k8s.TopologySpreadConstraint] | None:
    """`topologySpreadConstraints` of a PodSpec; `selector` finds the pods to spread.

    Of several versions only the pod's own counts where a label tells: the pods of the old one go when a rollout ends,
    which would leave the others lopsided.
    """
    return [
        k8s.TopologySpreadConstraint(
            topology_key=constraint.topology_key,
            max_skew=constraint.max_skew,
            when_unsatisfiable=constraint.when_unsatisfiable,
            label_selector=k8s.LabelSelector(match_labels=dict(selector)),
            match_label_keys=[revision_label] if revision_label else None,
        )
        for constraint in constraints
    ] or None


def _toleration(toleration: Toleration) -> k8s.Toleration:
    return k8s.Toleration(
        key=toleration.key,
        operator=toleration.operator,
        value=toleration.value,
        effect=toleration.effect,
        toleration_seconds=toleration.toleration_seconds,
    )


def _affinity(affinity: Affinity | None, selector: Mapping[str, str]) -> k8s.Affinity | None:
    if affinity is None:
        return None
    return k8s.Affinity(node_affinity=_node_affinity(affinity), pod_anti_affinity=_apart(affinity, selector))


def _node_affinity(affinity: Affinity) -> k8s.NodeAffinity | None:
    if not affinity.required_nodes and not affinity.preferred_nodes:
        return None
    required = [_match(match) for match in affinity.required_nodes]
    return k8s.NodeAffinity(
        required_during_scheduling_ignored_during_execution=k8s.NodeSelector(
            node_selector_terms=[k8s.NodeSelectorTerm(match_expressions=required)]
        )
        if required
        else None,
        preferred_during_scheduling_ignored_during_execution=[
            k8s.PreferredSchedulingTerm(
                weight=preferred.weight,
                preference=k8s.NodeSelectorTerm(match_expressions=[_match(preferred.match)]),
            )
            for preferred in affinity.preferred_nodes
        ]
        or None,
    )


def _match(match: NodeMatch) -> k8s.NodeSelectorRequirement:
    return k8s.NodeSelectorRequirement(key=match.key, operator=match.operator, values=list(match.values) or None)


def _apart(affinity: Affinity, selector: Mapping[str, str]) -> k8s.PodAntiAffinity | None:
    if affinity.apart_by is None:
        return None
    term = k8s.PodAffinityTerm(
        topology_key=affinity.apart_by,
        label_selector=k8s.LabelSelector(match_labels=dict(selector)),
    )
    if affinity.apart_required:
        return k8s.PodAntiAffinity(required_during_scheduling_ignored_during_execution=[term])
    return k8s.PodAntiAffinity(
        preferred_during_scheduling_ignored_during_execution=[
            k8s.WeightedPodAffinityTerm(weight=100, pod_affinity_term=term)
        ]
    )
