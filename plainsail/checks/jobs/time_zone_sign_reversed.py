"""A time zone is one of `Etc/GMT+2` and its like, whose sign is the other way round.

Why: `Etc/GMT+2` is two hours behind UTC, in the Atlantic; a job runs four hours later than people in Cairo think.
Fix: name a city (`Europe/Paris`), which knows summer time as well; or turn the sign.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_SIGNED = re.compile(r":?(?:posix/|right/)?Etc/GMT([+-])([1-9]\d?)")


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("CronJob"):
        if message := _message(job.spec.get("timeZone", "")):
            yield Finding(job.where("spec.timeZone"), message)
    for container in manifests.containers():
        if message := _message(container.env.get("TZ", {}).get("value", "")):
            yield Finding(container.where("env[TZ].value"), message)


def _message(zone: str) -> str | None:
    match = _SIGNED.fullmatch(zone)
    if match is None:
        return None
    hours, sign = match[2], "-" if match[1] == "+" else "+"
    side = "behind" if match[1] == "+" else "ahead of"
    return f"{zone} is {hours} h {side} UTC; Etc/GMT{sign}{hours} is the other side, a city knows summer time too"
