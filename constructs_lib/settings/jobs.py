"""What runs and ends: CronJobs, and the migration before a rollout."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from constructs_lib.settings.command import Command
from constructs_lib.settings.containers import ContainerSettings
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.image import Image, PullPolicy
from constructs_lib.settings.schedule import Schedule, TimeZone
from constructs_lib.settings.text import Natural, Positive
from constructs_lib.settings.value import setting


@setting
class Job(ContainerSettings):
    """A command that runs once (`batch/v1`), in the app's image with its variables and secrets."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""
    restart_policy: Literal["Never", "OnFailure"] = "Never"
    """Never: a failure leaves its pod, and its log, behind. OnFailure: the same pod tries again."""
    backoff_limit: Natural = 0
    """Tries after the first, before the job counts as failed."""
    active_deadline_seconds: Positive | None = None
    """Seconds after which a run is stopped."""


@setting
class Migration(Job):
    """A Job that Argo CD runs in each sync, after the secrets are there and before the new pods (a Sync hook)."""

    active_deadline_seconds: Positive | None = 600
    """Seconds after which a migration is stopped, and the sync fails."""


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
    """Seconds after which an ended run is taken away whatever the history limits say."""

    def __post_init__(self) -> None:
        if self.starting_deadline_seconds is not None and self.starting_deadline_seconds < 10:
            raise SettingsError(
                f"starting_deadline_seconds={self.starting_deadline_seconds} is below 10: "
                "the controller looks every 10 seconds and would miss runs",
                path=("starting_deadline_seconds",),
            )
