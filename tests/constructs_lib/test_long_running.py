"""The pods of an app that runs all the time."""

from __future__ import annotations

from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.kubernetes.objects import Document
from constructs_lib.long_running import pod_template, template_patches
from constructs_lib.settings import BackgroundWorker, ConfigMap, Container, ExecProbe, Image, Shutdown
from tests.constructs_lib.making import chart, profile, rendered


def template(runs: BackgroundWorker | None = None, **settings: Any) -> Document:
    """What a Deployment would hold of such pods."""
    scope, pods = chart(), profile(**settings)
    k8s.KubePodTemplate(scope, "It", template=pod_template(pods, runs or pods.settings, "web"))
    made: Document = rendered(scope)[0]["template"]
    return made


def test_the_app_s_container_is_the_first_and_sidecars_are_beside_it() -> None:
    pod = template(
        command="bin/serve --all",
        args=["x"],
        init_containers={"warm-up": Container(command="bin/warm-up")},
        sidecars={"exporter": Container(image=Image("exporter", tag="v1"))},
    )["spec"]

    assert [container["name"] for container in pod["containers"]] == ["app", "exporter"]
    assert [container["name"] for container in pod["initContainers"]] == ["warm-up"]
    assert (pod["containers"][0]["command"], pod["containers"][0]["args"]) == (["bin/serve", "--all"], ["x"])


def test_a_changed_config_map_is_another_template() -> None:
    """So the pods restart."""
    one, other = (template(config_maps={"a": ConfigMap(data={"A": it}, as_env=True)})["metadata"] for it in "12")

    assert one["annotations"] != other["annotations"]


def test_how_they_leave() -> None:
    pod = template(shutdown=Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=9), kubernetes_version="1.29")

    assert pod["spec"]["terminationGracePeriodSeconds"] == 9
    assert pod["spec"]["containers"][0]["lifecycle"] == {"preStop": {"exec": {"command": ["sleep", "3"]}}}


def test_a_worker_beside_the_app_has_its_own_command_and_no_other_containers() -> None:
    worker = BackgroundWorker("bin/consume", liveness_probe=ExecProbe("bin/alive"))
    pod = template(worker, args=["--app"], sidecars={"a": Container(command="bin/watch")})["spec"]

    assert [(each["name"], each["command"], each.get("args")) for each in pod["containers"]] == [
        ("app", ["bin/consume"], None)
    ]


def test_a_sidecar_that_listens_waits_as_the_app_does() -> None:
    listening, watching = (
        Container(image=Image("proxy", tag="v1"), ports={"proxy": 9000}),
        Container(command="bin/watch"),
    )
    settings = profile(
        sidecars={"proxy": listening, "watch": watching},
        shutdown=Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=9),
    ).settings

    patches = template_patches("Deployment/shop", settings, kubernetes_version="1.30")

    assert [patch.set for patch in patches] == [
        {f"spec.template.spec.containers[{name}].lifecycle": {"preStop": {"sleep": {"seconds": 3}}}}
        for name in ("app", "proxy")
    ]
