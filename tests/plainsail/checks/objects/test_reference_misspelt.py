"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks import RULES
from plainsail.checks.objects import reference_misspelt
from plainsail.checks.security import role_binding_dangles
from tests.plainsail.checks.planted_app import app, foreign

_ROLE = """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: backend, namespace: backend-staging}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: bakcend}]
"""


_SLIPS = pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "secretKeyRef: {name: backend, key: API_KEY",
            "secretKeyRef: {name: backedn, key: API_KEY",
            "there is no Secret/backedn; did you mean 'backend', which ExternalSecret/backend makes?",
        ),
        (
            "configMap: {name: backend-php}",
            "configMap: {name: bakend-php}",
            "there is no ConfigMap/bakend-php; did you mean 'backend-php'?",
        ),
        (
            "      serviceAccountName: backend\n      initContainers",
            "      serviceAccountName: backennd\n      initContainers",
            "there is no ServiceAccount/backennd; did you mean 'backend'?",
        ),
        (
            "service: {name: backend, port",
            "service: {name: backnd, port",
            "there is no Service/backnd; did you mean 'backend'?",
        ),
        (
            "kind: Deployment, name: backend}",
            "kind: Deployment, name: beckend}",
            "there is no Deployment/beckend; did you mean 'backend'?",
        ),
    ],
)


@_SLIPS
def test_a_slip_in_a_name(right: str, wrong: str, message: str) -> None:
    assert message in {finding.message for finding in reference_misspelt.check(foreign((right, wrong)))}


@_SLIPS
@pytest.mark.parametrize("complete", [False, True])
def test_no_other_check_tells_of_it(right: str, wrong: str, message: str, *, complete: bool) -> None:
    manifests = foreign((right, wrong))
    manifests.complete = complete
    thing = message.removeprefix("there is no ").partition(";")[0]

    told = {finding.message for rule in RULES.values() for finding in rule.find(manifests)}
    absent = {each for each in told if each.startswith((f"there is no {thing}", f"nothing here provides {thing}"))}

    assert absent == {message}


def test_no_other_check_tells_of_a_slip_in_a_binding() -> None:
    assert not list(role_binding_dangles.check(foreign(more=_ROLE)))


def test_a_slip_in_a_binding() -> None:
    [finding] = reference_misspelt.check(foreign(more=_ROLE))

    assert finding.message == "there is no ServiceAccount/bakcend; did you mean 'backend'?"


@pytest.mark.parametrize("name", ["backend-db", "backends", "front", "backend2", "backend"])
def test_silent_about_names_that_mean_something_else(name: str) -> None:
    change = ("service: {name: backend, port", f"service: {{name: {name}, port")

    assert not list(reference_misspelt.check(foreign(change)))


def test_a_projects_own_tree_is_judged_by_each_check_of_references() -> None:
    assert not list(reference_misspelt.check(app(("service: {name: backend, port", "service: {name: backnd, port"))))
