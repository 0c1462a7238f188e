"""What rendering costs, counted, since seconds depend on the machine: calls of Python, and crossings to Node."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import jsii
import pytest

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.settings import Environment, Patch
from plainsail.render.charts import render, render_delivery
from plainsail.render.kernel import local_kernel
from plainsail.render.layout import app_files
from tests.plainsail.render.kernel.both_ways import node_alone
from tests.rendered import PIN
from tests.samples.everything import Everything

with local_kernel():
    import cdk8s
    from cdk8s_plus_27 import k8s

APPS = 3
MOST = 3
"""The most that twice as many apps may cost one function: sorting costs more than twice, all with all four times."""


class Whole(Everything):
    """An app of any name."""

    patches: dict[str, Patch] = {}  # those of the sample name one


def apps(number: int) -> list[Environment]:
    """Apps of one environment that differ in their names alone."""
    return [Whole(app=f"app-{index}", env="staging", pin=PIN) for index in range(number)]


def write(environments: list[Environment]) -> None:
    """All that becomes of them, as text."""
    rendered = [each for environment in environments for each in render([environment])]
    for each in rendered:
        app_files(each.environment, each.documents)
    render_delivery(environments, [key_of(document) for each in rendered for document in each.documents])


def calls(environments: list[Environment]) -> Counter[str]:
    """How often each function of Python is called."""
    count: Counter[tuple[str, int]] = Counter()

    def profile(frame: FrameType, event: str, _: Any) -> None:
        count[frame.f_code.co_filename, frame.f_code.co_firstlineno] += event == "call"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        write(environments)
    finally:
        sys.setprofile(before)
    return Counter({f"{path}:{line}": number for (path, line), number in count.items()})


@pytest.mark.slow
def test_twice_as_many_apps_cost_twice_as_much() -> None:
    """Each function for itself, so that none hides behind the others."""
    write(apps(1))  # what is made once, and kept
    few, many = calls(apps(APPS)), calls(apps(2 * APPS))

    assert {name: (few[name], many[name]) for name in many if many[name] > MOST * max(few[name], 2 * APPS)} == {}
    assert many.total() < 2.05 * few.total()


class Crossings:
    """jsii's way to Node, and what is sent on it."""

    def __init__(self, provider: Any) -> None:
        self.provider = provider
        self.sent: Counter[str] = Counter()
        self.last: Any = None

    def __getattr__(self, name: str) -> Any:
        def send(request: Any) -> Any:
            self.sent[name] += 1
            self.last = request
            return getattr(self.provider, name)(request)

        return send


def test_an_object_crosses_to_node_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A construct is one call, and the chart is written by one: values of settings cross with the objects."""
    with node_alone():
        render(apps(1))
        crossings = Crossings(jsii.kernel.provider)
        monkeypatch.setattr(jsii.kernel, "provider", crossings)
        made: Counter[str] = Counter()
        create = jsii.create

        def noted(kind: type, *args: Any) -> Any:
            made[kind.__name__] += 1
            return create(kind, *args)

        monkeypatch.setattr(jsii, "create", noted)
        [rendered] = render(apps(1))

    assert crossings.sent == {"create": made.total(), "invoke": 1}
    assert sum(made[name] for name in made if name.startswith("Kube")) <= len(rendered.documents)


def test_node_is_told_the_fields_that_were_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not that all others are null: a pod has hundreds of them."""
    with local_kernel():
        scope = cdk8s.Chart(cdk8s.App(), "chart")
        assert scope.node.id == "chart"  # it is in Node from now on
        crossings = Crossings(jsii.kernel.provider)
        monkeypatch.setattr(jsii.kernel, "provider", crossings)
        k8s.KubeConfigMap(scope, "Map", metadata=k8s.ObjectMeta(name="a"), data={"b": "c"})

    fields = crossings.last.args[2]["$jsii.struct"]["data"]
    assert {*fields} == {"metadata", "data"}
    assert {*fields["metadata"]["$jsii.struct"]["data"]} == {"name"}
