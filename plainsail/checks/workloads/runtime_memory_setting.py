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
from plainsail.location import Location
from plainsail.manifests.limits import memory_limit
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.runtimes import Amount, amounts, in_ini, php_amount

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


_HEAPS = ("-Xmx", "-MaxHeapSize", "--max-old-space-size")


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for amount in amounts(container):
            yield from _findings(container, amount)
        yield from _in_files(manifests, container)
        processors = container.env.get("GOMAXPROCS", {}).get("value", "")
        if processors and "$" not in processors and not re.fullmatch(r"\+?0*[1-9]\d{0,8}", processors, re.ASCII):
            message = f"GOMAXPROCS={processors} is not heeded: Go reads a whole number of processors"
            yield Finding(container.where("env[GOMAXPROCS].value"), message)


def _in_files(manifests: Manifests, container: Container) -> Iterator[Finding]:
    """PHP's settings in a ConfigMap that the container mounts."""
    mounted = {mount["name"] for mount in container.spec.get("volumeMounts", [])}
    for volume in container.pod.spec.get("volumes", []):
        name = volume.get("configMap", {}).get("name")
        config = (
            manifests.sibling(container.resource, "ConfigMap", name) if name and volume["name"] in mounted else None
        )
        if config is None or not manifests.is_sound(config):
            continue
        for key, content in config.document.get("data", {}).items():
            if key.endswith((".ini", ".conf")):
                for text in in_ini(content):
                    amount = php_amount((), "memory_limit", text)
                    yield from _findings(container, amount, config.where("data", key))


def _findings(container: Container, amount: Amount, where: Location | None = None) -> Iterator[Finding]:
    limit = memory_limit(container)
    if not amount.wrong and (limit is None or amount.size is None or amount.size < limit):
        return
    where = where or container.where(amount.field)
    shown = f"{amount.name}{'' if amount.name.startswith('-X') else ' '}{amount.text}"
    if amount.wrong:
        then = "; the process ends at once" if amount.fatal else ""
        yield Finding(where, f"{shown}: {amount.wrong}{then}", severity="error" if amount.fatal else None)
        return
    if limit is None or amount.size is None or amount.size < limit:
        return
    if amount.size == limit:
        if amount.name in _HEAPS:
            yield Finding(where, f"{shown} is all that the container may use, with no room for what is no heap")
        return
    what = "is never reached" if amount.soft else "cannot be used"
    message = f"{shown} {what}: the container is killed at {in_bytes(limit)} of memory"
    yield Finding(where, message)
