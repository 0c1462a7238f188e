"""A CronJob's time zone does not exist.

Why: the API server refuses it.
Fix: use a name of the IANA database (`Europe/Paris`, `Etc/UTC`), with its capitals; `Local` is none.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.time_zones import is_time_zone

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("CronJob"):
        zone = job.spec.get("timeZone")
        if zone is not None and not _exists(zone):
            yield Finding(job.where("spec.timeZone"), f"'{zone}' is no time zone")


def _exists(zone: str) -> bool:
    # The same zones again, without and with leap seconds.
    return is_time_zone(zone.removeprefix("posix/").removeprefix("right/"))
