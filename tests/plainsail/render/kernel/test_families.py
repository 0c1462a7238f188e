"""Constructs of every family are what Node makes of them, beside typed objects that were made without it."""

from __future__ import annotations

import json
import re
from inspect import isabstract
from pathlib import Path
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import pytest
from cdk8s_plus_27 import k8s
from constructs import Construct

from tests.plainsail.render.kernel import families, test_local
from tests.plainsail.render.kernel.both_ways import Build, by_node, moved
from tests.plainsail.render.kernel.families import FAMILIES
from tests.plainsail.render.kernel.test_local import both, deployment


def api_objects(scope: cdk8s.Chart) -> None:
    class Thing(cdk8s.ApiObject):
        def __init__(self, scope: Construct, id: str) -> None:
            super().__init__(scope, id, api_version="example.org/v1", kind="Thing", metadata={"name": "thing"})
            self.add_json_patch(cdk8s.JsonPatch.add("/spec", {"b": [1, {"z": True}], "a": 1.5}))

    made = Thing(scope, "Thing")
    made.add_json_patch(cdk8s.JsonPatch.replace("/spec/a", 2), cdk8s.JsonPatch.remove("/spec/b/0"))
    assert cdk8s.ApiObject.is_api_object(made)
    assert cdk8s.Chart.of(made).node.path == scope.node.path


def overridden_json(scope: cdk8s.Chart) -> None:
    class Marked(k8s.KubeConfigMap):
        def to_json(self) -> Any:
            return {**super().to_json(), "marked": True}

    Marked(scope, "Marked", metadata=k8s.ObjectMeta(name="marked"), data={"a": "b"})


def names(scope: cdk8s.Chart) -> None:
    below = Construct(scope, "Below")
    data = {
        "label": cdk8s.Names.to_label_value(below, delimiter=".", extra=["x"]),
        "name": cdk8s.Names.to_dns_label(below, max_len=40),
        "generated": scope.generate_object_name(cdk8s.ApiObject(below, "Any", api_version="v1", kind="Any")),
    }
    k8s.KubeConfigMap(scope, "Names", metadata=k8s.ObjectMeta(name="names"), data=data)


def of_a_test(scope: cdk8s.Chart) -> None:
    other = cdk8s.Testing.chart()
    k8s.KubeConfigMap(other, "Given", metadata=k8s.ObjectMeta(name="given"), data={"a": "b"})
    [document] = cdk8s.Testing.synth(other)
    k8s.KubeConfigMap(scope, "Copy", metadata=k8s.ObjectMeta(name="copy"), data=document["data"])
    scope.node.add_validation  # noqa: B018 - reading it is what is tested


def test_every_family_is_among_them() -> None:
    """Each construct that can be made, and each kind of volume, probe and handler."""
    kinds = [kind for kind in vars(kplus).values() if isinstance(kind, type) and issubclass(kind, Construct)]
    constructs = [kind.__name__ for kind in kinds if not isabstract(kind)]
    makers = (kplus.Volume, kplus.Probe, kplus.Handler)
    ways = [f"{kind.__name__}.{name}" for kind in makers for name in vars(kind) if name.startswith("from_")]
    used = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (families, test_local))

    assert len(constructs) > 30
    assert [name for name in [*constructs, *ways] if not re.search(rf"kplus\.{name}\b", used)] == []


OF_CDK8S: list[Build] = [api_objects, overridden_json, names, of_a_test]


@pytest.mark.parametrize("family", [*FAMILIES, *OF_CDK8S])
def test_a_family_of_constructs(family: Build) -> None:
    def build(scope: cdk8s.Chart) -> None:
        both(scope)
        family(scope)
        deployment(scope, "Last")

    there = by_node(build)

    assert json.dumps(moved(build)) == json.dumps(there)
    assert len(there) > 4
