"""What runs and ends: CronJobs, and the migration before a rollout."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib import variables, waves
from constructs_lib.container import container, native_sidecars
from constructs_lib.pod import PodProfile
from constructs_lib.settings import CronJob, Migration, Patch, Workload
from constructs_lib.settings.containers import split
from constructs_lib.settings.names import APP, MIGRATION


class ScheduledJob(Construct):
    """A CronJob of the app's image with its variables, secrets and volumes, or of an image of its own without them."""

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(self, scope: Construct, id: str, *, name: str, job: CronJob, profile: PodProfile[Workload]) -> None:
        super().__init__(scope, id)
        identity = profile.identity
        k8s.KubeCronJob(
            self,
            "Resource",
            metadata=identity.metadata(name, component=name),
            spec=k8s.CronJobSpec(
                schedule=job.schedule,
                time_zone=job.time_zone,
                # Written even when false, so that a job that someone suspended by hand is seen, and put back.
                suspend=job.suspended,
                concurrency_policy=job.concurrency_policy,
                starting_deadline_seconds=job.starting_deadline_seconds,
                successful_jobs_history_limit=job.successful_jobs_history_limit,
                failed_jobs_history_limit=job.failed_jobs_history_limit,
                job_template=k8s.JobTemplateSpec(
                    metadata=k8s.ObjectMeta(labels=identity.labels_of(name)),
                    spec=_job_spec(name, job, profile),
                ),
            ),
        )
        self.patches = _patches(f"CronJob/{identity.name(name)}", "spec.jobTemplate.spec.template", job)


class MigrationJob(Construct):
    """A Job that Argo CD runs as a hook in each sync: a failure stops the rollout.

    A Sync hook and not a PreSync one: it needs the Secret, which the sync itself brings.
    """

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(self, scope: Construct, id: str, *, migration: Migration, profile: PodProfile[Workload]) -> None:
        super().__init__(scope, id)
        k8s.KubeJob(
            self,
            "Resource",
            metadata=profile.identity.metadata(
                MIGRATION,
                component=MIGRATION,
                wave=waves.MIGRATION,
                annotations={
                    "argocd.argoproj.io/hook": "Sync",
                    # A Job's template is immutable: each sync replaces the last one, which stays for its log.
                    "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
                },
            ),
            spec=_job_spec(MIGRATION, migration, profile),
        )
        self.patches = _patches(f"Job/{profile.identity.name(MIGRATION)}", "spec.template", migration)


def _job_spec(name: str, job: CronJob | Migration, profile: PodProfile[Workload]) -> k8s.JobSpec:
    return k8s.JobSpec(
        backoff_limit=job.backoff_limit,
        active_deadline_seconds=job.active_deadline_seconds,
        ttl_seconds_after_finished=job.ttl_seconds_after_finished if isinstance(job, CronJob) else None,
        template=profile.template(
            name,
            [_container(job, profile)],
            # A sidecar that is no native one would keep the job from ending.
            init_containers=profile.extra_containers({**job.init_containers, **job.sidecars}),
            restart_policy=job.restart_policy,
        ),
    )


def _patches(target: str, template: str, job: CronJob | Migration) -> list[Patch]:
    native = [name for name, container in job.init_containers.items() if container.restart_policy]
    return native_sidecars(target, template, [*native, *job.sidecars])


def _container(job: CronJob | Migration, profile: PodProfile[Workload]) -> k8s.Container:
    pull_policy = job.image_pull_policy if isinstance(job, CronJob) else None
    if isinstance(job, CronJob) and job.image is not None:
        return container(
            name=APP,
            image=job.image,
            pull_policy=pull_policy,
            command=split(job.command),
            env=variables.in_order(variables.plain(job.env)),
            resources=job.resources or profile.settings.resources,
            mounts=[],
            security=job.security,
        )
    return profile.app_container(
        command=split(job.command),
        env=job.env,
        resources=job.resources,
        pull_policy=pull_policy,
        security=job.security,
    )
