"""CronJobs as checks read them: their schedules and time zones."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from constructs_lib.kubernetes.schedules import BadSchedule, Schedule, never_fires, parse
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource


def schedule_of(cron_job: Resource) -> Schedule | None:
    """The schedule; None where it does not parse."""
    try:
        return parse(cron_job.spec["schedule"])
    except BadSchedule:
        return None


def running(manifests: Manifests) -> Iterator[tuple[Resource, Schedule]]:
    """The CronJobs that start something, with their schedules: none that is suspended, unparsable, or never comes."""
    for cron_job in manifests.of("CronJob"):
        schedule = schedule_of(cron_job)
        if schedule is not None and not cron_job.spec.get("suspend") and not never_fires(schedule):
            yield cron_job, schedule


def zone_of(cron_job: Resource) -> ZoneInfo | None:
    """The time zone of `timeZone`; None where there is none, or none of that name."""
    name = cron_job.spec.get("timeZone")
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def in_words(seconds: float) -> str:
    """A stretch of time, in its largest unit.

    >>> in_words(7200), in_words(5400), in_words(60), in_words(86400)
    ('2 h', '90 min', '1 min', '1 d')
    """
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
