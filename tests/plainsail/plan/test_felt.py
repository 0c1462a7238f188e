"""What of a change the cluster notices."""

from __future__ import annotations

import json
from typing import Any

import click
import pytest

from plainsail.plan.formats import FORMATS
from tests.plainsail.plan.planted import (
    autoscaler,
    change,
    container,
    cron_job,
    deployment,
    external_secret,
    files,
    manifest,
    planned,
    pod,
    told,
)

PROBE = {"httpGet": {"port": 80}}
PORT = {"containerPort": 80}


def volume(**source: Any) -> str:
    return deployment(template=pod(volumes=[{"name": "a", **source}]))


SAME = {
    "strategy": (deployment(), deployment(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%"}})),
    "limits of a Deployment": (deployment(), deployment(revisionHistoryLimit=10, progressDeadlineSeconds=600)),
    "pod": (deployment(), deployment(template=pod(dnsPolicy="ClusterFirst", securityContext={}, hostNetwork=False))),
    "probe": (
        deployment(container(livenessProbe=PROBE)),
        deployment(container(livenessProbe={"httpGet": {"port": 80, "scheme": "HTTP"}, "timeoutSeconds": 1})),
    ),
    "port": (
        deployment(container(ports=[PORT])),
        deployment(container(ports=[PORT | {"protocol": "TCP"}])),
    ),
    "pull policy": (deployment(), deployment(container(imagePullPolicy="IfNotPresent"))),
    "what is empty": (deployment(), deployment(container(env=[], resources={}, tty=False))),
    "amount": (
        deployment(container(resources={"limits": {"memory": "1Gi"}})),
        deployment(container(resources={"limits": {"memory": "1024Mi"}})),
    ),
    "mode of a volume": (
        volume(configMap={"name": "a"}),
        volume(configMap={"name": "a", "defaultMode": 0o644}),
    ),
    "no source of a volume": (volume(), volume(emptyDir={})),
    "service": (
        manifest("Service", {"ports": [{"port": 80}]}),
        manifest("Service", {"type": "ClusterIP", "ports": [{"port": 80, "targetPort": 80, "protocol": "TCP"}]}),
    ),
    "cron job": (cron_job("0 3 * * *"), cron_job("0 3 * * *", suspend=False, concurrencyPolicy="Allow")),
    "autoscaler": (autoscaler(1, 3), autoscaler(1, 3).replace("  minReplicas: 1\n", "")),
    "policy": (
        manifest("NetworkPolicy", {"podSelector": {}}, api="networking.k8s.io/v1"),
        manifest("NetworkPolicy", {"podSelector": {}, "policyTypes": ["Ingress"]}, api="networking.k8s.io/v1"),
    ),
    "secret": (
        manifest("Secret", data={"a": "YQ=="}),
        manifest("Secret", stringData={"a": "a"}, type="Opaque"),
    ),
}


@pytest.mark.parametrize("sides", SAME.values(), ids=SAME)
@pytest.mark.parametrize("back", [False, True], ids=["written out", "left out"])
def test_what_holds_anyway_has_no_consequence(sides: tuple[str, str], *, back: bool) -> None:
    before, after = reversed(sides) if back else sides

    found = planned(files(before), files(after))

    assert found.report.results == ()
    assert found.entries[0].rows
    assert not any(row.is_felt for row in found.entries[0].rows)


FELT = {
    "another value": (deployment(), deployment(container(imagePullPolicy="Always"))),
    "a pointer": (deployment(), deployment(container(securityContext={}))),
    "requests like limits": (
        deployment(container(resources={"limits": {"cpu": "1"}})),
        deployment(container(resources={"limits": {"cpu": "1"}, "requests": {"cpu": "1"}})),
    ),
    "the policy of another tag": (
        deployment(container(image="example.com/a:latest")),
        deployment(container(image="example.com/a:latest", imagePullPolicy="IfNotPresent")),
    ),
}


@pytest.mark.parametrize(("before", "after"), FELT.values(), ids=FELT)
def test_what_only_looks_alike_makes_new_pods(before: str, after: str) -> None:
    assert told("pods_restart", before, after)


def test_of_a_block_only_what_is_new_is_felt() -> None:
    found = change(deployment(), deployment(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 2}}))

    assert [leaf.field for leaf in found.leaves] == ["spec.strategy.rollingUpdate.maxSurge"]


def test_a_custom_resource_has_the_defaults_of_its_definition_in_the_trees() -> None:
    spec: dict[str, Any] = {"properties": {"spec": {"properties": {"size": {"default": 3}}}}}
    versions = [{"name": "v1", "schema": {"openAPIV3Schema": spec}}]
    definition = manifest(
        "CustomResourceDefinition",
        {"group": "example.com", "names": {"kind": "Widget"}, "versions": versions},
        api="apiextensions.k8s.io/v1",
    )
    one, other = (manifest("Widget", said, api="example.com/v1") for said in ({}, {"size": 3}))

    [entry] = planned(files(definition, one), files(definition, other)).entries

    assert [row.is_felt for row in entry.rows] == [False]


def test_without_a_definition_every_field_counts() -> None:
    one, other = (external_secret({}, refreshInterval=each) for each in ("1h", "1h0m0s"))

    assert [field.field for field in change(one, other).fields] == ["spec.refreshInterval"]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_it_is_said_beside_the_field(form: str) -> None:
    found = planned(*map(files, SAME["cron job"]))

    lines = click.unstyle(FORMATS[form](found)).splitlines()

    assert [line.strip() for line in lines if "suspend" in line] == [
        "+ spec.suspend: false  (no change in the cluster, envs/backend/base.py:7)"
    ]


def test_scripts_are_told_in_the_message() -> None:
    rows = json.loads(FORMATS["json"](planned(*map(files, SAME["cron job"]))))["changes"]

    assert {row["message"] for row in rows} == {"no change in the cluster"}
