"""What an app of somebody else's YAML can say."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import SettingsError
from tests.rendered import environment
from tests.samples.manifests import LeastManifests


@pytest.mark.parametrize("source", ["vendor/keda", "vendor/{app}/{env}", "vendor/keda-2.14.0.yaml", ".vendored"])
def test_a_source_is_a_path_from_the_project_s_root_on(source: str) -> None:
    assert environment(LeastManifests, source=source).source == source


@pytest.mark.parametrize("source", ["", ".", "/etc", "../other", "vendor/../../x", "vendor//a", "vendor/", "a\\b", "~"])
def test_a_source_outside_the_project_is_refused(source: str) -> None:
    with pytest.raises(SettingsError, match="is not a path in the project's folder; write it from there on"):
        environment(LeastManifests, source=source)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"source": "vendor/{version}"}, r"holds \{version\}; only \{app\} and \{env\} are filled in"),
        ({"without": ["webhook-certs"]}, "is not an object; write 'Kind/name'"),
        ({"without": "Secret/webhook-certs"}, "is one text; write a list of them"),
        ({"namespaces": "move"}, "is none of 'set', 'keep'"),
    ],
)
def test_other_mistakes_are_told(said: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        environment(LeastManifests, **said)


@pytest.mark.parametrize("name", ["ClusterRole/system:aggregated-metrics-reader", "Role/keda:Leader_election", "A/b.c"])
def test_objects_are_named_by_kind_and_name(name: str) -> None:
    assert environment(LeastManifests, without=[name]).without == (name,)
