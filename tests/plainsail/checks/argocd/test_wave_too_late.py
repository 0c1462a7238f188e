"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import wave_too_late
from tests.plainsail.checks.planted_app import app, foreign, project

WAVE = ', annotations: {argocd.argoproj.io/sync-wave: "-2"}}'
EXTERNAL = "kind: ExternalSecret\nmetadata: {name: backend, namespace: backend-ENV"


def test_an_external_secret_beside_its_pods() -> None:
    [finding] = wave_too_late.check(project((EXTERNAL + WAVE, EXTERNAL + "}")))

    assert finding.message == "wave 0 is also that of Deployment/backend"
    assert finding.where.object == "ExternalSecret/backend"
    assert finding.severity is None


def test_an_external_secret_after_its_pods() -> None:
    [finding] = wave_too_late.check(app((EXTERNAL + WAVE, EXTERNAL + WAVE.replace("-2", "1"))))

    assert finding.message == "wave 1 comes after Deployment/backend (wave 0)"
    assert finding.severity == "error"


def test_a_config_map_may_share_the_wave_but_not_follow_it() -> None:
    late = 'metadata: {name: backend-php, annotations: {argocd.argoproj.io/sync-wave: "1"}'
    [finding] = wave_too_late.check(app(("metadata: {name: backend-php", late)))

    assert finding.where.object == "ConfigMap/backend-php"


def test_a_namespace_after_what_lives_in_it() -> None:
    space = "kind: Namespace\nmetadata: {name: backend-ENV"
    [finding] = wave_too_late.check(app((space + WAVE, space + "}")))

    assert finding.message == "wave 0 comes after ExternalSecret/backend (wave -2)"
    assert finding.where.object == "Namespace/backend-staging"


def test_silent_about_plain_yaml_that_knows_no_waves() -> None:
    assert not list(wave_too_late.check(foreign((', annotations: {argocd.argoproj.io/sync-wave: "-2"}', ""))))


def test_plain_yaml_with_waves_is_judged() -> None:
    assert len(list(wave_too_late.check(foreign((EXTERNAL + WAVE, EXTERNAL + WAVE.replace("-2", "0")))))) == 1


def test_silent_about_hooks_after_the_sync() -> None:
    job = """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: report
      namespace: backend-ENV
      annotations: {argocd.argoproj.io/hook: PostSync, argocd.argoproj.io/sync-wave: "-9"}
    spec: {template: {spec: {serviceAccountName: backend, restartPolicy: Never, containers: [{name: a, image: b}]}}}
    """

    assert not list(wave_too_late.check(app(more=job)))
