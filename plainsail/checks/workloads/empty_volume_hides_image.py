"""A volume takes the place of a folder that the image needs: its programs, libraries or certificates.

A volume that another container fills is left out.

Why: what the image holds there is gone: the container does not start, or trusts no certificate.
Fix: mount the volume at a folder of its own, or a single file by `subPath`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.folders import Hidden, hidden_folders, is_filled
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import is_windows
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_PROGRAMS = frozenset({"/", "/bin", "/sbin", "/lib", "/lib64", "/usr", "/usr/bin", "/usr/sbin", "/usr/lib"})
_KERNEL = frozenset({"/proc"})
_NEEDED = frozenset(
    {
        *("/etc", "/etc/ssl", "/etc/ssl/certs", "/etc/pki", "/etc/pki/tls", "/etc/pki/tls/certs"),
        *("/usr/share", "/usr/share/zoneinfo", "/usr/local", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib"),
    }
)
_CERTIFICATES = ("/etc/ssl", "/etc/pki", "/usr/share")
"""Where files of one's own may well stand in for those of the image."""
_OF_FILES = ("configMap", "secret", "downwardAPI")


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if is_windows(container.pod) or container.list_name == "ephemeralContainers":
            continue
        for hidden in hidden_folders(container):
            if not hidden.is_empty and not any(kind in hidden.volume for kind in _OF_FILES):
                continue
            if hidden.is_empty and is_filled(container, hidden):
                continue
            yield from _finding(container, hidden)


def _finding(container: Container, hidden: Hidden) -> Iterator[Finding]:
    message = ""
    severity: Severity | None = None
    program = next(iter(container.spec.get("command", [])), "")
    if hidden.path in _KERNEL:
        message = f"no runtime mounts a volume at {hidden.path}: the container does not start"
    elif hidden.path in _PROGRAMS:
        message = f"hides {_what(hidden)}: the programs and libraries of the image are gone"
    elif hidden.is_empty and program.startswith("/") and hidden.holds(program):
        message = f"hides {program}, which the container is to run: the volume is empty"
    elif hidden.path in _NEEDED and (hidden.is_empty or not hidden.path.startswith(_CERTIFICATES)):
        message, severity = f"hides {_what(hidden)}: what the image holds there is gone", "warning"
    if message:
        where = container.where("volumeMounts", hidden.index, "mountPath")
        yield Finding(where, message, severity=severity)


def _what(hidden: Hidden) -> str:
    return "the whole image" if hidden.path == "/" else hidden.path
