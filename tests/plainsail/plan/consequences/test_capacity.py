"""An environment asks for more, or less, of its cluster."""

from __future__ import annotations

from typing import Any

from tests.plainsail.plan.planted import (
    autoscaler,
    container,
    cron_job,
    deployment,
    files,
    findings,
    pod,
    scaled_object,
    stateful_set,
    told,
)

NAME = "capacity"


def asking(memory: str, **fields: Any) -> dict[str, Any]:
    return container(resources={"requests": {"cpu": "100m", "memory": memory}, "limits": {"memory": memory}}, **fields)


def test_requests_and_limits_in_total() -> None:
    before, after = (deployment(asking(memory), replicas=3) for memory in ("64Mi", "128Mi"))

    assert told(NAME, before, after) == ["memory requests 192Mi → 384Mi, memory limits 192Mi → 384Mi"]


def test_the_bounds_of_an_autoscaler() -> None:
    before, after = (files(deployment(asking("64Mi")), autoscaler(1, most)) for most in (3, 6))

    assert told(NAME, before, after) == [
        (
            "pods 1 to 3 → 1 to 6, cpu requests 100m to 300m → 100m to 600m, "
            "memory requests 64Mi to 192Mi → 64Mi to 384Mi, memory limits 64Mi to 192Mi → 64Mi to 384Mi"
        )
    ]


def test_sidecars_count_and_init_containers_only_where_they_ask_for_more() -> None:
    init = asking("256Mi", name="init")
    sidecar = asking("64Mi", name="log") | {"restartPolicy": "Always"}
    after = deployment(template=pod(asking("64Mi"), initContainers=[sidecar, init]))

    [message] = told(NAME, deployment(asking("64Mi")), after)

    assert message == "cpu requests 100m → 200m, memory requests 64Mi → 320Mi, memory limits 64Mi → 320Mi"


def test_a_limit_alone_is_a_request() -> None:
    limited = container(resources={"limits": {"cpu": 1}})

    assert told(NAME, deployment(), deployment(limited)) == ["cpu requests none → 1, cpu limits none → 1"]


def test_environments_are_summed_apart_and_named() -> None:
    before = files(deployment()) | files(deployment(), home="production/backend")
    after = files(deployment(replicas=2)) | files(deployment(), home="production/backend")

    [finding] = findings(NAME, before, after)

    assert (finding.where.environment, finding.message) == ("staging", "pods 1 → 2")
    assert finding.causes[0].where.field == "spec.replicas"


def test_what_asks_for_as_much_as_before_says_nothing() -> None:
    assert told(NAME, deployment(asking("64Mi")), deployment(asking("64Mi", tty=True))) == []
    assert told(NAME, deployment(asking("1Gi")), deployment(asking("1024Mi"))) == []


def test_jobs_do_not_keep_running() -> None:
    assert told(NAME, {}, files(cron_job("0 3 * * *"))) == []


def test_amounts_that_are_none_count_as_nothing() -> None:
    broken = container(resources={"requests": {"cpu": "much", "memory": True}})

    assert told(NAME, deployment(), deployment(broken)) == []


def test_each_pod_of_a_stateful_set_has_claims_of_its_own() -> None:
    claims = {"data": "10Gi", "log": "1Gi"}
    [finding] = findings(
        NAME, files(stateful_set(claims=claims, replicas=2)), files(stateful_set(claims=claims, replicas=3))
    )

    assert finding.message == "pods 2 → 3, storage of claims 22Gi → 33Gi"
    assert [cause.where.field for cause in finding.causes] == ["spec.replicas"]


def test_the_bounds_of_keda() -> None:
    [finding] = findings(
        NAME,
        files(deployment(), scaled_object(maxReplicaCount=3)),
        files(deployment(), scaled_object(minReplicaCount=2, idleReplicaCount=0, maxReplicaCount=6)),
    )

    assert finding.message == "pods 0 to 3 → 0 to 6"
    assert {cause.where.field for cause in finding.causes} >= {"spec.maxReplicaCount"}
