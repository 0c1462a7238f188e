"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.judged_pods import of_container, of_template

TMP = {"name": "tmp", "mountPath": "/tmp"}
BLOCK = {"name": "block", "devicePath": "/dev/xvda"}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "A"}, "containers[A].name", "is no DNS label"),
        ({"volumeMounts": [TMP | {"mountPath": ""}]}, "volumeMounts[0].mountPath", "is empty"),
        ({"volumeMounts": [TMP | {"mountPropagation": ""}]}, "volumeMounts[/tmp].mountPropagation", "is none of None"),
        (
            {"volumeMounts": [TMP | {"mountPropagation": "Bidirectional"}]},
            "volumeMounts[/tmp].mountPropagation",
            "Bidirectional is for privileged containers only",
        ),
        ({"volumeMounts": [TMP | {"subPath": "/a"}]}, "volumeMounts[/tmp].subPath", "begins with '/'"),
        ({"volumeMounts": [TMP | {"subPathExpr": "a/../.."}]}, "volumeMounts[/tmp].subPathExpr", "leads out"),
        ({"volumeMounts": [TMP | {"subPath": "a", "subPathExpr": "b"}]}, "volumeMounts[/tmp]", "only one of them"),
        (
            {"volumeMounts": [TMP | {"recursiveReadOnly": "Enabled"}]},
            "volumeMounts[/tmp].recursiveReadOnly",
            "needs readOnly: true",
        ),
        (
            {
                "volumeMounts": [TMP | {"recursiveReadOnly": "IfPossible", "readOnly": True, "mountPropagation": "x"}],
                "securityContext": {"privileged": True},
            },
            "volumeMounts[/tmp].mountPropagation",
            "is none of",
        ),
        ({"volumeDevices": [BLOCK, BLOCK | {"name": "b"}]}, "volumeDevices[/dev/xvda#2].devicePath", "is there twice"),
        ({"volumeDevices": [BLOCK, BLOCK | {"devicePath": "/b"}]}, "volumeDevices[/b].name", "is there twice"),
        ({"volumeDevices": [BLOCK | {"devicePath": "/dev/../x"}]}, "volumeDevices[/dev/../x].devicePath", "holds '..'"),
        (
            {"volumeDevices": [BLOCK], "volumeMounts": [TMP | {"name": "block"}]},
            "volumeDevices[/dev/xvda].name",
            "volumeMounts, too",
        ),
        (
            {"volumeDevices": [BLOCK], "volumeMounts": [TMP | {"mountPath": "/dev/xvda"}]},
            "volumeDevices[/dev/xvda].devicePath",
            "is a path of volumeMounts, too",
        ),
        ({"ports": [{"containerPort": 80, "name": "1-2"}]}, "ports[80].name", "is no port name"),
    ],
)
def test_refused(fields: dict[str, Any], field: str, message: str) -> None:
    [(place, said), *_] = of_container(**fields)

    assert message in said
    assert place == field


@pytest.mark.parametrize(
    "fields",
    [
        {"ports": [{"containerPort": 80, "name": ""}]},
        {"volumeMounts": [TMP | {"mountPropagation": "Bidirectional"}], "securityContext": {"privileged": True}},
        {"volumeMounts": [TMP | {"recursiveReadOnly": "Enabled", "readOnly": True}]},
        {"volumeMounts": [TMP | {"recursiveReadOnly": "Disabled", "subPath": "a..b/c"}]},
        {"volumeMounts": [TMP], "volumeDevices": [BLOCK]},
        {"imagePullPolicy": "", "terminationMessagePolicy": ""},
    ],
)
def test_accepted(fields: dict[str, Any]) -> None:
    assert of_container(**fields) == []


def test_recursive_read_only_is_dropped_before_it_is_on() -> None:
    mount = TMP | {"recursiveReadOnly": "maybe"}

    assert of_container("1.30", volumeMounts=[mount]) == []
    assert len(of_container("1.31", volumeMounts=[mount])) == 1


def test_containers_that_are_none() -> None:
    assert of_template(containers=[]) == [("containers", "is empty")]
