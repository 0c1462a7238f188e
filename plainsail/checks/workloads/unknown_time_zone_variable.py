"""`TZ` names a time zone that does not exist.

Why: no program complains; the C library takes UTC for it, so that logs and schedules are hours off.
Fix: use a name of the IANA database, with its capitals: `Europe/Paris`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.time_zones import is_time_zone, time_zones

SEVERITY: Severity = "warning"

_NAME = re.compile(r"[A-Za-z_]+(?:/[A-Za-z_]+(?:[+-]\d+)?)+")
"""Only what can be nothing but a name: `CET-1CEST` is a rule, `/etc/localtime` a file."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        zone = container.env.get("TZ", {}).get("value", "").removeprefix(":")
        if _NAME.fullmatch(zone) and not _exists(zone):
            message = f"'{zone}' is no time zone, and counts as UTC{did_you_mean(zone, sorted(time_zones()))}"
            yield Finding(container.where("env[TZ].value"), message)


def _exists(zone: str) -> bool:
    return zone.startswith(("posix/", "right/")) or is_time_zone(zone)
