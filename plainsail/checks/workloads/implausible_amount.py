"""An amount of memory is in thousandths of a byte, or an amount of CPU is more than a machine has.

`memory: 512m` is half a byte, `cpu: 500` is five hundred cores.

Why: the container is killed at once, or no node ever has room for it.
Fix: write `512Mi` of memory, `500m` of CPU.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"

_CORES = 256
_BYTES = 1024 * 1024
"""No process starts in less than this."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for bound in ("requests", "limits"):
            for resource in ("cpu", "memory"):
                text = container.amount(bound, resource)
                amount = amount_of(text)
                if text is None or amount is None:
                    continue
                if resource == "cpu" and amount > _CORES:
                    message = f"{text} is {amount:f} cores; a thousandth of a core is written 1m"
                elif resource == "memory" and 0 < amount < _BYTES:
                    message = f"{text} is less than a mebibyte; one is written 1Mi"
                else:
                    continue
                yield Finding(
                    container.where("resources", bound, resource),
                    message,
                    severity="error" if (bound, resource) == ("limits", "memory") else None,
                )
