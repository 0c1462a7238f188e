"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.workloads import volume_without_source
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(
    ("volume", "message"),
    [
        (
            "configMap: {name: front}",
            "nothing renders ConfigMap/front; where nobody else makes it, the pod does not start",
        ),
        (
            "secret: {secretName: front}",
            "nothing renders Secret/front; where nobody else makes it, the pod does not start",
        ),
        (
            "persistentVolumeClaim: {claimName: front}",
            "nothing renders PersistentVolumeClaim/front; where nobody else makes it, the pod does not start",
        ),
        (
            "projected: {sources: [{secret: {name: front}}]}",
            "nothing renders Secret/front; where nobody else makes it, the pod does not start",
        ),
    ],
)
def test_a_source_that_nothing_renders(volume: str, message: str) -> None:
    [finding] = volume_without_source.check(app(("configMap: {name: backend-php}", volume)))

    assert finding.message == message
    assert finding.severity is None


@pytest.mark.parametrize("tree", [app, foreign])
def test_an_item_that_the_config_map_lacks(tree: Callable[..., Manifests]) -> None:
    items = "configMap: {name: backend-php, items: [{key: php.ini, path: app.ini}]}"
    [finding] = volume_without_source.check(tree(("configMap: {name: backend-php}", items)))

    assert finding.message == "ConfigMap/backend-php has no key php.ini"
    assert finding.severity == "error"


def test_a_sub_path_that_names_no_file() -> None:
    [finding] = volume_without_source.check(foreign(("subPath: app.ini", "subPath: php.ini")))

    assert finding.message == "ConfigMap/backend-php shows no file php.ini; an empty folder is mounted instead"
    assert finding.where.field == "spec.template.spec.containers[app].volumeMounts[/etc/php/app.ini].subPath"
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "volume",
    [
        "configMap: {name: kube-root-ca.crt}",
        "configMap: {name: front, optional: true}",
        "configMap: {name: backend-php, items: [{key: LOCALE, path: app.ini}]}",
    ],
)
def test_silent_about_what_is_there_or_may_be_missing(volume: str) -> None:
    assert not list(volume_without_source.check(app(("configMap: {name: backend-php}", volume))))


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(("configMap: {name: backend-php}", "secret: {secretName: front}"))

    assert absent(volume_without_source, plain) == ["Secret/front"]
