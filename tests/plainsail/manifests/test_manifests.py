"""Who is whose sibling."""

from __future__ import annotations

from constructs_lib.kubernetes.objects import without_nulls
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.schemas.problems import Problem
from tests.plainsail.checks.planted import resources, together

OBJECT = "{apiVersion: %s, kind: %s, metadata: {name: %s%s}}"


def one(
    kind: str, name: str = "a", *, namespace: str = "shop", api: str = "v1", environment: str = "staging"
) -> Resource:
    inside = f", namespace: {namespace}" if namespace else ""
    [made] = resources(OBJECT % (api, kind, name, inside), environment=environment)
    return made


SERVICE = one("Service")
CONFIG = one("ConfigMap")
ELSEWHERE = one("ConfigMap", namespace="other")
PRODUCTION = one("ConfigMap", environment="production")
NAMESPACE = one("Namespace", "shop", namespace="")
KNATIVE = one("Service", "knative", api="serving.knative.dev/v1")
ALL = together(SERVICE, CONFIG, ELSEWHERE, PRODUCTION, NAMESPACE, KNATIVE)


def test_a_sibling_lives_in_the_same_namespace_and_environment() -> None:
    assert ALL.sibling(SERVICE, "ConfigMap", "a") is CONFIG


def test_another_namespace_may_be_named() -> None:
    assert ALL.sibling(SERVICE, "ConfigMap", "a", namespace="other") is ELSEWHERE


def test_what_lives_outside_namespaces_is_everybodys_sibling() -> None:
    assert ALL.sibling(SERVICE, "Namespace", "shop") is NAMESPACE


def test_what_is_not_there_is_none() -> None:
    assert ALL.sibling(SERVICE, "Secret", "a") is None


def test_siblings_are_those_of_one_environment() -> None:
    assert list(ALL.siblings(SERVICE, "ConfigMap")) == [CONFIG]


def test_a_kind_of_another_group_is_another_kind() -> None:
    assert list(ALL.of("Service")) == [SERVICE]
    assert not KNATIVE.is_a("Service")


def test_broken_objects_are_found_and_not_listed() -> None:
    manifests = Manifests([SERVICE], unsound=[CONFIG])

    assert manifests.sibling(SERVICE, "ConfigMap", "a") is CONFIG
    assert list(manifests.of("ConfigMap")) == []


def test_environments_are_named_once() -> None:
    assert ALL.environments == ("production", "staging")


def test_nulls_are_taken_out_at_any_depth() -> None:
    assert without_nulls({"a": None, "b": [{"c": None, "d": 1}], "e": []}) == {"b": [{"d": 1}], "e": []}


def test_a_pod_template_holds_a_pod_and_makes_none() -> None:
    [template] = resources(
        "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: {containers: []}}}"
    )
    manifests = together(template, SERVICE)

    assert list(manifests.pods()) == []
    assert [pod.field for pod in manifests.pods_and_templates()] == ["template.spec"]


def test_a_field_is_refused_with_what_stands_within() -> None:
    manifests = Manifests([CONFIG], problems={CONFIG: (Problem("data.a", "is wrong"),)})

    fields = ("data", "data.a", "data.ab", "dat", "data.a.b")
    assert [field for field in fields if manifests.is_refused(CONFIG, field)] == ["data", "data.a"]
