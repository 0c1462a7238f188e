"""A CronJob's time zone does not exist.

Why: the API server refuses it.
Fix: use a name of the IANA database (`Europe/Paris`, `Etc/UTC`), with its capitals; `Local` is none.
"""

import zoneinfo
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("CronJob"):
        zone = job.spec.get("timeZone")
        if zone is not None and not _exists(zone):
            yield Finding(job.where("spec.timeZone"), f"'{zone}' is no time zone")


def _exists(zone: str) -> bool:
    """Whether the database has it, in this spelling: a file system may not care for capitals."""
    zone = zone.removeprefix("posix/").removeprefix("right/")  # the same zones again, without and with leap seconds
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return zone != "localtime" and zone in zoneinfo.available_timezones()
