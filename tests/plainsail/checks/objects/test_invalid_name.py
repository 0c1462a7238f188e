"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import invalid_name
from tests.plainsail.checks.planted_objects import (
    Document,
    container,
    examined,
    made,
    pod_spec,
    service,
    told,
    workload,
)


@pytest.mark.parametrize(
    ("document", "field", "name"),
    [
        (made("ConfigMap", name="Back_end"), "metadata.name", "Back_end"),
        (workload(pod=pod_spec(container(name="App"))), "spec.template.spec.containers[App].name", "App"),
        (
            workload(pod=pod_spec(volumes=[{"name": "a.b", "emptyDir": {}}])),
            "spec.template.spec.volumes[a.b].name",
            "a.b",
        ),
        (made("ConfigMap", metadata={"namespace": "a.b"}), "metadata.namespace", "a.b"),
        (made("ConfigMap", name="a" * 254), "metadata.name", "a" * 55 + "..."),
    ],
)
def test_name_that_dns_does_not_know(document: Document, field: str, name: str) -> None:
    [(place, message)] = told(invalid_name.check(examined(document)))

    assert place == field
    assert message.startswith(f"'{name}' is no DNS ")


def test_message_says_what_is_allowed() -> None:
    [(_, message)] = told(invalid_name.check(examined(made("Namespace", name="a.b", metadata={"namespace": None}))))

    assert message == "'a.b' is no DNS label: lower-case letters, digits and '-' within, 63 characters at most"


def test_service_that_begins_with_a_digit_before_clusters_took_it() -> None:
    document = service() | {"metadata": {"name": "1st"}}

    assert told(invalid_name.check(examined(document, kubernetes_version="1.35")))
    assert not told(invalid_name.check(examined(document, kubernetes_version="1.36")))


def test_role_may_be_named_as_a_path_allows() -> None:
    rules = [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]
    kind = ("ClusterRole", "rbac.authorization.k8s.io/v1")

    assert not told(invalid_name.check(examined(made(*kind, name="system:Reader", rules=rules))))
    assert told(invalid_name.check(examined(made(*kind, name="system/reader", rules=rules))))


def test_custom_resource_is_held_to_dns_too() -> None:
    spec = {"destinations": [{"namespace": "a", "server": "b"}]}

    assert told(invalid_name.check(examined(made("AppProject", "argoproj.io/v1alpha1", name="Staging", spec=spec))))


@pytest.mark.parametrize("name", ["backend", "0-9", "a.b.c", "a" * 253])
def test_silent_on_dns_names(name: str) -> None:
    assert not told(invalid_name.check(examined(made("ConfigMap", name=name))))
