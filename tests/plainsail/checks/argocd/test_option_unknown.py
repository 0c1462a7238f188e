"""The check of the same name."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from plainsail.checks.argocd import option_unknown
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

_DOMAIN = "argocd.argoproj.io/"


def _job(name: str, value: str) -> Manifests:
    return manifests(
        f"""
        apiVersion: batch/v1
        kind: Job
        metadata: {{name: migrate, annotations: {{{_DOMAIN}{name}: {json.dumps(value)}}}}}
        spec: {{template: {{spec: {{restartPolicy: Never, containers: [{{name: app, image: a}}]}}}}}}
        """,
        environment=None,
        app=None,
    )


def _application(options: Sequence[str]) -> Manifests:
    return manifests(
        f"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {{name: shop}}
        spec: {{project: default, destination: {{}}, syncPolicy: {{syncOptions: {json.dumps(options)}}}}}
        """,
        environment=None,
        app=None,
    )


@pytest.mark.parametrize(
    ("name", "value", "message", "severity"),
    [
        (
            "hook",
            "presync",
            "'presync' is no phase of a sync; did you mean 'PreSync'?; the object is never applied",
            "error",
        ),
        ("hook", "Sync,PostSnc", "'PostSnc' is no phase of a sync; did you mean 'PostSync'?", None),
        ("sync-wave", "first", "'first' is no whole number: Argo CD takes wave 0", None),
        ("sync-wave", " 1", "' 1' is no whole number: Argo CD takes wave 0", None),
        (
            "hook-delete-policy",
            "HookSuccess",
            "'HookSuccess' is no deletion policy; did you mean 'HookSucceeded'?",
            None,
        ),
        ("sync-options", "Prune=no", "'Prune=no' does nothing; there is confirm, false, true", None),
        ("sync-options", "Prune", "'Prune' does nothing; write Prune=true", None),
        ("sync-options", "prune=false", "'prune=false' is no sync option; did you mean 'Prune=false'?", None),
        ("sync-options", "Replace=True", "'Replace=True' does nothing; did you mean 'true'?", None),
        (
            "sync-options",
            "CreateNamespace=true",
            "CreateNamespace counts in an Application's spec.syncPolicy.syncOptions, not for one object",
            None,
        ),
        (
            "compare-options",
            "IgnoreExtraneus",
            "'IgnoreExtraneus' is no compare option; did you mean 'IgnoreExtraneous'?",
            None,
        ),
        ("ignore-healthcheck", "yes", "'yes' is no value that it takes; there is false, true", None),
    ],
)
def test_a_value_that_is_not_known(name: str, value: str, message: str, severity: str | None) -> None:
    [finding] = option_unknown.check(_job(name, value))

    assert (finding.message, finding.severity) == (message, severity)


@pytest.mark.parametrize(
    ("option", "message", "severity"),
    [
        (
            "CreateNamespce=true",
            "'CreateNamespce=true' is no sync option; did you mean 'CreateNamespace=true'?",
            "error",
        ),
        ("PruneLast", "'PruneLast' does nothing; write PruneLast=true", "error"),
        (
            "CreateNamespace = true",
            "'CreateNamespace = true' is no sync option; did you mean 'CreateNamespace=true'?",
            "error",
        ),
        (
            "SERVERSIDEAPPLY=TRUE",
            "'SERVERSIDEAPPLY=TRUE' is no sync option; did you mean 'ServerSideApply=true'?",
            "error",
        ),
        ("Wait=yes", "'Wait=yes' is no sync option", None),
        (
            "Force=true",
            "Force counts in the annotation argocd.argoproj.io/sync-options of an object, not for a whole Application",
            "error",
        ),
    ],
)
def test_an_option_of_an_application(option: str, message: str, severity: str | None) -> None:
    [finding] = option_unknown.check(_application([option, "ServerSideApply=true"]))

    assert (finding.message, finding.severity) == (message, severity)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hook", "PreSync, PostDelete"),
        ("sync-wave", "-2"),
        ("hook-delete-policy", "BeforeHookCreation,HookSucceeded"),
        ("sync-options", "Prune=false, Delete=confirm,Force=true,Replace=true"),
        ("sync-options", "SkipDryRunOnMissingResource=true"),
        ("compare-options", "IgnoreExtraneous,ServerSideDiff=true"),
        ("tracking-id", "anything"),
    ],
)
def test_silent_about_what_argo_cd_knows(name: str, value: str) -> None:
    assert not list(option_unknown.check(_job(name, value)))


def test_silent_about_options_of_applications() -> None:
    options = [
        "CreateNamespace=true",
        "PrunePropagationPolicy=foreground",
        "RespectIgnoreDifferences=true",
        "Prune=false",
    ]

    assert not list(option_unknown.check(_application(options)))


def test_the_template_of_an_application_set() -> None:
    text = """
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: shop}
        spec: {template: {spec: {syncPolicy: {syncOptions: [CreateNamespaces=true, "{{.option}}"]}}}}
        """
    [finding] = option_unknown.check(manifests(text))

    assert finding.where.field == "spec.template.spec.syncPolicy.syncOptions[CreateNamespaces=true]"


def test_a_type_of_secret_that_nobody_looks_for() -> None:
    text = """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop, labels: {argocd.argoproj.io/secret-type: repo}}
        """
    [finding] = option_unknown.check(manifests(text))

    assert finding.message.startswith("'repo' is no type of Secret that Argo CD looks for")
