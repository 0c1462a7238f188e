"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.objects import namespace_not_rendered
from tests.plainsail.checks.planted import vendored
from tests.plainsail.checks.planted_app import app, foreign, project

RENDERED = "kind: Namespace\nmetadata: {name: backend-ENV"


def test_the_app_renders_another_namespace() -> None:
    found = list(namespace_not_rendered.check(app((RENDERED, "kind: Namespace\nmetadata: {name: front"))))

    assert [finding.message for finding in found] == [
        "nothing renders Namespace/backend-staging; the app renders Namespace/front instead"
    ]
    assert found[0].severity == "error"


def test_nobody_renders_it() -> None:
    [finding] = namespace_not_rendered.check(
        app((RENDERED, "kind: ServiceAccount\nmetadata: {namespace: backend-ENV, name: other"))
    )

    assert finding.message == "nothing renders Namespace/backend-staging"
    assert finding.severity is None


def test_silent_when_argo_cd_makes_it() -> None:
    gone = (RENDERED, "kind: ServiceAccount\nmetadata: {namespace: backend-ENV, name: other")
    created = ("syncPolicy: {", "syncPolicy: {syncOptions: [CreateNamespace=true], ")

    assert not list(namespace_not_rendered.check(project(gone, argocd=[created])))


def test_silent_about_plain_yaml() -> None:
    assert not list(namespace_not_rendered.check(foreign((RENDERED, "kind: Namespace\nmetadata: {name: front"))))


def test_silent_about_namespaces_that_every_cluster_has() -> None:
    binding = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kube-system}}"

    assert not list(namespace_not_rendered.check(app(more=binding)))


def test_where_somebody_else_puts_objects_the_namespace_may_be_someone_s() -> None:
    config = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: monitoring}}"

    [finding] = namespace_not_rendered.check(vendored(app(more=config)))

    assert (finding.message, finding.severity) == ("nothing renders Namespace/monitoring", None)
