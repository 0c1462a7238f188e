"""Which settings decide which fields: every field of what is rendered, and what only one value more would render."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from plainsail.attribution.answers import Answer, Subject
from plainsail.attribution.model import Influence
from plainsail.project.project import Project
from plainsail.project.registry import load
from plainsail.project.rules import label
from tests.plainsail.attribution.planted import influence, planted
from tests.plainsail.projects import imported

pytestmark = pytest.mark.slow

CONTAINER = "spec.template.spec.containers[app]"
CRON_CONTAINER = f"spec.jobTemplate.{CONTAINER}"
FOUR = ("CronJob/backend-initiate-calls", "Deployment/backend", "Deployment/backend-consume", "Job/backend-migration")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("planted") / "project")


@pytest.fixture(scope="module")
def found(project: Path) -> Mapping[str, Influence]:
    return {env: influence(project, env) for env in ("staging", "production")}


def answers(project: Path, env: str, known: Influence) -> list[Answer]:
    """Who decides each field of an environment."""
    with imported(project):
        [environment] = [each for each in load(project) if label(each) == f"{env}/backend"]
        subject = Subject(Project(project), environment, known)
        return [answer for file in known.documents for answer in subject.answers(file, ())]


def decided(known: Influence, name: str, field: str, *, presence: bool = False) -> set[str]:
    """The settings that decide what a field of an object holds, or whether it is there."""
    [file] = [
        f for f, document in known.documents.items() if f"{document['kind']}/{document['metadata']['name']}" == name
    ]
    return set(known.deciding(file, [field], "presence" if presence else "value"))


@pytest.mark.parametrize("env", ["staging", "production"])
def test_every_field_has_a_setting_or_a_line_of_the_constructs(
    env: str, project: Path, found: Mapping[str, Influence]
) -> None:
    """Fields of the repository's own `dist/`, and of one with everything in it."""
    every = answers(project, env, found[env])
    unsaid = [f"{a.object} {a.field}" for a in every if not a.of("value") and not a.constants]

    assert len(every) > 250
    assert unsaid == []


@pytest.mark.parametrize("env", ["staging", "production"])
def test_every_line_that_is_named_is_there(env: str, project: Path, found: Mapping[str, Influence]) -> None:
    for answer in answers(project, env, found[env]):
        for path, line, source in {
            *((o.path, o.line, o.source) for decider in answer.deciders for o in decider.origins[:1]),
            *((c.path, c.line, c.source) for c in answer.constants),
        }:
            assert (project / path).read_text(encoding="utf-8").splitlines()[line - 1].strip() == source


@pytest.mark.parametrize("name", FOUR)
@pytest.mark.parametrize("part", ["repository", "tag", "digest"])
def test_the_image_decides_fields_in_four_objects(name: str, part: str, found: Mapping[str, Influence]) -> None:
    container = CRON_CONTAINER if name.startswith("CronJob") else CONTAINER

    assert f"image.{part}" in decided(found["staging"], name, f"{container}.image")


@pytest.mark.parametrize(
    ("name", "field", "settings"),
    [
        ("Deployment/backend", f"{CONTAINER}.env[SERVER_NAME].value", {"port"}),
        ("Deployment/backend", f"{CONTAINER}.ports[http].containerPort", {"port"}),
        ("Service/backend", "spec.ports[http].port", {"port"}),
        ("Deployment/backend", "spec.template.spec.securityContext.runAsUser", {"pod_user"}),
        ("Deployment/backend", "spec.template.spec.securityContext.runAsGroup", {"pod_user"}),
        ("Deployment/backend", "spec.template.spec.securityContext.fsGroup", {"pod_user"}),
        ("HorizontalPodAutoscaler/backend", "spec.minReplicas", {"hpa.min_replicas"}),
        ("HorizontalPodAutoscaler/backend", "spec.maxReplicas", {"hpa.max_replicas"}),
        ("HorizontalPodAutoscaler/backend", "metadata.name", {"app_name"}),
        (
            "ExternalSecret/backend",
            "spec.data[APP_SERVICE_API_KEY].remoteRef.key",
            {"external_secrets.path", "external_secrets.params.APP_SERVICE_API_KEY", "env_name"},
        ),
        ("CronJob/backend-initiate-calls", "spec.schedule", {"cron_jobs.initiate-calls.schedule"}),
        ("CronJob/backend-initiate-calls", f"{CRON_CONTAINER}.command[0]", {"cron_jobs.initiate-calls.command"}),
        ("CronJob/backend-initiate-calls", f"{CRON_CONTAINER}.resources.limits.cpu", {"resources.limits.cpu"}),
        ("CronJob/backend-initiate-calls", "metadata.name", {"cron_jobs.initiate-calls", "app_name"}),
        ("Deployment/backend", "metadata.namespace", {"namespace.name", "app_name", "env_name"}),
        ("Application/backend-staging", "spec.source.targetRevision", {"revision", "env_name"}),
        ("AppProject/my-project-staging", "spec.sourceRepos[0]", {"repository"}),
        ("Deployment/backend-consume", f"{CONTAINER}.command[0]", {"workers.consume.command[0]"}),
        ("Deployment/backend", 'metadata.labels["example.com/team"]', {'labels["example.com/team"]'}),
        ("Deployment/backend", "spec.template.spec.dnsPolicy", {'patches.dns.set["spec.template.spec.dnsPolicy"]'}),
        ("ResourceQuota/all", "spec.hard.pods", {"objects.quota.manifest.spec.hard.pods"}),
        ("ResourceQuota/all", "kind", {"objects.quota.manifest.kind"}),
        ("Deployment/backend", f"{CONTAINER}.securityContext.readOnlyRootFilesystem", set()),
        ("PodDisruptionBudget/backend", "spec.unhealthyPodEvictionPolicy", set()),
    ],
)
def test_a_field_is_decided_by(name: str, field: str, settings: set[str], found: Mapping[str, Influence]) -> None:
    assert decided(found["staging"], name, field) == settings


def test_a_hash_is_decided_by_what_it_is_made_of(found: Mapping[str, Influence]) -> None:
    field = "spec.template.metadata.annotations.checksum/config-php"

    assert 'config_maps.php.data["php.ini"]' in decided(found["staging"], "Deployment/backend", field)


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
def test_a_field_is_there_because_of(name: str, field: str, setting: str, found: Mapping[str, Influence]) -> None:
    assert setting in decided(found["staging"], name, field, presence=True)


def test_what_one_more_replica_would_render_is_known(found: Mapping[str, Influence]) -> None:
    """Production runs one replica at least: its budget is not rendered."""
    assert found["production"].summoning("PodDisruptionBudget/backend") == ["hpa.min_replicas"]


def test_what_is_rendered_is_what_dist_holds(project: Path, found: Mapping[str, Influence]) -> None:
    held = {path.relative_to(project / "dist").as_posix() for path in (project / "dist").rglob("*.yaml")}

    assert {file for each in found.values() for file in each.documents} == held


@pytest.mark.parametrize("setting", ["aws.region", "aws.account", "waivers.memory-target-on-small-request"])
def test_what_only_commands_read_decides_nothing(setting: str, found: Mapping[str, Influence]) -> None:
    assert setting not in found["production"].effects
