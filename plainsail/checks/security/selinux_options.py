"""SELinux options leave what containers may have.

Why: another type, user or role can lift the walls between containers and the node.
Fix: remove `user` and `role`; of the types only those for containers are allowed, such as `container_t`.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import policy_of, secured

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_TYPES = ("container_t", "container_init_t", "container_kvm_t")
_ENGINE = "container_engine_t"
_SINCE = (1, 31)


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        allowed = _TYPES if policy_of(manifests, pod).version < _SINCE else (*_TYPES, _ENGINE)
        for owner in secured(pod):
            options: Any = owner.security.get("seLinuxOptions", {})
            for name in ("type", "user", "role"):
                value = options.get(name)
                if value and not (name == "type" and value in allowed):
                    field, message = (
                        f"securityContext.seLinuxOptions.{name}",
                        f"the SELinux {name} {value} is not allowed",
                    )
                    yield violation(manifests, owner, field, message, level="baseline")
