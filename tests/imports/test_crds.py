"""The schemas under imports/crds are structural, complete and free of prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.schemas import IMPORTS, SCHEMAS, nodes
from tools.crds import ImportsError, Schema, read_crds, stored_version

KEYWORDS = {
    *("type", "format", "default", "enum", "pattern", "required", "properties", "items", "additionalProperties"),
    *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    *("anyOf", "oneOf", "not", "nullable", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"),
    *("x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type"),
}
ALL = pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)


def test_the_kinds_that_we_render() -> None:
    """A binding speaks one version of a kind."""
    assert set(SCHEMAS) == {
        "argoproj.io/v1alpha1 Application",
        "argoproj.io/v1alpha1 AppProject",
        "argoproj.io/v1alpha1 ApplicationSet",
        "cert-manager.io/v1 Certificate",
        "cert-manager.io/v1 ClusterIssuer",
        "cert-manager.io/v1 Issuer",
        "external-secrets.io/v1 ClusterSecretStore",
        "external-secrets.io/v1 ExternalSecret",
        "external-secrets.io/v1 SecretStore",
        "gateway.networking.k8s.io/v1 GRPCRoute",
        "gateway.networking.k8s.io/v1 Gateway",
        "gateway.networking.k8s.io/v1 GatewayClass",
        "gateway.networking.k8s.io/v1 HTTPRoute",
        "gateway.networking.k8s.io/v1beta1 ReferenceGrant",
        "keda.sh/v1alpha1 ClusterTriggerAuthentication",
        "keda.sh/v1alpha1 ScaledJob",
        "keda.sh/v1alpha1 ScaledObject",
        "keda.sh/v1alpha1 TriggerAuthentication",
        "monitoring.coreos.com/v1 PodMonitor",
        "monitoring.coreos.com/v1 PrometheusRule",
        "monitoring.coreos.com/v1 ServiceMonitor",
        "kustomize.toolkit.fluxcd.io/v1 Kustomization",
        "source.toolkit.fluxcd.io/v1 GitRepository",
    }


@ALL
def test_every_field_has_a_type(schema: Schema) -> None:
    """A structural schema may leave the type out of nothing but a number that may be text."""
    untyped = [node for _, node in nodes(schema) if "type" not in node]

    assert all(node.get("x-kubernetes-int-or-string") for node in untyped)


@ALL
def test_structure_only(schema: Schema) -> None:
    """Descriptions, titles and examples stay upstream; a keyword that is new here wants a reader that knows it."""
    assert {key for _, node in nodes(schema) for key in node} <= KEYWORDS


@ALL
def test_no_status(schema: Schema) -> None:
    """Git holds what is wanted; the cluster says what is."""
    assert "status" not in schema["properties"]


@ALL
def test_required_fields_exist(schema: Schema) -> None:
    """A misspelt requirement could never be met."""
    lost = {path: set(node.get("required", ())) - set(node.get("properties", ())) for path, node in nodes(schema)}

    assert not any(lost.values())


@ALL
def test_defaults_and_enumerations_are_of_the_field_s_type(schema: Schema) -> None:
    """YAML reads an unquoted `yes` or `1` as something else than text."""
    said = [value for _, node in nodes(schema) if node.get("type") == "string" for value in _values(node)]

    assert said
    assert all(isinstance(value, str) for value in said)


def _values(node: Schema) -> list[object]:
    return [*node.get("enum", ()), *([node["default"]] if "default" in node else ())] or [node.get("pattern", "")]


CRD = """
kind: CustomResourceDefinition
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {properties: {spec: {type: object}}}}}]
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", ":1: not YAML: expected the node content, but found '<stream end>'; correct it"),
        ("a: !secret b",
         ":1: not plain YAML: could not determine a constructor for the tag '!secret'; correct it"),
        ("a: \x07", ": holds characters that YAML refuses; write it as UTF-8 text"),
        ("kind: Secret", ":1: not a CustomResourceDefinition; take it out or complete it"),
        (f"{CRD}---\n- 1", ":8: not a CustomResourceDefinition; take it out or complete it"),
        ("", ": holds no CustomResourceDefinition; write one or remove the file"),
        (f"{CRD}---{CRD}", ": Widget is defined twice; keep one"),
        (CRD.replace("example.com", "example.org"),
         ": Widget belongs to example.org; put it into example.org.yaml, one file per API group"),
    ],
    ids=["broken", "tag", "control character", "other kind", "second document", "empty", "twice", "other group"],
)  # fmt: skip
def test_unreadable_definition(tmp_path: Path, text: str, message: str) -> None:
    """One line: where, what is true, what to do."""
    file = tmp_path / "example.com.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ImportsError) as refusal:
        read_crds(file, "imports/crds/example.com.yaml")

    assert str(refusal.value) == f"imports/crds/example.com.yaml{message}"


def test_definition_without_a_stored_version() -> None:
    """A version that is only served may vanish, one that is only stored cannot be asked for."""
    crd = {"spec": {"names": {"kind": "Widget"}, "versions": [{"name": "v1", "served": True, "storage": False}]}}

    with pytest.raises(ImportsError) as refusal:
        stored_version(crd, "imports/crds/example.com.yaml")

    message = "Widget has no version that is served and stored and says its schema; add one"
    assert str(refusal.value) == f"imports/crds/example.com.yaml: {message}"


def test_empty_documents_are_passed_over(tmp_path: Path) -> None:
    """Upstream files often begin or end with a separator too many."""
    file = tmp_path / "example.com.yaml"
    file.write_text(f"---\n---{CRD}---\n", encoding="utf-8")

    assert list(read_crds(file, "imports/crds/example.com.yaml")) == ["Widget"]


def test_missing_file() -> None:
    """A file that is not there is an error like any other."""
    with pytest.raises(ImportsError, match=r"^gone\.yaml: cannot be read: no such file or directory$"):
        read_crds(IMPORTS / "crds" / "gone.yaml", "gone.yaml")
