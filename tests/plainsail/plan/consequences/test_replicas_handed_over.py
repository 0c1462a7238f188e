"""The number of pods passes from the manifest to an autoscaler, or back."""

from __future__ import annotations

from tests.plainsail.plan.planted import autoscaler, deployment, files, findings, scaled_object, told

NAME = "replicas_handed_over"


def test_an_autoscaler_takes_over() -> None:
    [finding] = findings(NAME, files(deployment(replicas=4)), files(deployment(), autoscaler(2, 6)))

    assert finding.message == "replicas: 4 goes, an autoscaler takes over: until it acts there may be 1 pod"
    assert (finding.fix or "").startswith("sync the autoscaler first")


def test_an_autoscaler_is_overruled() -> None:
    assert told(NAME, files(deployment(), autoscaler(2, 6)), files(deployment(replicas=2))) == [
        "the autoscaler no longer decides: there are 2 pods, whatever there are now"
    ]


def test_an_autoscaler_is_overruled_by_one_pod_as_well() -> None:
    assert told(NAME, files(deployment(), autoscaler(2, 6)), files(deployment(replicas=1))) == [
        "the autoscaler no longer decides: there is 1 pod, whatever there are now"
    ]


def test_another_number_is_no_handing_over() -> None:
    assert told(NAME, deployment(replicas=1), deployment(replicas=2)) == []


def test_replicas_without_an_autoscaler_may_go() -> None:
    assert told(NAME, deployment(replicas=1), deployment()) == []


def test_the_autoscaler_of_another_workload_takes_nothing_over() -> None:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "other"}

    assert told(NAME, files(deployment(replicas=1)), files(deployment(), autoscaler(1, 2, scaleTargetRef=target))) == []


def test_keda_takes_over_from_an_autoscaler() -> None:
    assert told(NAME, files(deployment(), autoscaler(2, 6)), files(deployment(), scaled_object())) == [
        (
            "takes over the number of pods from HorizontalPodAutoscaler/backend: "
            "KEDA refuses it while that is there, or both set the number for a moment"
        )
    ]


def test_an_autoscaler_takes_over_from_keda() -> None:
    assert told(NAME, files(deployment(), scaled_object()), files(deployment(), autoscaler(2, 6))) == [
        (
            "takes over the number of pods from ScaledObject/backend: "
            "until KEDA has removed keda-hpa-backend, both set the number"
        )
    ]


def test_keda_takes_over_from_a_number() -> None:
    assert told(NAME, files(deployment(replicas=4)), files(deployment(), scaled_object())) == [
        "replicas: 4 goes, an autoscaler takes over: until it acts there may be 1 pod"
    ]


def test_a_scaled_object_that_goes_leaves_the_number_as_it_is() -> None:
    [finding] = findings(NAME, files(deployment(), scaled_object()), files(deployment()))

    assert finding.message == (
        "goes, and nothing else decides the number of pods: it stays as it is then, "
        "and where there are none, nothing brings one back"
    )
    assert finding.fix == "set `replicas`"


def test_an_autoscaler_that_goes_leaves_some() -> None:
    assert told(NAME, files(deployment(), autoscaler(2, 6)), files(deployment())) == [
        "goes, and nothing else decides the number of pods: it stays as it is then"
    ]


def test_an_app_that_goes_whole_needs_no_number() -> None:
    assert told(NAME, files(deployment(), scaled_object()), files(autoscaler(1, 2))) == []
