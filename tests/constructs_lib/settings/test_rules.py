"""What must hold between settings."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    BackgroundWorker,
    Compute,
    ConfigMap,
    ConfigMapVolume,
    Container,
    CronJob,
    ExternalSecrets,
    FieldRef,
    Hpa,
    Image,
    Migration,
    Probe,
    Resources,
    SettingsError,
)
from tests.rendered import environment
from tests.samples.values import Least

HPA = Hpa(max_replicas=3, target_cpu_utilization_percentage=70)
JOB = CronJob("true", schedule="@daily")
FLAG = ConfigMap(data={"FLAG": "on"}, as_env=True)
FILES = ConfigMap(data={"a": "b"}, mount_path="/a")
OTHER = Image("other", tag="v1")
SECRETS = ExternalSecrets(secret_store="own", params={"KEY": "/key"})  # noqa: S106 - the name of a store
HOST_IPS = {"IPS": FieldRef("status.hostIPs")}
OLD = {"kubernetes_version": "1.28"}
LONG = "x" * 60

BROKEN: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "two counts of replicas": ({"hpa": HPA, "replicas": 2}, ("replicas",)),
    "two counts of a worker": (
        {"workers": {"w": BackgroundWorker("w", hpa=HPA, replicas=2)}},
        ("workers", "w", "replicas"),
    ),
    "a reserved variable": ({"server": "caddy", "env": {"SERVER_NAME": ":1"}}, ("env", "SERVER_NAME")),
    "a reserved secret": (
        {"server": "caddy", "external_secrets": ExternalSecrets(secret_store="own", params={"SERVER_NAME": "/a"})},  # noqa: S106
        ("external_secrets", "params", "SERVER_NAME"),
    ),
    "a secret said twice": ({"env": {"KEY": "1"}, "external_secrets": SECRETS}, ("env", "KEY")),
    "a variable of two ConfigMaps": ({"config_maps": {"a": FLAG, "b": FLAG}}, ("config_maps",)),
    "a variable in a ConfigMap too": (
        {"migration": Migration("m", env={"FLAG": "1"}), "config_maps": {"a": FLAG}},
        ("migration", "env", "FLAG"),
    ),
    "a container named as the app's": ({"sidecars": {"app": Container(image=OTHER)}}, ("sidecars", "app")),
    "two containers of one name": (
        {"sidecars": {"a": Container(image=OTHER)}, "init_containers": {"a": Container(image=OTHER)}},
        ("sidecars", "a"),
    ),
    "two volumes of one name": (
        {"config_maps": {"a": FILES}, "volumes": {"a": ConfigMapVolume("a", mount_path="/b")}},
        ("volumes", "a"),
    ),
    "a volume named as a writable path's": (
        {"volumes": {"writable-tmp": ConfigMapVolume("a", mount_path="/b")}},
        ("volumes", "writable-tmp"),
    ),
    "a worker named as the web pods": ({"workers": {"web": BackgroundWorker("w")}}, ("workers", "web")),
    "a job named as the migration": ({"cron_jobs": {"migration": JOB}}, ("cron_jobs", "migration")),
    "a worker and a job of one name": (
        {"workers": {"a": BackgroundWorker("w")}, "cron_jobs": {"a": JOB}},
        ("cron_jobs", "a"),
    ),
    "a port named as the app's": (
        {"sidecars": {"a": Container(image=OTHER, ports={"http": 9000})}},
        ("sidecars", "a", "ports", "http"),
    ),
    "a port of the app's number": (
        {"sidecars": {"a": Container(image=OTHER, ports={"x": 8080})}},
        ("sidecars", "a", "ports", "x"),
    ),
    "a name that does not fit": ({"cron_jobs": {LONG: JOB}}, ("cron_jobs", LONG)),
    "two mounts of one path": ({"config_maps": {"a": FILES}, "writable_paths": {"/a": "1Mi"}}, ("config_maps", "a")),
    "a mount of no writable path": (
        {"sidecars": {"a": Container(image=OTHER, mounts=["/x"])}},
        ("sidecars", "a", "mounts"),
    ),
    "a target without a request": ({"hpa": HPA, "resources": Resources(limits=Compute(cpu="1"))}, ("hpa",)),
    "a liveness probe alone": ({"liveness_probe": Probe("/")}, ("liveness_probe",)),
    "an image of no build": (
        {"cron_jobs": {"a": CronJob("a", schedule="@daily", image=Image("o"))}},
        ("cron_jobs", "a", "image"),
    ),
    "a label that a selector needs": (
        {"pod_labels": {"app.kubernetes.io/name": "a"}},
        ("pod_labels", "app.kubernetes.io/name"),
    ),
    "a variable that is too new": ({**OLD, "env": HOST_IPS}, ("env", "IPS")),
    "a job's variable that is too new": (
        {**OLD, "migration": Migration("m", env=HOST_IPS)},
        ("migration", "env", "IPS"),
    ),
}

FINE: dict[str, dict[str, Any]] = {
    "a variable that another server reserves": {"env": {"SERVER_NAME": "shop"}},
    "a variable that is not too new": {"kubernetes_version": "1.29", "env": HOST_IPS},
    "a job of another image says any variable": {
        "cron_jobs": {"a": CronJob("a", schedule="@daily", image=OTHER, env={"SERVER_NAME": "x", "KEY": "1"})},
        "external_secrets": SECRETS,
    },
    "an init container may use the app's port": {
        "init_containers": {"a": Container(image=OTHER, ports={"http": 8080})}
    },
    "a variable of its own in place of the app's": {
        "env": {"A": "1"},
        "workers": {"w": BackgroundWorker("w", env={"A": "2"})},
    },
}


@pytest.mark.parametrize(("values", "path"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_names_the_setting(values: dict[str, Any], path: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        environment(Least, **values)

    assert error.value.path == path


@pytest.mark.parametrize("values", FINE.values(), ids=FINE)
def test_what_breaks_no_rule(values: dict[str, Any]) -> None:
    assert isinstance(environment(Least, **values), Least)
