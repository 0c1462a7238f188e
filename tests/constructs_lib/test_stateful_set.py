"""StatefulSets: what names their pods, what each keeps, and how they are replaced."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.settings import (
    Claim,
    ClaimRetention,
    Container,
    ExecProbe,
    Image,
    PodDisruptionBudget,
    Probe,
    Service,
    Shutdown,
    StatefulService,
    TcpProbe,
    TopologySpread,
    UpdateStrategy,
)
from constructs_lib.stateful_set import StatefulSet
from tests.constructs_lib.making import IDENTITY, Shop, by_kind, chart, rendered

Settings = dict[str, Any]


class Store(StatefulService):
    """The least that an app says which keeps data."""

    kubernetes_version = Shop.kubernetes_version
    namespace = Shop.namespace
    image = Shop.image
    pod_user = Shop.pod_user
    resources = Shop.resources
    ports = {"api": 8080}


def profile(**settings: Any) -> PodProfile[StatefulService]:
    store: StatefulService = type("Store", (Store,), settings)(app="shop", env="test")
    return PodProfile(identity=IDENTITY, settings=store)


def drawn(id: str = "It", **settings: Any) -> list[Document]:
    scope = chart()
    StatefulSet(scope, id, profile=profile(**settings))
    return rendered(scope)


def spec(**settings: Any) -> Document:
    found: Document = by_kind(drawn(**settings))["StatefulSet"]["spec"]
    return found


def test_one_pod_that_keeps_nothing(snapshot: SnapshotAssertion) -> None:
    assert drawn() == snapshot


def test_everything(snapshot: SnapshotAssertion) -> None:
    settings: Settings = {
        "ports": {"api": 80, "peer": 7000},
        "replicas": 3,
        "claims": {
            "/var/lib/store": Claim("10Gi", name="store", storage_class="fast", sub_path="data"),
            "/var/log": Claim("1Gi", access_mode="ReadWriteMany"),
        },
        "claim_retention": ClaimRetention(when_scaled="Delete"),
        "readiness_probe": Probe("/ready"),
        "liveness_probe": TcpProbe("peer"),
        "startup_probe": ExecProbe("bin/started"),
        "init_containers": {"restore": Container(command="bin/restore")},
        "sidecars": {"backup": Container(image=Image("backup", tag="v2"), mounts=["/var/lib/store"])},
        "service": Service(type="LoadBalancer", annotations={"a": "b"}),
        "pod_management_policy": "Parallel",
        "update_strategy": UpdateStrategy(partition=2),
        "min_ready_seconds": 10,
        "first_ordinal": 1,
        "pod_disruption_budget": PodDisruptionBudget(max_unavailable=1),
        "topology_spread": [TopologySpread("topology.kubernetes.io/zone")],
        "shutdown": Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=120),
        "kubernetes_version": "1.29",
    }

    assert drawn(**settings) == snapshot


def test_the_service_that_names_its_pods_is_there_and_headless() -> None:
    documents = drawn(service=None)
    [service] = [each for each in documents if each["kind"] == "Service"]

    assert service["metadata"]["name"] == by_kind(documents)["StatefulSet"]["spec"]["serviceName"] == "shop-pods"
    assert service["spec"]["clusterIP"] == "None"


def test_what_a_probe_asks_where_it_names_no_port() -> None:
    """The first of them."""
    ports = {"peer": 7000, "api": 80}
    [container] = spec(ports=ports, readiness_probe=TcpProbe(), liveness_probe=Probe("/live"))["template"]["spec"][
        "containers"
    ]

    assert container["readinessProbe"]["tcpSocket"]["port"] == container["livenessProbe"]["httpGet"]["port"] == "peer"


def test_a_claim_is_named_as_its_path_reads_unless_it_has_a_name() -> None:
    claims = {"/var/lib/store": Claim("1Gi"), "/log": Claim("1Gi", name="old-log")}
    templates = spec(claims=claims)["volumeClaimTemplates"]

    assert [template["metadata"]["name"] for template in templates] == ["var-lib-store", "old-log"]


def test_claims_are_no_volumes_of_the_template() -> None:
    """The controller adds them to each pod."""
    pod = spec(claims={"/data": Claim("1Gi")}, writable_paths={"/tmp": "1Mi"})["template"]["spec"]

    assert [volume["name"] for volume in pod["volumes"]] == ["writable-tmp"]
    assert [mount["name"] for mount in pod["containers"][0]["volumeMounts"]] == ["writable-tmp", "data"]


def test_what_the_api_server_adds_to_a_claim_is_a_patch() -> None:
    """Argo CD would see a difference for ever, and the typed API does not know the fields."""
    stateful_set = StatefulSet(chart(), "It", profile=profile(claims={"/data": Claim("1Gi")}))
    [patch] = stateful_set.patches

    assert patch.target == "StatefulSet/shop"
    assert dict(patch.set) == {
        "spec.volumeClaimTemplates[data].apiVersion": "v1",
        "spec.volumeClaimTemplates[data].kind": "PersistentVolumeClaim",
    }


def test_a_wait_before_sigterm_is_a_patch() -> None:
    stateful_set = StatefulSet(chart(), "It", profile=profile(shutdown=Shutdown(pre_stop_seconds=3)))

    assert [patch.target for patch in stateful_set.patches] == ["StatefulSet/shop"]


@pytest.mark.parametrize(("replicas", "protected"), [(None, False), (0, False), (1, False), (2, True)])
def test_a_budget_from_two_replicas_on(replicas: int | None, *, protected: bool) -> None:
    documents = by_kind(drawn(replicas=replicas, pod_disruption_budget=PodDisruptionBudget()))

    assert ("PodDisruptionBudget" in documents) == protected


def test_only_pods_that_are_deleted_are_replaced() -> None:
    assert spec(update_strategy=UpdateStrategy(type="OnDelete"))["updateStrategy"] == {"type": "OnDelete"}


def test_old_pods_count_where_pods_are_spread() -> None:
    """They keep their place, and their disk in its zone, through every version."""
    [constraint] = spec(topology_spread=[TopologySpread("zone")])["template"]["spec"]["topologySpreadConstraints"]

    assert "matchLabelKeys" not in constraint


def test_the_lowest_port_decides_what_needs_no_privilege() -> None:
    security = spec(ports={"api": 8080, "dns": 53, "web": 80})["template"]["spec"]["securityContext"]

    assert security["sysctls"] == [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "53"}]


def test_a_renamed_construct_changes_nothing() -> None:
    assert drawn("Renamed") == drawn("It")
