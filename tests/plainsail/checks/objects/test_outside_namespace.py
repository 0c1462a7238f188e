"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.objects import outside_namespace
from tests.plainsail.checks.planted import vendored
from tests.plainsail.checks.planted_app import app, foreign, project

STRAY = """
apiVersion: v1
kind: ConfigMap
metadata: {name: stray, namespace: elsewhere}
"""


def test_an_object_that_lies_elsewhere() -> None:
    [finding] = outside_namespace.check(app(more=STRAY))

    assert finding.message == "lies in elsewhere; the app's namespace is backend-staging"
    assert finding.where.field == "metadata.namespace"


def test_an_object_without_a_namespace() -> None:
    [finding] = outside_namespace.check(app(more=STRAY.replace(", namespace: elsewhere", "")))

    assert finding.message == "names no namespace; kubectl would put it into `default`"


def test_the_application_s_destination_says_which_is_the_app_s_own() -> None:
    """Even where most objects lie elsewhere."""
    found = list(
        outside_namespace.check(
            project(
                ("namespace: backend-ENV", "namespace: elsewhere"), more=STRAY.replace("elsewhere", "backend-staging")
            )
        )
    )

    assert {finding.message for finding in found} == {"lies in elsewhere; the app's namespace is backend-staging"}


def test_silent_about_kinds_outside_namespaces() -> None:
    role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}, rules: []}"

    assert not list(outside_namespace.check(app(more=role)))


def test_silent_about_plain_yaml() -> None:
    assert not list(outside_namespace.check(foreign(more=STRAY)))


def test_what_somebody_else_wrote_may_lie_where_no_app_does() -> None:
    assert not list(outside_namespace.check(vendored(project(more=STRAY))))


def test_nobody_s_objects_lie_among_those_of_another_app() -> None:
    [finding] = outside_namespace.check(vendored(project(more=STRAY.replace("elsewhere", "backend-production"))))

    assert finding.message == "lies in backend-production; the app's namespace is backend-staging"
