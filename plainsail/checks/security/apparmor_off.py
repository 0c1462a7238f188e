"""AppArmor is switched off, or its profile is none that is allowed.

Why: without the runtime's profile a container may mount, trace and write where the kernel would stop it.
Fix: remove the profile, or name `RuntimeDefault` or `Localhost`.
"""

from collections.abc import Iterator
from dataclasses import replace

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import secured

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_TYPES = ("RuntimeDefault", "Localhost")
_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/"
_PROFILES = ("", "runtime/default")


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for owner in secured(pod):
            match owner.security:
                case {"appArmorProfile": {"type": str(kind)}} if kind not in _TYPES:
                    field = "securityContext.appArmorProfile.type"
                    yield violation(manifests, owner, field, f"AppArmor is {kind}", level="baseline")
        for name, profile in pod.annotations.items():
            if name.startswith(_ANNOTATION) and profile not in _PROFILES and not profile.startswith("localhost/"):
                message = f"AppArmor is {profile} for container {name.removeprefix(_ANNOTATION)}"
                field = f"{pod.field.removesuffix('spec')}metadata.annotations[{name}]"
                broken = violation(manifests, pod, "", message, level="baseline")
                yield replace(broken, where=pod.resource.where(field))
