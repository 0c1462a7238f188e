"""Rules between the settings of an app that keeps data."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    Claim,
    ClaimVolume,
    ConfigMap,
    Container,
    CronJob,
    Image,
    PodDisruptionBudget,
    Probe,
    Replicated,
    Service,
    SettingsError,
    StatefulService,
    TcpProbe,
    UpdateStrategy,
    WebService,
)
from tests.rendered import environment
from tests.samples.values import Least, LeastStatefulService

DATA = {"/data": Claim("1Gi")}
TWO = {"api": 8080, "peer": 7000}
FILES = ConfigMap(data={"a": "b"}, mount_path="/files")

BROKEN: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "no port": ({"ports": {}}, ("ports",)),
    "two names for a port": ({"ports": {"a": 80, "b": 80}}, ("ports", "b")),
    "a probe of another port": ({"readiness_probe": TcpProbe("web")}, ("readiness_probe", "port")),
    "an HTTP probe of another port": ({"readiness_probe": Probe("/", port="web")}, ("readiness_probe", "port")),
    "pods that are killed while they serve": ({"liveness_probe": TcpProbe()}, ("liveness_probe",)),
    "one number for two ports": ({"ports": TWO, "service": Service(port=80)}, ("service", "port")),
    "a sidecar at a port of the app": (
        {"ports": TWO, "sidecars": {"a": Container(image=Image("a", tag="1"), ports={"x": 7000})}},
        ("sidecars", "a", "ports", "x"),
    ),
    "a job named as the pods": (
        {"cron_jobs": {"stateful": CronJob("a", schedule="@daily")}},
        ("cron_jobs", "stateful"),
    ),
    "two claims of one name": ({"claims": {**DATA, "/b": Claim("1Gi", name="data")}}, ("claims", "/b")),
    "a claim named as a volume": (
        {"claims": DATA, "volumes": {"data": ClaimVolume("a", mount_path="/a")}},
        ("claims", "/data"),
    ),
    "a claim named as a ConfigMap": ({"claims": DATA, "config_maps": {"data": FILES}}, ("claims", "/data")),
    "a claim named as a writable path": (
        {"claims": {"/writable/tmp": Claim("1Gi")}, "writable_paths": {"/tmp": "1Mi"}},
        ("claims", "/writable/tmp"),
    ),
    "a claim where the app may write": ({"claims": DATA, "writable_paths": {"/data": "1Mi"}}, ("claims", "/data")),
    "a mount that nothing is at": (
        {"claims": DATA, "sidecars": {"a": Container(image=Image("a", tag="1"), mounts=["/other"])}},
        ("sidecars", "a", "mounts"),
    ),
}


@pytest.mark.parametrize(("values", "path"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_names_the_setting(values: dict[str, Any], path: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        environment(LeastStatefulService, **values)

    assert error.value.path == path


def test_a_sidecar_may_see_what_a_pod_keeps() -> None:
    backup = Container(image=Image("backup", tag="1"), mounts=["/data"])

    assert environment(LeastStatefulService, claims=DATA, sidecars={"backup": backup}).sidecars == {"backup": backup}


def test_a_name_that_pods_cannot_carry() -> None:
    """The label `controller-revision-hash` is the name with a hash behind it: no pod would be made."""
    LeastStatefulService(app="a" * 52, env="staging")

    with pytest.raises(SettingsError, match="has 53 characters; at most 52 fit"):
        LeastStatefulService(app="a" * 53, env="staging")


def test_a_web_service_has_no_other_port_to_ask() -> None:
    with pytest.raises(SettingsError, match="port='metrics' is no port of the app; there is http"):
        environment(Least, readiness_probe=Probe("/", port="metrics"))


def test_a_partition_of_what_nobody_replaces() -> None:
    with pytest.raises(SettingsError, match="partition=1 means nothing to type='OnDelete'"):
        UpdateStrategy(type="OnDelete", partition=1)


def test_a_mix_in_may_be_of_apps_that_keep_data_and_of_others() -> None:
    class Spread(Replicated):
        """What the organisation says of all that is replicated."""

        pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)

    kinds: list[Any] = [type("A", (Spread, base), {}) for base in (WebService, StatefulService)]

    assert [kind.pod_disruption_budget.max_unavailable for kind in kinds] == [1, 1]
