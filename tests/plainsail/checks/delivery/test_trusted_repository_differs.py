"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.delivery import trusted_repository_differs
from plainsail.delivery import Delivery
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import hcl

APPLICATION = """
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: backend-staging, namespace: argocd}}
spec:
  project: a
  destination: {{namespace: backend, server: https://kubernetes.default.svc}}
  source: {{path: dist/staging/backend, repoURL: "{url}"}}
"""
URL = "https://github.com/my-organisation/my-project.git"


def _found(text: str, *, url: str = URL) -> list[Finding]:
    delivery = Delivery(hcl=(hcl(text),))
    return list(trusted_repository_differs.check(manifests(APPLICATION.format(url=url), app=None, delivery=delivery)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'github_organisation = "acme"',
            "github_organisation is acme, but the cluster reads my-organisation/my-project",
        ),
        ('github_repository = "shop"', "github_repository is shop, but the cluster reads my-organisation/my-project"),
        (
            'github_repo = "acme/my-project"',
            "github_repo is acme/my-project, but the cluster reads my-organisation/my-project",
        ),
    ],
)
def test_another_repository_is_trusted(text: str, message: str) -> None:
    [finding] = _found(f"locals {{\n  {text}\n}}")

    assert finding.message == message
    assert finding.where.line == 2
    assert [cause.where.field for cause in finding.causes] == ["spec.source.repoURL"]


@pytest.mark.parametrize(
    "text",
    [
        'inputs = { github_organisation = "my-organisation", github_repository = "my-project" }',
        'inputs = { github_repository = "My-Organisation/My-Project" }',
        "inputs = { github_repository = include.root.locals.github_repository }",
        'inputs = { repository = "elsewhere" }',
        "inputs = { github_repository = null }",
    ],
)
def test_silent_about_the_same_or_what_nobody_can_tell(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "url", ["git@github.com:my-organisation/my-project.git", "https://github.com/my-organisation/my-project/"]
)
def test_addresses_of_every_form_are_read(url: str) -> None:
    assert _found('inputs = { github_organisation = "my-organisation" }', url=url) == []
    assert len(_found('inputs = { github_organisation = "acme" }', url=url)) == 1


def test_silent_where_git_is_elsewhere() -> None:
    assert _found('inputs = { github_organisation = "acme" }', url="https://gitlab.example.com/a/b.git") == []


def test_flux_reads_it_too() -> None:
    repository = """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: {name: shop, namespace: flux-system}
    spec: {interval: 1m, url: "https://github.com/my-organisation/my-project.git"}
    """
    delivery = Delivery(hcl=(hcl('locals {\n  github_organisation = "acme"\n}'),))

    assert list(trusted_repository_differs.check(manifests(repository, app=None, delivery=delivery)))
