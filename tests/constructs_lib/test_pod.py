"""What all pods of an app share."""

from __future__ import annotations

from dataclasses import replace

from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Compute, Container, ExternalSecrets, Image, Resources, ServiceAccount, Workload
from tests.constructs_lib.making import IDENTITY, chart, profile, rendered

WHOLE = profile(
    env={"A": "1"},
    external_secrets=ExternalSecrets(secret_store="own", params={"KEY": "/key"}),  # noqa: S106 - the name of a store
    writable_paths={"/tmp": "1Mi", "/data": "2Mi"},
)


def templated(template: k8s.PodTemplateSpec) -> list[Document]:
    scope = chart()
    k8s.KubePodTemplate(scope, "It", metadata=k8s.ObjectMeta(name="it"), template=template)
    return rendered(scope)


def extra(declared: Container, of: PodProfile[Workload] = WHOLE) -> list[Document]:
    return templated(of.template("web", [of.extra_container("extra", declared)]))


def names(documents: list[Document]) -> list[tuple[str, str | None]]:
    return [(item["name"], item.get("value")) for item in documents[0]["template"]["spec"]["containers"][0]["env"]]


def test_a_sidecar_of_the_image_of_the_app(snapshot: SnapshotAssertion) -> None:
    """With the app's variables, secrets, volumes and resources."""
    assert extra(Container(command="bin/watch", args=["--all"], env={"B": "2"})) == snapshot


def test_a_sidecar_of_another_image(snapshot: SnapshotAssertion) -> None:
    """With nothing of the app but the paths that it names."""
    declared = Container(
        image=Image("exporter", tag="v2"),
        resources=Resources(limits=Compute(memory="8Mi")),
        ports={"metrics": 9090},
        mounts=["/data"],
    )

    assert extra(declared) == snapshot


def test_everything_that_is_said_of_a_pod(snapshot: SnapshotAssertion) -> None:
    declared = profile(
        identity=replace(IDENTITY, version="v1", annotations={"of": "all"}),
        image_pull_secrets=["registry"],
        service_account=ServiceAccount(automount_service_account_token=True),
        pod_labels={"mesh": "on"},
        pod_annotations={"scrape": "true"},
    )
    template = declared.template(
        "web", [], annotations={"checksum": "1"}, restart_policy="Never", grace_period_seconds=60, port=80
    )

    assert templated(template) == snapshot


def test_volumes_that_no_container_sees_are_left_out() -> None:
    """As in a job of another image."""
    [result] = templated(WHOLE.template("job", []))

    assert "volumes" not in result["template"]["spec"]


def test_a_variable_of_its_own_takes_the_place_of_the_apps() -> None:
    """Two of one name are an error for the API server when it merges."""
    assert names(extra(Container(env={"A": "2", "B": "3"}))) == [("KEY", None), ("A", "2"), ("B", "3")]
