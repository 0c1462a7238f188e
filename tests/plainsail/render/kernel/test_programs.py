"""Programs that hand Python back to Node, or ask for more than a chart's objects: same outcome, same error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import jsii
import pytest
from cdk8s_plus_27 import k8s
from constructs import Construct, IConstruct

from tests.plainsail.render.kernel.both_ways import chart, told
from tests.plainsail.render.kernel.test_local import NAMED, both, config_map, deployment


@jsii.implements(cdk8s.IAnyProducer)
class Later:
    """A value that is asked for when the chart is written."""

    def produce(self) -> Any:
        return {"late": "yes"}


@jsii.implements(cdk8s.IResolver)
class Resolver:
    """Writes another value."""

    def resolve(self, context: cdk8s.ResolutionContext) -> None:
        if context.value == "2":
            context.replace_value("resolved")


def lazy() -> Any:
    scope = chart()
    both(scope)
    config_map(scope, metadata=k8s.ObjectMeta(name="a"), data=cdk8s.Lazy.any(Later()))
    return scope.to_json()


def resolver() -> Any:
    scope = cdk8s.Chart(cdk8s.App(resolvers=[Resolver()]), "chart")
    config_map(scope)  # one is enough: each of its values crosses to Python and back
    return scope.to_json()


def yaml_of_an_app() -> Any:
    app = cdk8s.App(yaml_output_type=cdk8s.YamlOutputType.FILE_PER_RESOURCE)
    one, other = cdk8s.Chart(app, "One"), cdk8s.Chart(app, "Other", namespace="n")
    both(other)
    both(one)
    one.add_dependency(other)
    return [app.synth_yaml(), [each.node.id for each in app.charts]]


def order_of_constructs() -> Any:
    scope = chart()
    first, last = Construct(scope, "First"), Construct(scope, "Last")
    both(cdk8s.Chart(scope, "Inner"))
    config_map(first, metadata=k8s.ObjectMeta(name="first"))
    config_map(last, metadata=k8s.ObjectMeta(name="last"))
    first.node.add_dependency(last)
    paths: list[IConstruct] = scope.node.find_all()
    return [scope.to_json(), [each.node.path for each in paths]]


def changed_after_it_was_made() -> Any:
    """A second look at the chart sees what was said first, whatever became of the list and the mapping since."""
    scope, data, finalizers, annotations = chart(), {"a": "1"}, ["x"], {"n": "1"}
    metadata = k8s.ObjectMeta(name="a", finalizers=finalizers, annotations=annotations)
    config_map(scope, "One", data=data, metadata=metadata)
    data["a"] = "2"
    config_map(scope, "Other", data=data, metadata=k8s.ObjectMeta(name="b"))
    finalizers.append("y")
    annotations.clear()
    return [scope.to_json(), scope.to_json(), len(scope.node.children), scope.to_json()]


def cycle() -> Any:
    scope = chart()
    one, other = config_map(scope, "One"), config_map(scope, "Other")
    one.add_dependency(other)
    other.add_dependency(one)
    return scope.to_json()


def helm() -> Any:
    scope = chart()
    both(scope)
    cdk8s.Helm(scope, "Helm", chart="web", helm_executable="/nonexistent/helm")
    return scope.to_json()


def missing_file() -> Any:
    scope = chart()
    both(scope)
    cdk8s.Include(scope, "Include", url="/nonexistent/objects.yaml")
    return scope.to_json()


def patch_of_nothing() -> Any:
    scope = chart()
    config_map(scope).add_json_patch(cdk8s.JsonPatch.remove("/spec/replicas"))
    return scope.to_json()


def two_of_one_id() -> Any:
    scope = chart()
    config_map(scope, "Same")
    kplus.ConfigMap(scope, "Same")
    return scope.to_json()


def port_that_no_container_has() -> Any:
    scope = chart()
    both(scope)
    kplus.Deployment(scope, "Web", containers=[kplus.ContainerProps(image="a")]).expose_via_service()
    return scope.to_json()


def text_for_a_number() -> Any:
    wrong: Any = "two"
    kplus.Deployment(chart(), "Web", replicas=wrong)


def missing_field() -> Any:
    k8s.KubeDeployment(chart(), "Web", metadata=NAMED, spec=k8s.DeploymentSpec())  # type: ignore[call-arg]


def object_of_another_app() -> Any:
    one, other = chart(), chart()
    deployment(one)
    return [config_map(one).node.path, config_map(other, data={"a": one.node.id}).name, other.to_json()]


def beyond_64_bits() -> Any:
    scope = chart()
    made = cdk8s.ApiObject(scope, "Any", api_version="v1", kind="Any")
    made.add_json_patch(cdk8s.JsonPatch.add("/spec", {"a": 2**53 - 1, "b": 2**70, "c": None, "d": [None]}))
    return scope.to_json()


def failed_then_went_on() -> Any:
    """What Node refused is not there, and what comes after it is."""
    scope = chart()
    both(scope)
    with pytest.raises(jsii.errors.JSIIError):
        config_map(scope, "2/2", data={"a": print})
    config_map(scope, "After", metadata=k8s.ObjectMeta(name="after"))
    return scope.to_json()


WORK: list[Callable[[], Any]] = [
    resolver, yaml_of_an_app, order_of_constructs, changed_after_it_was_made, object_of_another_app,
    beyond_64_bits, failed_then_went_on,
]  # fmt: skip
FAIL: list[Callable[[], Any]] = [
    lazy, cycle, helm, missing_file, patch_of_nothing, two_of_one_id, port_that_no_container_has,
    text_for_a_number, missing_field,
]  # fmt: skip


@pytest.mark.parametrize("program", WORK)
def test_the_outcome_is_that_of_node(program: Callable[[], Any]) -> None:
    here, there = told(program)

    assert here == there
    assert "Error" not in here


@pytest.mark.parametrize("program", FAIL)
def test_the_error_is_that_of_node(program: Callable[[], Any]) -> None:
    here, there = told(program)

    assert here == there
    assert "Error" in here


def test_an_app_writes_the_same_files(tmp_path: Path) -> None:
    def synth() -> Any:
        folder = tmp_path / str(len([*tmp_path.iterdir()]))
        scope = cdk8s.Chart(cdk8s.App(outdir=str(folder)), "chart")
        both(scope)
        cdk8s.App.of(scope).synth()
        return [(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir()]

    here, there = told(synth)

    assert here == there
    assert "chart.k8s.yaml" in here
