"""Pods are replaced."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.plan.consequences import pods_restart
from tests.plainsail.plan.planted import (
    change,
    container,
    cron_job,
    deployment,
    files,
    findings,
    manifest,
    pod,
    stateful_set,
    told,
)

NAME = "pods_restart"


def test_a_changed_template_makes_new_pods_because_of_a_field() -> None:
    after = deployment(container(args=["serve"]))

    assert told(NAME, deployment(), after) == ["pods are replaced: containers[app].args changed"]


def test_of_many_fields_the_first_are_named() -> None:
    after = deployment(container(args=["a"], command=["b"], tty=True, stdin=True, workingDir="/", stdinOnce=True))

    [message] = told(NAME, deployment(), after)

    assert message.endswith("containers[app].stdin, containers[app].stdinOnce and 2 more changed")


def test_labels_of_pods_replace_them_too() -> None:
    template = pod() | {"metadata": {"labels": {"app.kubernetes.io/name": "backend", "tier": "web"}}}

    assert told(NAME, deployment(), deployment(template=template)) == [
        "pods are replaced: metadata.labels.tier changed"
    ]


def test_each_field_is_a_cause() -> None:
    [finding] = findings(NAME, files(deployment()), files(deployment(container(command=["php"]))))

    assert finding.causes[0].where.field == "spec.template.spec.containers[app].command"


def test_a_paused_rollout_replaces_nothing_yet() -> None:
    after = deployment(container(tty=True), paused=True)

    assert told(NAME, deployment(paused=True), after) == [
        "pods keep running as they are while the rollout is paused: containers[app].tty changed"
    ]


def test_on_delete_waits_for_somebody() -> None:
    spec = {"selector": {}, "updateStrategy": {"type": "OnDelete"}}
    before, after = (
        manifest("DaemonSet", spec | {"template": pod(container(tty=tty))}, api="apps/v1") for tty in (False, True)
    )

    [message] = told(NAME, before, after)

    assert message.startswith("pods keep running as they are until somebody deletes them (OnDelete)")


def test_where_there_are_no_pods_none_are_replaced() -> None:
    after = deployment(container(tty=True), replicas=0)

    assert told(NAME, deployment(replicas=0), after) == ["there are no pods to replace: containers[app].tty changed"]


def test_a_field_outside_of_the_template_replaces_nothing() -> None:
    assert not told(NAME, deployment(replicas=1), deployment(replicas=2))
    assert pods_restart.restarting(change(deployment(replicas=1), deployment(replicas=2))) == ()


def test_a_cron_job_takes_it_with_its_next_run() -> None:
    template = {"spec": {"template": pod(container(tty=True))}}

    assert not told(NAME, cron_job("0 3 * * *"), cron_job("0 3 * * *", jobTemplate=template))


def test_a_template_of_the_wrong_shape_is_no_reason_to_fail() -> None:
    broken = manifest("Deployment", {"template": "none"}, api="apps/v1")

    assert told(NAME, deployment(), broken) == ["pods are replaced: the pod changed"]


def test_another_object_that_variables_come_from_is_said_once() -> None:
    def reader(name: str) -> str:
        env = [{"name": key, "valueFrom": {"secretKeyRef": {"name": name, "key": key}}} for key in "AB"]
        volumes = [{"name": "v", "secret": {"secretName": name}}]
        return deployment(template=pod(container(env=env, envFrom=[{"configMapRef": {"name": "c"}}]), volumes=volumes))

    assert told(NAME, reader("a"), reader("b")) == ["pods are replaced: they read Secret/b instead of Secret/a"]


def partition(number: int) -> dict[str, Any]:
    return {"replicas": 3, "updateStrategy": {"rollingUpdate": {"partition": number}}}


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (0, "pods are replaced"),
        (2, "pods are replaced from backend-2 on, those before it keep running as they are"),
        (3, "pods keep running as they are, since the partition is beyond the last of them"),
    ],
)
def test_a_partition_keeps_pods_as_they_are(number: int, message: str) -> None:
    before, after = stateful_set(**partition(number)), stateful_set(container(tty=True), **partition(number))

    assert told(NAME, before, after) == [f"{message}: containers[app].tty changed"]


def test_a_lower_partition_lets_the_version_through() -> None:
    assert told(NAME, stateful_set(**partition(2)), stateful_set(**partition(0))) == [
        "pods before backend-2 take the version that those behind it run (partition)"
    ]
    assert told(NAME, stateful_set(**partition(0)), stateful_set(**partition(2))) == []
