"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.judged_pods import of_volume

ISCSI = {"targetPortal": "10.0.0.1:3260", "iqn": "iqn.2001-04.com.example:storage"}


@pytest.mark.parametrize(
    ("source", "field", "message"),
    [
        ({"iscsi": ISCSI | {"iqn": "x"}}, "iscsi.iqn", "is no name in iSCSI"),
        ({"iscsi": ISCSI | {"lun": 256}}, "iscsi.lun", "256 is above 255"),
        ({"iscsi": ISCSI | {"chapAuthSession": True}}, "iscsi.secretRef", "is missing, where chapAuthSession is true"),
        (
            {"iscsi": ISCSI | {"initiatorName": ISCSI["iqn"], "targetPortal": "a" * 64}},
            "iscsi.targetPortal",
            "64 characters together",
        ),
        ({"storageos": {"volumeName": "A"}}, "storageos.volumeName", "is no DNS label"),
        ({"storageos": {}}, "storageos.volumeName", "is required"),
        ({"rbd": {"monitors": [], "image": "a"}}, "rbd.monitors", "is empty"),
        ({"gitRepo": {"repository": "a", "directory": "../a"}}, "gitRepo.directory", "leads out"),
        (
            {"flexVolume": {"driver": "a", "options": {"x.kubernetes.io/a": ""}}},
            'flexVolume.options["x.kubernetes.io/a"]',
            "is reserved",
        ),
        ({"cinder": {"volumeID": "a", "secretRef": {}}}, "cinder.secretRef.name", "is required"),
        ({"scaleIO": {"gateway": "a", "system": "b"}}, "scaleIO.volumeName", "is required"),
        ({"azureFile": {"secretName": "", "shareName": "a"}}, "azureFile.secretName", "is empty"),
    ],
)
def test_refused(source: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_volume(**source)

    assert place == field
    assert message in said


@pytest.mark.parametrize(
    "source",
    [
        {"iscsi": ISCSI},
        {"iscsi": ISCSI | {"iqn": "naa.62004567BA64678D0123456789ABCDEF", "lun": 0}},
        {"storageos": {"volumeName": "a", "volumeNamespace": ""}},
        {"flexVolume": {"driver": "a", "options": {"example.com/a": ""}}},
    ],
)
def test_accepted(source: dict[str, Any]) -> None:
    assert of_volume(**source) == []
