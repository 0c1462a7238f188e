"""AppArmor is switched off, or its profile is none that is allowed.

Why: without the runtime's profile a container may mount, trace and write where the kernel would stop it.
Fix: remove the profile, or name `RuntimeDefault` or `Localhost`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import security_contexts

SEVERITY: Severity = "error"

_TYPES = ("RuntimeDefault", "Localhost")
_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Profiles other than the runtime's or a local one (Pod Security baseline)."""
    for pod in manifests.pods():
        for security, where in security_contexts(pod):
            match security:
                case {"appArmorProfile": {"type": str(kind)}} if kind not in _TYPES:
                    field = replace(where, field=f"{where.field}.appArmorProfile.type")
                    yield violation(manifests, pod, field, f"AppArmor is {kind}", level="baseline")
        for name, profile in pod.annotations.items():
            if name.startswith(_ANNOTATION) and profile and profile != "runtime/default" and not _is_local(profile):
                container = name.removeprefix(_ANNOTATION)
                message = f"AppArmor is {profile} for container {container}"
                where = pod.resource.where(pod.field.removesuffix("spec") + f"metadata.annotations[{name}]")
                yield violation(manifests, pod, where, message, level="baseline")


def _is_local(profile: str) -> bool:
    return profile.startswith("localhost/")
