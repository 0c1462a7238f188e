"""The check of the same name."""

import pytest

from plainsail.checks.security import service_account_token_mounted
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload

UNSAID = {"automountServiceAccountToken": None, "serviceAccountName": "backend"}
ACCOUNT = """
apiVersion: v1
kind: ServiceAccount
metadata: {name: backend, namespace: backend}
"""
BINDING = """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: backend, namespace: backend}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: backend}
subjects: [{kind: ServiceAccount, name: backend, namespace: backend}]
"""


def test_mounted_by_default() -> None:
    [finding] = service_account_token_mounted.check(manifests(workload(pod=UNSAID), ACCOUNT))

    assert finding.message == "the token of ServiceAccount/backend is mounted by default"
    assert finding.where.field == "spec.template.spec.automountServiceAccountToken"
    assert severity_of(service_account_token_mounted, finding) == "warning"


def test_hardening_for_somebody_else() -> None:
    [finding] = service_account_token_mounted.check(
        foreign(workload("Pod", pod={"automountServiceAccountToken": None}))
    )

    assert finding.message == "the token of ServiceAccount/default is mounted by default"
    assert severity_of(service_account_token_mounted, finding) == "info"


@pytest.mark.parametrize("said", [True, False])
def test_silent_when_somebody_asked(said: bool) -> None:
    on_account = ACCOUNT + f"automountServiceAccountToken: {str(said).lower()}"

    assert not list(
        service_account_token_mounted.check(manifests(workload(pod={"automountServiceAccountToken": said}), ACCOUNT))
    )
    assert not list(service_account_token_mounted.check(manifests(workload(pod=UNSAID), on_account)))


def test_silent_when_a_role_is_bound_to_the_account() -> None:
    assert not list(service_account_token_mounted.check(manifests(workload(pod=UNSAID), ACCOUNT, BINDING)))


def test_a_role_of_another_account_asks_for_nothing() -> None:
    other = BINDING.replace("kind: ServiceAccount, name: backend", "kind: ServiceAccount, name: other")

    assert list(service_account_token_mounted.check(manifests(workload(pod=UNSAID), ACCOUNT, other)))
