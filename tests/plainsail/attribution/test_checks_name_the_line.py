"""A finding about YAML names the line that decides it: for a fault of each kind that settings can hold."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from constructs_lib.settings import Environment
from plainsail.attribution import attribution
from plainsail.attribution.locate import Locator
from plainsail.checks import RULES
from plainsail.findings.finding import DecidingLine
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.project.project import Project
from plainsail.yaml_reader import load_all
from tests.rendered import PIN, dist, environment

HEAD = """
from constructs_lib.settings import *
from tests.samples.values import Least


class Case(Least):
"""
POD = "spec.template.spec"
APP = f"{POD}.containers[app]"
BACKEND = "spec.rules[0].http.paths[0].backend"
PDB, SCALER = "PodDisruptionBudget/backend", "HorizontalPodAutoscaler/backend"
HOOK, MIGRATION_JOB = "metadata.annotations[argocd.argoproj.io/hook]", "Job/backend-migration"
SCHEDULE = 'schedule="*/5 * * * *", time_zone="Europe/Paris"'
NO_HISTORY, OVERLAPPING = "failed_jobs_history_limit=0", 'concurrency_policy="Allow"'
JOB = 'cron_jobs = {{"a": CronJob("bin/report", {})}}'
SIDECAR = 'sidecars = {{"s": Container(image=Image("r.example.com/b", tag="v1"), command="x"{})}}'
SECRETS = 'external_secrets = ExternalSecrets(cluster_secret_store="s", path="/p", params={{{}}})'
PROBE = 'readiness_probe = Probe("/ready")'
BUDGET = "pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)"
HPA = "hpa = Hpa(min_replicas=1, max_replicas=9, target_{}_utilization_percentage=80)"
INGRESS = 'ingress = Ingress("a.example.com", class_name="nginx")'
TMP = 'writable_paths = {"/tmp": "1Mi"}'
STRATEGY = 'strategy = Strategy(max_surge=0, max_unavailable="100%")'
MIGRATION = 'migration = Migration("bin/migrate")'
SET, REMOVED = "patches.mine.set", "patches.mine"


def patch(field: str, value: Any, name: str = "Deployment/backend") -> str:
    return f'patches = {{"mine": Patch("{name}", set={{{field!r}: {value!r}}})}}'


def removal(field: str, name: str = "Deployment/backend") -> str:
    return f'patches = {{"mine": Patch("{name}", remove=[{field!r}])}}'


# check, the setting that decides it, what the settings say
CASES: list[tuple[str, str, list[str]]] = [
    ("image-from-docker-hub", "image.", ['image = Image("docker.io/library/php")']),
    ("image-tag-latest", "sidecars.s.image", [SIDECAR.replace("v1", "latest").format("")]),
    ("cron-job-blocked-by-hung-run", "cron_jobs.a.active_deadline_seconds", [JOB.format(SCHEDULE)]),
    ("cron-job-without-time-zone", "cron_jobs.a.time_zone", [JOB.format('schedule="0 7 * * *"')]),
    ("cron-job-hides-failures", "cron_jobs.a.failed_jobs_history_limit", [JOB.format(f"{SCHEDULE}, {NO_HISTORY}")]),
    ("cron-job-overlaps", "cron_jobs.a.concurrency_policy", [JOB.format(f"{SCHEDULE}, {OVERLAPPING}")]),
    ("schedule-day-or-weekday", "cron_jobs.a.schedule", [JOB.format('schedule="0 7 1 * 1", time_zone="UTC"')]),
    ("unknown-time-zone", SET, [JOB.format(SCHEDULE), patch("spec.timeZone", "Mars/Base", "CronJob/backend-a")]),
    ("no-liveness-probe", "liveness_probe", []),
    ("no-readiness-probe", "readiness_probe", []),
    ("no-wait-before-sigterm", "shutdown.pre_stop_seconds", ["shutdown = Shutdown(pre_stop_seconds=0)"]),
    ("no-memory-limit", "resources.limits", ["resources = Resources(requests=Compute(cpu='1', memory='64Mi'))"]),
    ("memory-target-on-small-request", "hpa.target_memory_utilization_percentage", [HPA.format("memory")]),
    ("no-disruption-budget", "pod_disruption_budget", ["replicas = 2"]),
    ("disruption-budget-blocks-drains", SET, [BUDGET, "replicas = 2", patch("spec.maxUnavailable", 0, PDB)]),
    ("sick-pods-block-drains", REMOVED, [BUDGET, "replicas = 2", removal("spec.unhealthyPodEvictionPolicy", PDB)]),
    ("staging-scaled-up", "replicas", ["replicas = 9"]),
    ("staging-scaled-up", "hpa.max_replicas", [HPA.format("cpu")]),
    ("plain-credential", "env.DB_PASSWORD", ['env = {"DB_PASSWORD": "hunter2hunter2"}']),
    ("secret-key-unused", "external_secrets.params.KEY", [SECRETS.format('"KEY": "k"'), removal(f"{APP}.env")]),
    ("variables-from-one-parameter", "external_secrets.params.B", [SECRETS.format('"A": "k", "B": "k"')]),
    ("parameter-path-malformed", "external_secrets.params.A", [SECRETS.format('"A": "/aws/x"')]),
    ("runs-as-root", SET, [patch(f"{POD}.securityContext.runAsUser", 0)]),
    ("root-not-ruled-out", SET, [patch(f"{POD}.securityContext.runAsNonRoot", False)]),
    ("writable-root-file-system", REMOVED, [removal(f"{APP}.securityContext.readOnlyRootFilesystem")]),
    ("privilege-escalation", REMOVED, [removal(f"{APP}.securityContext.allowPrivilegeEscalation")]),
    ("capabilities-kept", REMOVED, [removal(f"{APP}.securityContext.capabilities")]),
    ("seccomp-off", REMOVED, [removal(f"{POD}.securityContext.seccompProfile")]),
    ("host-namespace", SET, [patch(f"{POD}.hostNetwork", True)]),
    ("privileged-container", SET, [patch(f"{APP}.securityContext.privileged", True)]),
    ("empty-dir-without-limit", REMOVED, [TMP, removal(f"{POD}.volumes[writable-tmp].emptyDir.sizeLimit")]),
    ("caddy-cannot-write", "writable_paths", ['server = "caddy"', removal(f"{APP}.volumeMounts"), TMP]),
    ("volume-without-source", "volumes.ca.name", ['volumes = {"ca": ConfigMapVolume("ca", mount_path="/ca")}']),
    ("priority-class-missing", "priority_class_name", ['priority_class_name = "high"']),
    ("replicas-beside-autoscaler", SET, [HPA.format("cpu"), patch("spec.replicas", 3)]),
    ("autoscaler-target-missing", SET, [HPA.format("cpu"), patch("spec.scaleTargetRef.name", "x", SCALER)]),
    ("half-automated-sync", "sync_policy.self_heal", ["sync_policy = SyncPolicy(self_heal=False)"]),
    ("half-automated-sync", "sync_policy.prune", ["sync_policy = SyncPolicy(prune=False)"]),
    ("labels-disagree", SET, [patch("metadata.labels[app.kubernetes.io/name]", "other")]),
    ("low-port-without-privilege", "port", ["port = 80", removal(f"{POD}.securityContext.sysctls")]),
    ("pull-secret-not-rendered", "image_pull_secrets", ['image_pull_secrets = ["registry"]']),
    ("implausible-amount", "resources.requests.cpu", ["resources = Resources(requests=Compute(cpu='5000'))"]),
    ("host-in-probe", SET, [PROBE, patch(f"{APP}.readinessProbe.httpGet.host", "example.com")]),
    ("ports-disagree", SET, [PROBE, patch(f"{APP}.readinessProbe.httpGet.port", 99)]),
    ("port-name-missing", SET, [PROBE, patch(f"{APP}.readinessProbe.httpGet.port", "x")]),
    ("wrong-restart-policy", SET, [patch(f"{POD}.restartPolicy", "Never")]),
    ("startup-budget-too-small", "liveness_probe", [PROBE, "liveness_probe = Probe('/', failure_threshold=1)"]),
    ("liveness-same-as-readiness", "liveness_probe", [PROBE, "liveness_probe = Probe('/ready')"]),
    ("namespace-not-rendered", "namespace.create", ["namespace = change(create=False)"]),
    (
        "rollout-takes-every-pod",
        "strategy",
        ["replicas = 2", STRATEGY],
    ),
    ("no-grace-period", SET, [patch(f"{POD}.terminationGracePeriodSeconds", 0)]),
    ("ingress-class-unclear", REMOVED, [INGRESS, removal("spec.ingressClassName", "Ingress/backend")]),
    ("ingress-backend-missing", SET, [INGRESS, patch(f"{BACKEND}.service.name", "x", "Ingress/backend")]),
    ("env-from-secret", SET, [patch(f"{APP}.envFrom", [{"secretRef": {"name": "a"}}])]),
    ("service-account-missing", SET, [patch(f"{POD}.serviceAccountName", "x")]),
    ("hook-before-its-needs", SET, [SECRETS.format('"KEY": "k"'), MIGRATION, patch(HOOK, "PreSync", MIGRATION_JOB)]),
    ("oversized-object", "annotations.note", ['annotations = {"note": "x" * 300_000}']),
]


def located(settings: Environment) -> list[tuple[str, str, list[DecidingLine]]]:
    """What the checks find in an environment: check, field, and the lines behind it."""
    resources = [
        Resource(
            document=load_all(text)[0],
            path=f"dist/{path}",
            line=1,
            environment="staging",
            app=None if path.startswith("argocd/") else "backend",
            kubernetes_version="1.35",
        )
        for path, text in dist(settings).items()
    ]
    locate = Locator(cast(Project, SimpleNamespace(environments=(settings,), unbuilt=(), root=Path.cwd())))
    manifests = Manifests(resources)
    rules = [rule for rule in RULES.values() if rule.id != "waiver"]
    return [(rule.id, f.where.field, locate(f)) for rule in rules for f in rule.find(manifests)]


def made(lines: Sequence[str], folder: Path) -> Environment:
    file = folder / "case.py"
    file.write_text(HEAD + "".join(f"    {line}\n" for line in lines or ["pass"]))
    spec = importlib.util.spec_from_file_location(f"case_{id(lines)}", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    case: type[Environment] = module.Case
    return environment(case)


@pytest.mark.parametrize(
    ("check", "setting", "settings"),
    [
        pytest.param(*case, id=f"{case[0]}-{case[1]}", marks=pytest.mark.slow if number % 4 else ())
        for number, case in enumerate(CASES)
    ],
)
def test_line(check: str, setting: str, settings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "read_pin", lambda *_: PIN)
    environment = made(settings, tmp_path)

    lines = next(lines for rule, _, lines in located(environment) if rule == check)

    assert lines
    assert lines[0].setting.startswith(setting)
    if settings and lines[0].path.endswith("case.py"):
        assert lines[0].text == next(line for line in settings if line.startswith(setting.partition(".")[0]))
    else:  # what nobody says
        assert lines[0].path.startswith("constructs_lib/settings/")
