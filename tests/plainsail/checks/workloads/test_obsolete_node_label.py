"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import obsolete_node_label
from tests.plainsail.checks.planted_objects import Document, examined, made, pod_spec, told, workload

ZONE = "failure-domain.beta.kubernetes.io/zone"
MASTER = "node-role.kubernetes.io/master"
TERM = {"matchExpressions": [{"key": MASTER, "operator": "Exists"}]}


def found(*documents: Document) -> list[tuple[str, str]]:
    return told(obsolete_node_label.check(examined(*documents)))


def test_no_node_is_a_master_any_more() -> None:
    assert found(workload(pod=pod_spec(nodeSelector={MASTER: ""}))) == [
        (
            'spec.template.spec.nodeSelector["node-role.kubernetes.io/master"]',
            (
                "node-role.kubernetes.io/master is on no node since 1.24, so that no pod is placed by it;"
                " use node-role.kubernetes.io/control-plane"
            ),
        )
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"nodeSelector": {"beta.kubernetes.io/os": "linux"}},
        {
            "affinity": {
                "nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [TERM]}}
            }
        },
        {
            "affinity": {
                "nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": TERM}]}
            }
        },
        {"affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": ZONE}]}}},
        {
            "affinity": {
                "podAffinity": {
                    "preferredDuringSchedulingIgnoredDuringExecution": [
                        {"weight": 1, "podAffinityTerm": {"topologyKey": ZONE}}
                    ]
                }
            }
        },
        {"topologySpreadConstraints": [{"topologyKey": ZONE, "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule"}]},
        {"tolerations": [{"key": MASTER, "operator": "Exists", "effect": "NoSchedule"}]},
    ],
)
def test_wherever_a_pod_asks_for_it(fields: Document) -> None:
    assert len(found(workload(pod=pod_spec(**fields)))) == 1


def test_volumes_and_classes() -> None:
    terms = [{"matchExpressions": [{"key": ZONE, "operator": "In", "values": ["a"]}]}]
    volume = made(
        "PersistentVolume",
        metadata={"namespace": None},
        spec={
            "capacity": {"storage": "1Gi"},
            "accessModes": ["ReadWriteOnce"],
            "hostPath": {"path": "/x"},
            "nodeAffinity": {"required": {"nodeSelectorTerms": terms}},
        },
    )
    topologies = [{"matchLabelExpressions": [{"key": ZONE, "values": ["a"]}]}]
    storage_class = made("StorageClass", "storage.k8s.io/v1", provisioner="x.com/y", allowedTopologies=topologies)

    assert len(found(volume)) == 1
    assert len(found(storage_class)) == 1


def test_silent_on_labels_of_today_and_on_both_tolerations() -> None:
    keys = (MASTER, "node-role.kubernetes.io/control-plane")
    both = [{"key": key, "operator": "Exists", "effect": "NoSchedule"} for key in keys]

    assert not found(workload(pod=pod_spec(nodeSelector={"kubernetes.io/os": "linux"}, tolerations=both)))
    assert not found(workload(pod=pod_spec(tolerations=[{"key": MASTER}, {"operator": "Exists"}])))
