"""Values that contradict themselves are refused when they are made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from constructs_lib.settings import (
    Alb,
    BackgroundWorker,
    Compute,
    ConfigMap,
    Container,
    CronJob,
    Egress,
    ExternalSecrets,
    Hpa,
    Image,
    Ingress,
    NodeMatch,
    Patch,
    Peer,
    Pin,
    RawObject,
    ResourceRef,
    Resources,
    SettingsError,
    Shutdown,
    Strategy,
    Toleration,
)

MADE: dict[str, Callable[[], object]] = {
    "a minimum above the maximum": lambda: Hpa(min_replicas=2, max_replicas=1, target_cpu_utilization_percentage=1),
    "an autoscaler that follows nothing": lambda: Hpa(max_replicas=1),
    "a request above the limit": lambda: Resources(requests=Compute(cpu="2"), limits=Compute(cpu="1500m")),
    "no way to roll out": lambda: Strategy(max_surge="0%", max_unavailable=0),
    "no time to finish": lambda: Shutdown(pre_stop_seconds=30, termination_grace_period_seconds=30),
    "a value that Exists": lambda: Toleration("a", value="b"),
    "Equal to nothing": lambda: Toleration("a", operator="Equal"),
    "seconds without NoExecute": lambda: Toleration("a", toleration_seconds=5),
    "In nothing": lambda: NodeMatch("a"),
    "Exists with values": lambda: NodeMatch("a", operator="Exists", values=["b"]),
    "greater than a word": lambda: NodeMatch("a", operator="Gt", values=["b"]),
    "addresses and pods": lambda: Peer(cidr="10.0.0.0/8", pod_labels={"a": "b"}),
    "everybody": Peer,
    "an exception of nothing": lambda: Peer(pod_labels={"a": "b"}, except_cidrs=["10.0.0.0/8"]),
    "an exception from elsewhere": lambda: Peer(cidr="10.0.0.0/16", except_cidrs=["192.168.0.0/24"]),
    "an exception of everything": lambda: Peer(cidr="10.0.0.0/16", except_cidrs=["10.0.0.0/16"]),
    "addresses of two kinds": lambda: Peer(cidr="10.0.0.0/16", except_cidrs=["fd00::/64"]),
    "an address without a length": lambda: Peer(cidr="10.0.0.1"),
    "egress to nobody": lambda: Egress(to=[]),
    "ports of no protocol": lambda: Egress(to=[Peer(cidr="10.0.0.0/8")], ports=[53], protocols=[]),
    "a protocol of no ports": lambda: Egress(to=[Peer(cidr="10.0.0.0/8")], protocols=["UDP"]),
    "a policy that AWS does not have": lambda: Alb(ssl_policy="TLS-1-2"),
    "an ALB of another class": lambda: Ingress("a.b", class_name="nginx", alb=Alb()),
    "no path": lambda: Ingress("a.b", class_name="alb", paths=[]),
    "a ConfigMap that nobody reads": lambda: ConfigMap(data={"a": "b"}),
    "two stores": lambda: ExternalSecrets(secret_store="a", cluster_secret_store="b", params={"A": "/a"}),  # noqa: S106
    "no store": lambda: ExternalSecrets(params={"A": "/a"}),
    "a parameter below no path": lambda: ExternalSecrets(secret_store="a", params={"A": "a"}),  # noqa: S106
    "missed starts": lambda: CronJob("a", schedule="@daily", starting_deadline_seconds=9),
    "mounts of the app's own image": lambda: Container(mounts=["/tmp"]),
    "CPU counted in bytes": lambda: ResourceRef("limits.cpu", divisor="1Mi"),
    "bytes counted in thousandths": lambda: ResourceRef("limits.memory", divisor="1m"),
    "a divisor that is none": lambda: ResourceRef("limits.memory", divisor="1ki"),
    "a port that is a number": lambda: Container(image=Image("a", tag="b"), ports={"80": 80}),
    "a port with a long name": lambda: Container(image=Image("a", tag="b"), ports={"a" * 16: 80}),
    "an empty command": lambda: BackgroundWorker(""),
    "an open quote": lambda: BackgroundWorker("sh -c 'a"),
    "a patch of nothing": lambda: Patch("Service/a"),
    "a patch of who it is": lambda: Patch("Service/a", set={"metadata.name": "b"}),
    "an object of no kind": lambda: RawObject({"apiVersion": "v1", "metadata": {"name": "a"}}),
    "an object without a name": lambda: RawObject({"apiVersion": "v1", "kind": "Service", "metadata": {}}),
    "a Secret in Git": lambda: RawObject({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}),
    "a key that is no text": lambda: RawObject(
        {"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}, "spec": {1: 2}}
    ),
    "a number that is none": lambda: Patch("Service/a", set={"spec.a": float("nan")}),
    "an image with its tag": lambda: Image("a:b"),
    "a commit that is none": lambda: Pin(tag="a", digest="sha256:" + "0" * 64, source="main"),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_contradicts_itself(make: Callable[[], object]) -> None:
    with pytest.raises(SettingsError):
        make()


def test_a_replaced_field_is_checked_with_the_others() -> None:
    """Freezing is no way around the rules."""
    from constructs_lib.settings import replace

    with pytest.raises(SettingsError):
        replace(Hpa(max_replicas=3, target_cpu_utilization_percentage=70), min_replicas=4)
