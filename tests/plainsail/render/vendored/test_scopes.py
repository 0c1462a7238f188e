"""Whether an object lives in a namespace is known, or told to be unknown; it is never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.render.vendored.files import read_source
from plainsail.render.vendored.scopes import Scopes
from tests.plainsail.projects import write

DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec: {group: example.com, scope: %s, names: {kind: Thing, plural: things}}
"""
THING = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n"


def is_namespaced(root: Path, text: str, **files: str) -> bool:
    """Whether the last object of a source lives in a namespace."""
    found = read_source(write(root, {"vendor/a.yaml": text, **files}), "vendor")
    return Scopes(root, [each.document for each in found]).is_namespaced(found[-1])


@pytest.mark.parametrize(
    ("api_version", "kind", "expected"),
    [
        ("v1", "ConfigMap", True),
        ("v1", "Namespace", False),
        ("rbac.authorization.k8s.io/v1", "ClusterRole", False),
        ("rbac.authorization.k8s.io/v1", "Role", True),
        ("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", False),
        ("networking.k8s.io/v1", "NetworkPolicy", True),
        ("external-secrets.io/v1", "ClusterSecretStore", False),
        ("external-secrets.io/v1", "ExternalSecret", True),
    ],
)
def test_what_kubernetes_and_the_library_know(api_version: str, kind: str, expected: bool, tmp_path: Path) -> None:
    text = f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a}}\n"

    assert is_namespaced(tmp_path, text) == expected


@pytest.mark.parametrize(("scope", "expected"), [("Cluster", False), ("Namespaced", True)])
def test_what_the_source_defines(scope: str, expected: bool, tmp_path: Path) -> None:
    assert is_namespaced(tmp_path, f"{DEFINITION % scope}---\n{THING}") == expected


@pytest.mark.parametrize(("scope", "expected"), [("Cluster", False), ("Namespaced", True)])
def test_what_the_project_defines(scope: str, expected: bool, tmp_path: Path) -> None:
    write(tmp_path, {"imports/crds/example.com.yaml": DEFINITION % scope})

    assert is_namespaced(tmp_path, THING) == expected


def test_what_names_a_namespace_lives_in_one(tmp_path: Path) -> None:
    assert is_namespaced(tmp_path, THING.replace("name: a", "name: a, namespace: b"))


@pytest.mark.parametrize("group", ["example.com", "gateway.networking.k8s.io"])
def test_what_nobody_knows_is_told(group: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as raised:
        is_namespaced(tmp_path, f"# x\n{THING.replace('example.com', group)}")

    assert str(raised.value) == (
        f"vendor/a.yaml:2: nothing tells whether Thing of {group} lives in a namespace; "
        f"put its CustomResourceDefinition into the source, or into imports/crds/{group}.yaml"
    )
