"""A runtime is told an amount of memory that it cannot read, or that its container may not use.

Go (`GOMEMLIMIT`), Java (`-Xmx`, `-XX:MaxRAMPercentage`), Node.js (`--max-old-space-size`), PHP (`memory_limit`), .NET,
Redis and memcached, each in its own units: none of them reads `512Mi`.

Why: the process ends at its start; or it grows past `resources.limits.memory`, and the kernel kills it.
Fix: write the amount as the runtime reads it, below the memory limit, with room for what the runtime does not count.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.quantities import in_bytes
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.limits import memory_limit
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.runtimes import Amount, amounts

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for amount in amounts(container):
            yield from _findings(container, amount)
        processors = container.env.get("GOMAXPROCS", {}).get("value", "")
        if processors and "$" not in processors and not re.fullmatch(r"\+?0*[1-9]\d{0,8}", processors, re.ASCII):
            message = f"GOMAXPROCS={processors} is not heeded: Go reads a whole number of processors"
            yield Finding(container.where("env[GOMAXPROCS].value"), message)


def _findings(container: Container, amount: Amount) -> Iterator[Finding]:
    where = container.where(amount.field)
    shown = f"{amount.name}{'' if amount.name.startswith('-X') else ' '}{amount.text}"
    if amount.wrong:
        then = "; the process ends at once" if amount.fatal else ""
        yield Finding(where, f"{shown}: {amount.wrong}{then}", severity="error" if amount.fatal else None)
        return
    limit = memory_limit(container)
    if limit is None or amount.size is None or amount.size <= limit:
        return
    what = "is never reached" if amount.soft else "cannot be used"
    message = f"{shown} {what}: the container is killed at {in_bytes(limit)} of memory"
    yield Finding(where, message)
