"""What runs beside the app's own pods: workers, CronJobs, and the migration before a rollout."""

from dataclasses import field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.schedules import BadSchedule, never_fires, parse, zone_in
from constructs_lib.settings.autoscaling import Hpa
from constructs_lib.settings.checks import Check
from constructs_lib.settings.companions import PodSettings
from constructs_lib.settings.containers import Command, ExecProbe
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.image import Image, PullPolicy
from constructs_lib.settings.keda import ScaledObject
from constructs_lib.settings.scaling import Shutdown, Strategy
from constructs_lib.settings.secrets import ExternalSecrets
from constructs_lib.settings.text import Natural, Positive
from constructs_lib.settings.values import setting


def _schedule(text: str) -> str:
    """Refuses what the controller refuses, and what would never start a job."""
    if zone_in(text) is not None:
        raise ValueError("holds a time zone, which Kubernetes refuses; set time_zone")
    try:
        schedule = parse(text)
    except BadSchedule as error:
        raise ValueError(f"is not a cron schedule: {error}") from None
    if schedule.every is not None:
        raise ValueError("follows no clock; write five fields: minute hour day-of-month month weekday")
    if never_fires(schedule):
        raise ValueError("never comes; to stop a job set suspended=True")
    return text


@cache
def _zones() -> frozenset[str]:
    # The list that the package carries, not the machine's own: every machine must accept the same names.
    # By the place of the package: `importlib.resources` takes longer to import than all else takes to judge a zone.
    spec = find_spec("tzdata")
    [folder] = spec.submodule_search_locations if spec and spec.submodule_search_locations else ["tzdata"]
    return frozenset((Path(folder) / "zones").read_text(encoding="utf-8").split())


def _time_zone(text: str) -> str:
    if text not in _zones():
        near = did_you_mean(text, sorted(_zones())) or "; write an IANA name such as 'Europe/Paris' or 'Etc/UTC'"
        raise ValueError(f"is not a time zone{near}")
    return text


Schedule = Annotated[str, Check(_schedule)]
"""A schedule of five fields (minute hour day-of-month month weekday), or `@daily` and its like."""
TimeZone = Annotated[str, Check(_time_zone)]
"""An IANA time zone, `Europe/Paris`."""


@setting
class BackgroundWorker(PodSettings):
    """A Deployment beside the app's own: its image with another command, `messenger:consume`, which serves nothing."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""
    replicas: Natural | None = None
    """How many pods; 1 where neither this, nor `hpa`, nor `scaled_object` is set."""
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    scaled_object: ScaledObject | None = None
    """Or lets KEDA decide the number: by a queue's length, a schedule, a query; down to 0."""
    external_secrets: ExternalSecrets | None = None
    """Secrets of this worker alone, beside those of the app: `<app>-<worker>-<hash>`."""
    liveness_probe: ExecProbe | None = None
    """A command that fails when the worker hangs."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    shutdown: Shutdown = Shutdown(pre_stop_seconds=0)
    """How long the message in hand may take; nothing routes traffic here, so SIGTERM comes at once."""


@setting
class Job(PodSettings):
    """A command that runs once (`batch/v1`), in the app's image with its variables and secrets."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""
    restart_policy: Literal["Never", "OnFailure"] = "Never"
    """Never: a failure leaves its pod, and its log, behind. OnFailure: the same pod tries again."""
    backoff_limit: Natural = 0
    """Tries after the first, before the job counts as failed."""
    active_deadline_seconds: Positive | None = None
    """Seconds after which a run is stopped."""
    external_secrets: ExternalSecrets | None = None
    """Secrets of this job alone, beside those of the app: `<app>-<job>-<hash>`."""


@setting
class Migration(Job):
    """A Job that Argo CD runs in each sync, after the secrets are there and before the new pods (a Sync hook)."""

    active_deadline_seconds: Positive = 600
    """Seconds after which a migration is stopped, and the sync fails; while it runs, Argo CD syncs no fix."""


@setting
class CronJob(Job):
    """A command on a schedule."""

    schedule: Schedule
    """Five fields: minute hour day-of-month month weekday."""
    time_zone: TimeZone | None = None
    """The zone that the schedule is read in; without one it is the controller's, UTC on EKS."""
    suspended: bool = False
    """Keeps the job and starts nothing (`suspend`)."""
    image: Image | None = None
    """Another image, without the app's variables and secrets; without one it is the app's (Helm's `fromApp: true`)."""
    image_pull_policy: PullPolicy | None = None
    """Without one, the image's own."""
    concurrency_policy: Literal["Forbid", "Allow", "Replace"] = "Forbid"
    """What happens when the last run is still busy."""
    starting_deadline_seconds: Positive | None = 300
    """Seconds that a missed start may be late."""
    successful_jobs_history_limit: Natural = 3
    """Ended runs that are kept to look at."""
    failed_jobs_history_limit: Natural = 3
    """Failed runs that are kept to look at."""
    ttl_seconds_after_finished: Natural | None = None
    """Seconds after which a finished run is deleted, even if the history limits would keep it."""

    def __post_init__(self) -> None:
        if self.starting_deadline_seconds is not None and self.starting_deadline_seconds < 10:
            raise SettingsError(
                f"starting_deadline_seconds={self.starting_deadline_seconds} is below 10: "
                "the controller looks every 10 seconds and would miss runs",
                path=("starting_deadline_seconds",),
            )
