"""What the kernel does not know is done by Node, with all that was made before, and the output is the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import pytest
from cdk8s_plus_27 import k8s
from constructs import Construct

from plainsail.render.kernel import local_kernel
from tests.plainsail.render.kernel.both_ways import Build, by_node, chart, is_local, locally, moved, node_alone

NAMED = k8s.ObjectMeta(name="backend", labels={"app": "backend"})


def config_map(scope: Construct, id: str = "ConfigMap", **fields: Any) -> k8s.KubeConfigMap:
    return k8s.KubeConfigMap(scope, id, **{"metadata": NAMED, "data": {"b": "1", "a": "2"}, **fields})


def deployment(scope: Construct, id: str = "Deployment") -> k8s.KubeDeployment:
    ports = [k8s.ContainerPort(container_port=80, host_ip="10.0.0.1")]
    probe = k8s.Probe(http_get=k8s.HttpGetAction(port=k8s.IntOrString.from_string("http"), path="/"))
    limits = {"memory": k8s.Quantity.from_string("64Mi"), "cpu": k8s.Quantity.from_number(1)}
    container = k8s.Container(
        name="app", ports=ports, liveness_probe=probe, resources=k8s.ResourceRequirements(limits=limits)
    )
    template = k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels={}), spec=k8s.PodSpec(containers=[container]))
    spec = k8s.DeploymentSpec(selector=k8s.LabelSelector(match_labels={"app": "backend"}), template=template)
    return k8s.KubeDeployment(scope, id, metadata=NAMED, spec=spec)


def both(scope: cdk8s.Chart) -> None:
    """What goes before and after: typed objects, also inside constructs, and an id that JavaScript puts first."""
    inner = Construct(Construct(scope, "Outer"), "Inner")
    config_map(inner, "2")
    deployment(inner)
    config_map(inner, "1", metadata=k8s.ObjectMeta(name="first", namespace="here", annotations={}, finalizers=[]))


def mixed(scope: cdk8s.Chart) -> None:
    kplus_deployment(scope)
    json_patch(scope)
    dependency(scope)
    unnamed(scope)
    Construct(scope, "Late").node.path  # noqa: B018 - reading it is what is tested


def kplus_deployment(scope: cdk8s.Chart) -> None:
    kplus.Deployment(scope, "L2", replicas=2).add_container(image="nginx", port=80)


def exposed(scope: cdk8s.Chart) -> None:
    made = kplus.Deployment(scope, "L2", containers=[kplus.ContainerProps(image="nginx", port_number=80)])
    made.expose_via_service(name="web").expose_via_ingress("/")


def cron_job(scope: cdk8s.Chart) -> None:
    kplus.CronJob(
        scope, "L2", schedule=cdk8s.Cron.daily(), containers=[kplus.ContainerProps(image="nginx")], time_zone="UTC"
    )


def secret(scope: cdk8s.Chart) -> None:
    kplus.Secret(scope, "L2", string_data={"a": "b"}).add_string_data("c", "d")


def json_patch(scope: cdk8s.Chart) -> None:
    config_map(scope, "Patched").add_json_patch(cdk8s.JsonPatch.add("/data/c", "3"))


def added_metadata(scope: cdk8s.Chart) -> None:
    made = config_map(scope, "Labelled")
    made.metadata.add_label("late", "yes")
    made.metadata.add_annotation("name", made.name)


def dependency(scope: cdk8s.Chart) -> None:
    config_map(scope, "First", metadata=k8s.ObjectMeta(name="a")).add_dependency(
        config_map(scope, "Second", metadata=k8s.ObjectMeta(name="b"))
    )


def unnamed(scope: cdk8s.Chart) -> None:
    config_map(scope, "Unnamed", metadata=k8s.ObjectMeta(labels={"a": "b"}))
    k8s.KubeSecret(Construct(scope, "Deep"), "Unnamed", string_data={"a": "b"})


def untyped(scope: cdk8s.Chart) -> None:
    cdk8s.ApiObject(scope, "Untyped", api_version="v1", kind="ConfigMap", metadata=cdk8s.ApiObjectMetadata(name="a"))


def metadata_of_a_node(scope: cdk8s.Chart) -> None:
    config_map(Construct(scope, "Below"), "X").node.add_metadata("a", "b")


def nested_chart(scope: cdk8s.Chart) -> None:
    both(cdk8s.Chart(scope, "Nested", namespace="inner"))


def name_of(scope: cdk8s.Chart) -> None:
    config_map(scope, "Named", data={"name": deployment(scope, "Other").name})


def overridden(scope: cdk8s.Chart) -> None:
    class Named(cdk8s.Chart):
        def generate_object_name(self, api_object: cdk8s.ApiObject) -> str:
            return "made-in-python"

    inner = Named(scope, "Named")
    config_map(inner, metadata=None)


def found_by_path(scope: cdk8s.Chart) -> None:
    config_map(scope, "Found")
    found = scope.node.find_child("Found")
    assert isinstance(found, k8s.KubeConfigMap)
    config_map(scope, "Copy", data={"path": found.node.path})


WAYS: list[Build] = [
    mixed,
    kplus_deployment,
    exposed,
    cron_job,
    secret,
    json_patch,
    added_metadata,
    dependency,
    unnamed,
    untyped,
    metadata_of_a_node,
    nested_chart,
    name_of,
    overridden,
    found_by_path,
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("props", [{}, {"disable_resource_name_hashes": True, "labels": {"x": "y"}, "namespace": "n"}])
def test_what_only_node_knows(way: Build, props: dict[str, Any]) -> None:
    def build(scope: cdk8s.Chart) -> None:
        both(scope)
        way(scope)
        deployment(scope, "Last")

    assert json.dumps(moved(build, **props)) == json.dumps(by_node(build, **props))


def test_include(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("apiVersion: v1\nkind: Secret\nmetadata:\n  name: included\n", encoding="utf-8")

    def build(scope: cdk8s.Chart) -> None:
        both(scope)
        cdk8s.Include(scope, "Include", url=str(tmp_path / "a.yaml"))

    assert moved(build) == by_node(build)


def test_what_begins_and_stays_local() -> None:
    assert json.dumps(locally(both)) == json.dumps(by_node(both))


def test_only_the_app_that_needs_node_moves() -> None:
    with local_kernel():
        one, other = chart(), chart()
        both(one)
        both(other)
        kplus_deployment(one)

        assert [is_local(one), is_local(other)] == [False, True]
        assert one.to_json()[:3] == other.to_json()


def test_what_was_made_locally_is_of_use_afterwards() -> None:
    with local_kernel():
        made = chart()
        quantity = k8s.Quantity.from_string("1Gi")
    k8s.KubeResourceQuota(made, "Quota", metadata=NAMED, spec=k8s.ResourceQuotaSpec(hard={"memory": quantity}))

    assert made.to_json()[0]["spec"] == {"hard": {"memory": "1Gi"}}
    assert quantity.value == "1Gi"


def test_values_of_node_are_of_use_locally() -> None:
    with node_alone(), local_kernel():
        quantity = k8s.Quantity.from_string("1Gi")

    def build(scope: cdk8s.Chart) -> None:
        k8s.KubeResourceQuota(scope, "Quota", metadata=NAMED, spec=k8s.ResourceQuotaSpec(hard={"memory": quantity}))

    assert not is_local(quantity)
    assert locally(build) == by_node(build)


def test_arguments_are_those_of_the_time() -> None:
    """Node is given what was said when the object was made, although it is asked much later."""

    def build(scope: cdk8s.Chart) -> None:
        data, finalizers = {"a": "1"}, ["x"]
        metadata = k8s.ObjectMeta(name="a", finalizers=finalizers)
        config_map(scope, data=data, metadata=metadata)
        data["a"] = "2"
        finalizers.append("y")
        secret(scope)

    assert moved(build) == by_node(build)


def test_a_document_is_the_readers_own() -> None:
    with local_kernel():
        made = chart()
        config_map(made)
        first = made.to_json()
        first[0]["data"]["a"] = "changed"

        assert made.to_json()[0]["data"]["a"] == "2"


MISTAKES: dict[str, Callable[[cdk8s.Chart], object]] = {
    "two of one id": lambda scope: [config_map(scope), config_map(scope)],
    "no id": lambda scope: config_map(scope, ""),
    "no chart": lambda scope: config_map(Construct(cdk8s.App(), "Bare")),
    "a text for a number": lambda scope: k8s.KubeDeployment(
        scope,
        "X",
        metadata=NAMED,
        spec=k8s.DeploymentSpec(replicas="1", selector=None, template=None),  # type: ignore[arg-type]
    ),
    "a number for a text": lambda scope: config_map(scope, data={"a": 1}),
    "a tuple": lambda scope: config_map(scope, data=("a",)),
    "a set of texts": lambda scope: config_map(scope, metadata=k8s.ObjectMeta(name="a", finalizers={"a"})),  # type: ignore[arg-type]
    "a struct of another kind": lambda scope: config_map(scope, metadata=k8s.Container(name="a")),
    "a function": lambda scope: config_map(scope, data={"a": print}),
    "an id that JavaScript has": lambda scope: config_map(scope, "constructor"),
    "a key that JavaScript has": lambda scope: config_map(scope, data={"constructor": "a"}),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_as_node_tells_it(mistake: str) -> None:
    def told() -> str:
        with local_kernel():
            made = chart()
            both(made)
            try:
                MISTAKES[mistake](made)
                return json.dumps(made.to_json())
            except Exception as error:
                return f"{type(error).__name__}: {error}"

    here = told()
    with node_alone():
        assert told() == here
    assert "Error" in here
