"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import key_read_as_boolean
from tests.plainsail.checks.planted import manifests

CONFIG = """
apiVersion: v1
kind: ConfigMap
metadata: {name: x, namespace: shop, labels: {app: x}}
data:
  KEY: "1"
"""


def test_a_word_that_yaml_takes_for_true() -> None:
    [finding] = key_read_as_boolean.check(manifests(CONFIG.replace("KEY", "on")))

    assert finding.where.field == "data.true"
    assert finding.message == "the key is 'true', as YAML reads true, on and yes without quotes"


def test_labels() -> None:
    assert len(list(key_read_as_boolean.check(manifests(CONFIG.replace("app: x", "no: x"))))) == 1


@pytest.mark.parametrize("key", ["'on'", '"yes"', "enabled", "online"])
def test_silent_on_text(key: str) -> None:
    assert not list(key_read_as_boolean.check(manifests(CONFIG.replace("KEY", key))))
