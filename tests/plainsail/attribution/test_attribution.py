"""Which setting decides which field: every field of what is rendered, and what only another value would render."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import format_path, leaves, locate, parse_path
from constructs_lib.settings import (
    BackgroundWorker,
    ConfigMap,
    CronJob,
    Environment,
    ExternalSecrets,
    Ingress,
    Migration,
    Patch,
    PodDisruptionBudget,
    Probe,
    RawObject,
    replace,
)
from plainsail.attribution.attribution import Attribution
from plainsail.provenance import format_setting
from tests.rendered import PIN, environment
from tests.samples.values import HPA, Least
from tools.attribution import Learning

pytestmark = pytest.mark.slow

CONTAINER = "spec.template.spec.containers[app]"
CRON_CONTAINER = f"spec.jobTemplate.{CONTAINER}"


class App(Least):
    """One of everything that fields may come from."""

    kubernetes_version = "1.35"
    port = 80
    server = "caddy"
    hpa = replace(HPA, min_replicas=2, max_replicas=4)
    pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)
    liveness_probe = Probe("/live", period_seconds=20, failure_threshold=5)
    readiness_probe = Probe("/ready", period_seconds=10, failure_threshold=3)
    env = {"APP_ENV": "prod"}
    external_secrets = ExternalSecrets(
        cluster_secret_store="store",  # noqa: S106 - the name of a store
        path="/param/{env}/parameters",
        params={"APP_KEY": "key"},
    )
    writable_paths = {"/tmp": "64Mi", "/data": "16Mi"}
    ingress = Ingress("a.example.com", class_name="nginx")
    workers = {"consume": BackgroundWorker(["bin/console", "messenger:consume"])}
    cron_jobs = {"nightly": CronJob("bin/nightly", schedule="0 3 * * *", time_zone="Europe/Paris")}
    migration = Migration("bin/console doctrine:migrate")
    config_maps = {"php": ConfigMap(data={"php.ini": "memory_limit=128M"}, mount_path="/etc/php")}
    labels = {"example.com/team": "web"}
    patches = {"dns": Patch("Deployment/backend", set={"spec.template.spec.dnsPolicy": "Default"})}
    objects = {
        "quota": RawObject(
            {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "all"}, "spec": {"hard": {"pods": "9"}}}
        )
    }


class OneReplica(App):
    """The budget is not rendered."""

    hpa = replace(HPA, min_replicas=1, max_replicas=4)


@cache
def attribution(kind: type[Environment] = App) -> Attribution:
    env = environment(kind)
    return Attribution(env, [env], PIN, Learning())


def file_of(name: str, of: Attribution) -> str:
    [file] = [f for f, document in of.documents.items() if known_as(key_of(document), "backend") == name]
    return file


def deciding(name: str, field: str, how: str = "value") -> set[str]:
    of = attribution()
    file = file_of(name, of)
    path = locate(of.documents[file], field).path
    return {format_setting(setting) for setting in of.deciding(file, path, how)}  # type: ignore[arg-type]


def the_setting(
    name: str, field: str, kind: type[Environment] = App, before: object = None, *, gone: bool = False
) -> str | None:
    """The one setting, of a field that may be missing."""
    of = attribution(kind)
    file = file_of(name, of)
    there = () if gone or not field else locate(of.documents[file], field, new=True).path
    path = parse_path(field) if gone else there
    setting = of.setting_of(file, path, before=before, gone=gone)
    return format_setting(setting) if setting else None


@pytest.mark.parametrize(
    ("name", "field", "settings"),
    [
        ("Deployment/backend", f"{CONTAINER}.image", {"image.repository", "image.tag", "image.digest"}),
        ("CronJob/backend-nightly", f"{CRON_CONTAINER}.image", {"image.repository", "image.tag", "image.digest"}),
        ("Job/backend-migration", f"{CONTAINER}.image", {"image.repository", "image.tag", "image.digest"}),
        ("Deployment/backend", f"{CONTAINER}.env[SERVER_NAME].value", {"port"}),
        ("Deployment/backend", f"{CONTAINER}.ports[http].containerPort", {"port"}),
        ("Service/backend", "spec.ports[80].port", {"port"}),
        ("Deployment/backend", "spec.template.spec.securityContext.runAsUser", {"pod_user"}),
        ("Deployment/backend", "spec.template.spec.securityContext.fsGroup", {"pod_user"}),
        ("HorizontalPodAutoscaler/backend", "spec.minReplicas", {"hpa.min_replicas"}),
        ("HorizontalPodAutoscaler/backend", "metadata.name", {"app_name"}),
        (
            "ExternalSecret/backend",
            "spec.data[APP_KEY].remoteRef.key",
            {"external_secrets.path", "external_secrets.params.APP_KEY", "env_name"},
        ),
        ("CronJob/backend-nightly", "spec.schedule", {"cron_jobs.nightly.schedule"}),
        ("CronJob/backend-nightly", f"{CRON_CONTAINER}.command[0]", {"cron_jobs.nightly.command"}),
        ("CronJob/backend-nightly", f"{CRON_CONTAINER}.resources.limits.memory", {"resources.limits.memory"}),
        ("Deployment/backend-consume", f"{CONTAINER}.command[0]", {"workers.consume.command[0]"}),
        ("Deployment/backend", 'metadata.labels["example.com/team"]', {'labels["example.com/team"]'}),
        ("Deployment/backend", "spec.template.spec.dnsPolicy", {'patches.dns.set["spec.template.spec.dnsPolicy"]'}),
        ("ResourceQuota/all", "spec.hard.pods", {"objects.quota.manifest.spec.hard.pods"}),
        ("ResourceQuota/all", "kind", {"objects.quota.manifest.kind"}),
        ("Deployment/backend", f"{CONTAINER}.securityContext.readOnlyRootFilesystem", set()),
        ("PodDisruptionBudget/backend", "spec.unhealthyPodEvictionPolicy", set()),
    ],
)
def test_a_field_is_decided_by(name: str, field: str, settings: set[str]) -> None:
    assert deciding(name, field) == settings


def test_a_hash_is_decided_by_what_it_is_made_of() -> None:
    field = 'spec.template.metadata.annotations["checksum/config-php"]'

    assert 'config_maps.php.data["php.ini"]' in deciding("Deployment/backend", field)


@pytest.mark.parametrize(
    ("name", "field", "setting"),
    [
        ("PodDisruptionBudget/backend", "spec.maxUnavailable", "hpa.min_replicas"),
        ("PodDisruptionBudget/backend", "spec.maxUnavailable", "pod_disruption_budget"),
        ("Deployment/backend", "spec.template.spec.dnsPolicy", "patches.dns.target"),
        ("Ingress/backend", "kind", "ingress"),
        ("Deployment/backend", f"{CONTAINER}.lifecycle.preStop.sleep.seconds", "kubernetes_version"),
        (
            "Deployment/backend",
            "spec.template.spec.securityContext.sysctls[net.ipv4.ip_unprivileged_port_start].name",
            "port",
        ),
    ],
)
def test_a_field_is_there_because_of(name: str, field: str, setting: str) -> None:
    assert setting in deciding(name, field, "presence")


@pytest.mark.parametrize(
    ("name", "field", "setting"),
    [
        ("Deployment/backend", f"{CONTAINER}.livenessProbe", "liveness_probe"),
        ("Deployment/backend", f"{CONTAINER}.resources.requests", "resources.requests"),
        ("Deployment/backend", f"{CONTAINER}.env[APP_ENV]", "env.APP_ENV"),
        ("Deployment/backend", "spec.template.spec.securityContext", "pod_user"),
        ("Deployment/backend", "", None),
        ("Ingress/backend", "", "ingress"),
        ("HorizontalPodAutoscaler/backend", "", "hpa"),
        ("CronJob/backend-nightly", "", "cron_jobs.nightly"),
        ("Deployment/backend-consume", "", "workers.consume"),
        ("ResourceQuota/all", "", "objects.quota"),
    ],
)
def test_a_part_is_decided_by_what_all_of_it_comes_from(name: str, field: str, setting: str | None) -> None:
    assert the_setting(name, field) == setting


@pytest.mark.parametrize(
    ("name", "field", "setting"),
    [
        ("Deployment/backend", f"{CONTAINER}.startupProbe", "startup_probe"),
        ("Deployment/backend", f"{CONTAINER}.args", "args"),
        (
            "Deployment/backend",
            f"{CONTAINER}.resources.requests.ephemeral-storage",
            "resources.requests.ephemeral_storage",
        ),
        ("Deployment/backend", "spec.template.spec.priorityClassName", "priority_class_name"),
        ("Deployment/backend-consume", f"{CONTAINER}.livenessProbe", "workers.consume.liveness_probe"),
        (
            "CronJob/backend-nightly",
            "spec.jobTemplate.spec.activeDeadlineSeconds",
            "cron_jobs.nightly.active_deadline_seconds",
        ),
        ("Ingress/backend", "spec.tls", "ingress.tls"),
        ("Deployment/backend", "spec.replicas", "hpa"),
        ("ResourceQuota/all", "spec.scopes", "objects.quota.manifest.spec.hard.pods"),
    ],
)
def test_a_field_that_is_missing_has_the_setting_that_would_bring_it(name: str, field: str, setting: str) -> None:
    assert the_setting(name, field) == setting


@pytest.mark.parametrize(
    ("field", "before", "setting"),
    [
        (f"{CONTAINER}.env[APP_MODE]", '{"name": "APP_MODE", "value": "a"}', "env"),
        (
            f"{CONTAINER}.env[APP_TOKEN]",
            '{"name": "APP_TOKEN", "valueFrom": {"secretKeyRef": {"key": "APP_TOKEN", "name": "backend-1a2b3c4d"}}}',
            "external_secrets.params",
        ),
        (
            f"{CONTAINER}.env[APP_MAP]",
            '{"name": "APP_MAP", "valueFrom": {"configMapKeyRef": {"key": "APP_MAP", "name": "backend"}}}',
            None,
        ),
        (
            "spec.template.spec.volumes[writable-run]",
            '{"emptyDir": {"sizeLimit": "1Mi"}, "name": "writable-run"}',
            "writable_paths",
        ),
        ('metadata.labels["example.com/tier"]', "web", "labels"),
        (f"{CONTAINER}.startupProbe", '{"httpGet": {"path": "/", "port": "http"}}', "startup_probe"),
        ("spec.template.spec.hostAliases", '[{"ip": "10.0.0.1"}]', None),
    ],
)
def test_what_is_gone_has_the_mapping_that_says_its_like(field: str, before: str, setting: str | None) -> None:
    """Another mapping of the same object is innocent, and so is a setting that another field comes from."""
    assert the_setting("Deployment/backend", field, before=before, gone=True) == setting


def test_a_name_that_follows_its_content_is_no_work_of_one_entry() -> None:
    field = f"{CONTAINER}.env[APP_KEY].valueFrom.secretKeyRef.name"

    assert the_setting("Deployment/backend", field) == "external_secrets.params.APP_KEY"
    assert the_setting("Deployment/backend", field, before="backend-1a2b3c4d") == "external_secrets"


def test_of_several_settings_the_one_that_is_new_in_a_changed_value() -> None:
    [image] = [
        v
        for leaf, v in leaves(attribution().documents[file_of("Deployment/backend", attribution())])
        if format_path(leaf) == f"{CONTAINER}.image"
    ]

    assert the_setting("Deployment/backend", f"{CONTAINER}.image", before=image.replace("v1", "v0")) == "image.tag"
    assert the_setting("Deployment/backend", f"{CONTAINER}.image", before=f"other{image}") is not None


def test_what_one_more_replica_would_render_is_known() -> None:
    of = attribution(OneReplica)

    assert of.bringing("PodDisruptionBudget/backend") == [("hpa", "min_replicas")]
    assert of.setting_of_object("PodDisruptionBudget/backend") == ("hpa", "min_replicas")


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("NetworkPolicy/backend", ("network_policy",)),
        ("CronJob/backend-weekly", ("cron_jobs",)),
        ("Deployment/backend-old", ("workers",)),
        ("Widget/unheard-of", None),
    ],
)
def test_an_object_that_is_not_rendered_has_the_setting_that_would_bring_its_kind(
    name: str, setting: tuple[str, ...] | None
) -> None:
    assert attribution().setting_of_object(name) == setting


@pytest.mark.parametrize("setting", ["aws", "waivers"])
def test_what_only_commands_read_decides_nothing(setting: str) -> None:
    assert not [path for path, _ in attribution().effects() if path[0] == setting]


def settings_by_field(of: Attribution) -> Iterator[tuple[str, str, str | None]]:
    """The one setting of every field of every object."""
    for file, document in of.documents.items():
        for leaf, _ in leaves(document):
            setting = of.setting_of(file, leaf)
            yield file, format_path(leaf), format_setting(setting) if setting else None


def test_every_field_of_a_web_service_has_a_setting_or_none_at_all() -> None:
    decided = list(settings_by_field(attribution()))

    assert len(decided) > 250
    assert sum(setting is not None for *_, setting in decided) > 150
