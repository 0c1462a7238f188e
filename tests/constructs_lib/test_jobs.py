"""CronJobs and the migration."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from constructs_lib.jobs import MigrationJob, ScheduledJob
from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.settings import (
    Compute,
    Container,
    CronJob,
    ExternalSecrets,
    Image,
    Migration,
    Resources,
    TopologySpread,
    Workload,
)
from tests.constructs_lib.making import PROFILE, chart, profile, rendered
from tests.rendered import app_objects, environment
from tests.samples.values import Least

WHOLE = profile(
    env={"A": "1"},
    external_secrets=ExternalSecrets(secret_store="own", params={"KEY": "/key"}),  # noqa: S106 - the name of a store
    writable_paths={"/tmp": "1Mi"},
)


def cron_job(declared: CronJob, of: PodProfile[Workload] = PROFILE) -> list[Document]:
    scope = chart()
    ScheduledJob(scope, "It", name="report", job=declared, profile=of)
    return rendered(scope)


def migration(declared: Migration) -> list[Document]:
    scope = chart()
    MigrationJob(scope, "It", migration=declared, profile=WHOLE)
    return rendered(scope)


def template(documents: list[Document]) -> Any:
    return documents[0]["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def test_in_the_image_of_the_app(snapshot: SnapshotAssertion) -> None:
    """With its variables, secrets and writable paths."""
    assert cron_job(CronJob("bin/report 'all of it'", schedule="0 7 * * 1-5"), WHOLE) == snapshot


def test_in_an_image_of_its_own(snapshot: SnapshotAssertion) -> None:
    """Without the app's variables, secrets and volumes."""
    declared = CronJob(["/clean"], schedule="@daily", image=Image("clean", tag="v2"), env={"B": "2"})

    assert cron_job(declared, WHOLE) == snapshot


def test_with_everything_said(snapshot: SnapshotAssertion) -> None:
    declared = CronJob(
        "bin/report",
        schedule="0 7 * * *",
        time_zone="Europe/Paris",
        suspended=True,
        env={"B": "2"},
        resources=Resources(limits=Compute(cpu="1")),
        restart_policy="OnFailure",
        backoff_limit=2,
        active_deadline_seconds=900,
        image_pull_policy="Never",
        concurrency_policy="Replace",
        starting_deadline_seconds=None,
        successful_jobs_history_limit=0,
        failed_jobs_history_limit=1,
        ttl_seconds_after_finished=3600,
    )

    assert cron_job(declared) == snapshot


def test_a_migration(snapshot: SnapshotAssertion) -> None:
    """A Sync hook after the secrets, before the new pods."""
    assert migration(Migration("bin/migrate --yes", env={"DRY": "no"}, backoff_limit=1)) == snapshot


def test_the_pull_policy_of_the_job_wins_over_the_image() -> None:
    image = Image("clean", tag="v2", pull_policy="Always")
    documents = cron_job(CronJob("/clean", schedule="@daily", image=image, image_pull_policy="Never"))

    assert template(documents)["containers"][0]["imagePullPolicy"] == "Never"


def test_a_job_listens_on_no_port() -> None:
    """So it needs no sysctl, whatever the port of the app."""
    assert "sysctls" not in template(cron_job(CronJob("/clean", schedule="@daily")))["securityContext"]


def test_a_job_is_not_spread() -> None:
    """Its pods have no template hash that would tell versions apart."""
    spread = profile(topology_spread=[TopologySpread("topology.kubernetes.io/zone")])

    assert "topologySpreadConstraints" not in template(cron_job(CronJob("/clean", schedule="@daily"), spread))


def test_a_sidecar_of_a_job_is_an_init_container_that_goes_on() -> None:
    """Any other would keep the job from ending."""
    proxy = Container(image=Image("registry.example.com/proxy", tag="v1"))
    settings = environment(
        Least, cron_jobs={"report": CronJob("bin/report", schedule="@daily", sidecars={"proxy": proxy})}
    )

    [job] = [document for document in app_objects(settings) if document["kind"] == "CronJob"]
    spec = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]

    assert [(one["name"], one["restartPolicy"]) for one in spec["initContainers"]] == [("proxy", "Always")]
    assert [one["name"] for one in spec["containers"]] == ["app"]
