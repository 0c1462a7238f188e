"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace

from plainsail.checks.objects import duplicate_object
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign, project

SECOND = """
apiVersion: v1
kind: ServiceAccount
metadata: {name: backend, namespace: backend-staging}
"""


def test_one_object_in_two_places() -> None:
    [finding] = duplicate_object.check(app(more=SECOND))

    assert finding.message == "stands in dist/staging/backend/ServiceAccount.backend.yaml, line 1, as well"
    assert finding.where.object == "ServiceAccount/backend"


def test_twice_in_one_file_of_plain_yaml() -> None:
    assert len(list(duplicate_object.check(foreign(more=SECOND)))) == 1


def test_silent_about_files_of_plain_yaml_that_may_be_alternatives() -> None:
    one, other = (foreign(more=SECOND).resources[index] for index in (1, -1))

    assert not list(duplicate_object.check(Manifests([one, replace(other, path="examples/other.yaml")])))


def test_two_environments_in_one_namespace_of_one_cluster() -> None:
    shared = "backend-production"
    found = list(
        duplicate_object.check(
            project(("backend-ENV", shared), argocd=[("namespace: backend-ENV", f"namespace: {shared}")])
        )
    )

    assert "Deployment/backend" in {finding.where.object for finding in found}
    assert {finding.where.environment for finding in found} == {"production"}


def test_silent_when_the_environments_have_clusters_of_their_own() -> None:
    moved = (
        "server: https://kubernetes.default.svc, namespace: backend-ENV",
        "name: staging, namespace: backend-production",
    )

    assert not list(duplicate_object.check(project(("backend-ENV", "backend-production"), argocd=[moved])))


def test_silent_about_names_that_the_api_server_makes() -> None:
    account = foreign().resources[1]
    made = [replace(account, document={**account.document, "metadata": {"generateName": "once-"}}) for _ in range(2)]

    assert not list(duplicate_object.check(Manifests(made)))
